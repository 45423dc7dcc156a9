"""What the ledger holds. Rows are recorded once and never changed; see :mod:`rumbo.apps.ledger.chain` for how.

A value is known by policy, indicator and year, kept in each of its revisions, so that the hash of a revision covers
what the number speaks of. Nothing here is written but through the services.
"""

from enum import StrEnum
from typing import Any, ClassVar

from django.db import models

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.canonical import GENESIS
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.fields import CanonicalJSONField, ExactDecimalField
from rumbo.core.language import _
from rumbo.core.observations import Origin, State

#: Key of the only row of :class:`ChainHead`.
HEAD_ID = 1


class Office(StrEnum):
    """The two offices that sign what will be issued (source: policy, l.3927-3937)."""

    LEAD = "lead"
    PLANNING = "planning"


class ChainHead(models.Model):
    """The end of the chain, one row: whoever records holds it locked until the transaction ends."""

    sequence = models.BigIntegerField(default=0)
    row_hash = models.CharField(max_length=64, default=GENESIS)
    recorded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.sequence} {self.row_hash}"


class Recorded(models.Model):
    """A row of the chain.

    ``sequence`` counts without gaps over all recorded tables together; ``recorded_at`` grows strictly with it;
    ``row_hash`` covers the row's content and ``previous_hash``, the hash of the row before it in the whole ledger.
    """

    sequence = models.BigIntegerField(primary_key=True)
    recorded_at = models.DateTimeField(db_index=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=200)
    """The name as it was shown that day."""
    previous_hash = models.CharField(max_length=64)
    row_hash = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[Any]] = models.Manager()

    class Meta:
        """Each kind of recorded row has its own table."""

        abstract = True

    def __str__(self) -> str:
        return f"{self.table()} {self.sequence}"

    def save(self, *_args: Any, **_kwargs: Any) -> None:
        """Refused: rows come in through the chain and are never changed."""
        raise LedgerError(_("A recorded row is never changed; record a new one."))

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: nothing recorded is taken away."""
        raise LedgerError(_("A recorded row is never deleted; record a new one."))

    @classmethod
    def table(cls) -> str:
        """Name of the table."""
        return cls._meta.db_table

    @classmethod
    def hashed_columns(cls) -> tuple[str, ...]:
        """Names of the columns that a row's hash covers: all but the two hashes."""
        return tuple(f.attname for f in cls._meta.concrete_fields if f.attname not in {"previous_hash", "row_hash"})

    def content(self) -> dict[str, object]:
        """What the row's hash covers, by column: decimals and documents as the texts that are stored."""
        stored = {name: getattr(self, name) for name in self.hashed_columns()}
        for field in self._meta.concrete_fields:
            if isinstance(field, ExactDecimalField | CanonicalJSONField):
                stored[field.attname] = field.get_prep_value(stored[field.attname])
        return stored


_VALUE_OR_REASON = models.Q(value__isnull=False, no_data_reason__isnull=True, expected_on__isnull=True) | models.Q(
    ~models.Q(no_data_reason=""),
    value__isnull=True,
    numerator__isnull=True,
    denominator__isnull=True,
    no_data_reason__isnull=False,
)


class Revision(Recorded):
    """A value of an indicator in a year, or why there is none, as somebody gave it at one moment."""

    policy = models.CharField(max_length=100)
    indicator = models.CharField(max_length=100)
    year = models.IntegerField()
    number = models.IntegerField()
    """1 for the first value of this indicator and year."""
    value = ExactDecimalField(null=True)
    numerator = ExactDecimalField(null=True)
    denominator = ExactDecimalField(null=True)
    origin = models.CharField(max_length=20, choices=[(origin.value, origin.name) for origin in Origin])
    entity = models.CharField(max_length=100, blank=True)
    unit = models.TextField(null=True)  # noqa: DJ001 - rows recorded before it was kept hash without it
    """Unit that reports the indicator, as the policy printed it that day."""
    comment = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    parts = CanonicalJSONField(default=list)
    source_name = models.TextField(blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    lineage = CanonicalJSONField(null=True)
    no_data_reason = models.TextField(null=True)  # noqa: DJ001 - rows that hold a value hash without it
    """Why there is no value; null where there is one."""
    expected_on = models.DateField(null=True)
    """When the missing value is expected, where somebody said so."""

    class Meta:
        """Revisions of a value are numbered 1, 2, 3 ...; each holds a value or says why there is none."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "indicator", "year", "number"], name="one_revision_per_number"),
            models.CheckConstraint(condition=_VALUE_OR_REASON, name="value_or_reason"),
        ]


class Transition(Recorded):
    """A step of a revision on its way to publication, or back."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="transitions")
    from_state = models.CharField(max_length=20, choices=[(state.value, state.name) for state in State])
    to_state = models.CharField(max_length=20, choices=[(state.value, state.name) for state in State])
    comment = models.TextField(blank=True)
    """The remark of whoever took the step; the reason of a return."""


class EvidenceFile(Recorded):
    """A file that supports a revision; the bytes lie in the evidence folder under their SHA-256."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="evidence_files")
    name = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()

    class Meta:
        """A file is attached to a revision once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["revision", "sha256"], name="file_attached_once")
        ]


class Campaign(Recorded):
    """A reporting campaign as set at one moment; the latest row of a policy and year is in force."""

    policy = models.CharField(max_length=100)
    year = models.IntegerField()
    """The year whose values are asked for."""
    opens = models.DateField()
    due = models.DateField()
    entities = CanonicalJSONField(default=list)
    """Codes of the entities that must report."""
    comment = models.TextField(blank=True)


class CampaignDue(Recorded):
    """Another due date for one entity; the latest row counts. An empty date gives the entity the common one again."""

    policy = models.CharField(max_length=100)
    year = models.IntegerField()
    entity = models.CharField(max_length=100)
    due = models.DateField(null=True)
    reason = models.TextField(blank=True)


class IssuedReport(Recorded):
    """A report that was issued: from what it was made and what was printed."""

    number = models.CharField(max_length=20)
    """``2026-01``: the year reported and a count."""
    policy = models.CharField(max_length=100)
    year = models.IntegerField()
    as_of = models.DateTimeField()
    ledger_sequence = models.BigIntegerField()
    ledger_hash = models.CharField(max_length=64)
    language = models.CharField(max_length=5)
    method = models.CharField(max_length=100)
    method_sha256 = models.CharField(max_length=64)
    policy_sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)
    """Hash of the report model as JSON."""
    files = CanonicalJSONField(default=dict)
    """File name to SHA-256 of what was printed."""

    class Meta:
        """A number is given once in a policy."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "number"], name="one_report_per_number")
        ]


class SignOff(Recorded):
    """An office agrees with what would be issued: a hash of its content, which a later value makes another one."""

    policy = models.CharField(max_length=100)
    year = models.IntegerField()
    office = models.CharField(max_length=20, choices=[(office.value, office.name) for office in Office])
    method = models.CharField(max_length=100)
    method_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=5)
    """The language in which it was read before it was signed."""
    content_sha256 = models.CharField(max_length=64)
    """Hash of what was signed (:func:`rumbo.apps.ledger.signing.content_sha256`)."""


class Publication(Recorded):
    """An issued report was made public."""

    report = models.ForeignKey(IssuedReport, on_delete=models.PROTECT, related_name="publications")
    policy = models.CharField(max_length=100)
    number = models.CharField(max_length=20)
    """Number of the report."""
    content_sha256 = models.CharField(max_length=64)
    """Hash of the report model as JSON, as it was issued."""

    class Meta:
        """A report is made public once."""

        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["policy", "number"], name="report_published_once")
        ]


#: Every kind of recorded row, those that others point to first.
RECORDED: tuple[type[Recorded], ...] = (
    Revision,
    Transition,
    EvidenceFile,
    Campaign,
    CampaignDue,
    IssuedReport,
    SignOff,
    Publication,
)
