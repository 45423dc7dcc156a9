"""What is the next step towards the public report of a year, and whose is it?"""

from dataclasses import dataclass

from rumbo.apps.ledger.models import Office
from rumbo.core.language import _
from rumbo.site.issuing.preview import Issued, Preview


@dataclass(frozen=True, slots=True)
class NextStep:
    """What the page of a year says first.

    Attributes:
        told: the step in a sentence.
        mine: whether it is the reader's office that takes it.
    """

    told: str
    mine: bool = False


def next_step(year: int, seen: Preview, last: Issued | None, own_office: Office | None) -> NextStep:
    """The one step that the report waits for.

    Args:
        year: the year reported.
        seen: what would be issued.
        last: the report of the year that was issued last; ``None`` where none was.
        own_office: the office of the reader; ``None`` where none of the two is.
    """
    plans = own_office is Office.PLANNING
    if last and not seen.news:
        number = last.report.number
        if last.published:
            return NextStep(
                _("Report {number} is public and says what this page shows. There is nothing to issue.").format(
                    number=number
                )
            )
        told = _("Report {number} is issued. The planning office makes it public.")
        return NextStep(told.format(number=number), plans)
    if not seen.report.with_data:
        return NextStep(_("No value of {year} is approved yet; there is nothing to issue.").format(year=year))
    missing = [signature for signature in seen.signatures if not signature.holds]
    if missing:
        names = ", ".join(signature.name for signature in missing)
        told = _("The report waits for the signature of: {offices}.").format(offices=names)
        return NextStep(told, own_office in {signature.office for signature in missing})
    return NextStep(_("Both offices have signed. The planning office issues the report."), plans)
