"""What does a reminder of commitments say? What is overdue, what is due soon, and where to tell what was done."""

from collections.abc import Callable, Sequence
from datetime import date

from rumbo.apps.following.records import CommitmentRecord
from rumbo.core.language import Language, _, ngettext, speaking
from rumbo.core.monitoring.alerts.wording import day
from rumbo.core.policy.models import Policy

#: Gives the address of the page of a commitment in a language.
AddressOf = Callable[[Language, int], str]


def message(
    policy: Policy,
    name: str,
    promised: Sequence[CommitmentRecord],
    spoken: Language,
    address_of: AddressOf,
    *,
    today: date,
) -> tuple[str, str]:
    """Subject and text of a reminder in the language of its reader.

    Args:
        policy: the policy.
        name: of the reader.
        promised: the commitments that the reader answers for.
        spoken: the reader's language.
        address_of: where the page of a commitment is.
        today: the day on the installation's clock.
    """
    with speaking(spoken):
        late = [one for one in promised if one.due < today]
        soon = [one for one in promised if one.due >= today]
        subject = ngettext(
            "{policy}: one commitment to be kept", "{policy}: {count} commitments to be kept", len(promised)
        ).format(policy=policy.short_title, count=len(promised))
        parts = [f"{name}:"]
        if late:
            parts.append(_("The date of these commitments is past:") + _listed(late, spoken, address_of))
        if soon:
            parts.append(_("These commitments are due soon:") + _listed(soon, spoken, address_of))
        parts.append(
            _(
                "Tell on the page of each what was done, with evidence where there is some. If it cannot be kept in "
                "time, propose another date there and say why."
            )
        )
    return subject, "\n\n".join(parts)


def _listed(promised: Sequence[CommitmentRecord], spoken: Language, address_of: AddressOf) -> str:
    lines = (
        f"- {one.text}\n  {_('Due on {day}.').format(day=day(one.due))} {address_of(spoken, one.id)}"
        for one in promised
    )
    return "\n\n" + "\n".join(lines)
