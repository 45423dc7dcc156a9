"""What concerns a person? Everything for those who follow the whole policy, else the own entity, unit and name."""

from dataclasses import dataclass

from rumbo.apps.accounts.selectors import OF_AN_ENTITY, Powers
from rumbo.apps.following.access import FOLLOWERS, LEADERS, PUBLISHERS, READERS
from rumbo.apps.following.records import CaseRecord, CommitmentRecord, RecommendationRecord

Matter = CaseRecord | RecommendationRecord
"""What commitments answer."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a person sees, read once so that a page of hundreds asks the database nothing more.

    Attributes:
        person_id: key of the person.
        held: the roles of the person in the policy.
    """

    person_id: int
    held: Powers

    @property
    def leads(self) -> bool:
        """Whether the person takes up, assigns, commits and closes."""
        return self.held.any_of(LEADERS, "")

    @property
    def publishes(self) -> bool:
        """Whether the person makes alerts public."""
        return self.held.any_of(PUBLISHERS, "")

    def entity(self, entity: str, unit: str = "") -> bool:
        """Whether the person sees what concerns an entity and its unit."""
        return self.held.any_of(FOLLOWERS | READERS, entity, unit)

    def matter(self, record: Matter) -> bool:
        """Whether the person sees a case or a recommendation: the own one, or one that the person promised about."""
        return self.whole(record) or any(self._own(promised) for promised in record.commitments)

    def commitment(self, promised: CommitmentRecord, record: Matter) -> bool:
        """Whether the person sees a commitment: the own one, or one about a matter of the own entity."""
        return self._own(promised) or self.whole(record)

    def whole(self, record: Matter) -> bool:
        """Whether a case or a recommendation is the person's own, so that every commitment about it is seen."""
        return record.owner_id == self.person_id or self.entity(record.entity, record.unit)

    def follows(self, record: Matter | CommitmentRecord) -> bool:
        """Whether the person may tell what was done, as :func:`rumbo.apps.following.services.follow_up` decides."""
        promised = (record,) if isinstance(record, CommitmentRecord) else record.commitments
        names = {None if isinstance(record, CommitmentRecord) else record.owner_id, *(of.person_id for of in promised)}
        concerned = ((record.entity, record.unit), *((of.entity, of.unit) for of in promised))
        return self.person_id in names or any(self.held.any_of(FOLLOWERS, *of) for of in concerned)

    def answers(self, promised: CommitmentRecord) -> bool:
        """Whether the person answers for a commitment: by name, or, where nobody is named, as the unit's own people."""
        if promised.person_id is not None:
            return promised.person_id == self.person_id
        return self.held.any_of(OF_AN_ENTITY, promised.entity, promised.unit)

    def _own(self, promised: CommitmentRecord) -> bool:
        return promised.person_id == self.person_id or self.entity(promised.entity, promised.unit)
