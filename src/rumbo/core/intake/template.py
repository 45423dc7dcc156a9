"""The form that a unit fills: an Excel workbook with what is known of each indicator and what is asked for."""

import io
from datetime import UTC, datetime

from xlsxwriter import Workbook

from rumbo.core.intake.form.breakdowns_sheet import write_breakdowns_sheet
from rumbo.core.intake.form.content import content
from rumbo.core.intake.form.guide_sheets import write_control_sheet, write_instructions_sheet
from rumbo.core.intake.form.looks import Looks
from rumbo.core.intake.form.values_sheet import write_values_sheet
from rumbo.core.language import _
from rumbo.core.observations import Observations
from rumbo.core.policy.models import Policy


def write_template(policy: Policy, year: int, observations: Observations, entity: str | None = None) -> bytes:
    """Write the form of a year, for one entity or for all; the same input gives the same bytes.

    What was already reported for the year stands in the input cells, so that a correction starts from it; sending it
    back unchanged changes nothing.

    Args:
        policy: the policy.
        year: the year asked for.
        observations: what the ledger holds: the last values, and what was already reported.
            A form shows no simulated ones.
        entity: code of the entity that fills it; all indicators without one.

    Returns:
        The bytes of an XLSX workbook with the sheets Instructions, Values, Breakdowns (where declared) and Control.

    Raises:
        UnknownCodeError: the policy names no such entity.
        InputError: the entity reports no indicator.
    """
    real = {key: seen for key, seen in observations.items() if not seen.simulated}
    chosen = content(policy, year, real, entity)
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    book = Workbook(target, options)
    book.set_properties(
        {
            "title": _("Report of values {year}").format(year=year),
            "subject": policy.title,
            "company": chosen.entity.name if chosen.entity else "",
            "created": datetime(year, 1, 1, tzinfo=UTC),
        }
    )
    looks = Looks(book)
    write_instructions_sheet(book, looks, chosen)
    values = write_values_sheet(book, looks, chosen)
    write_breakdowns_sheet(book, looks, chosen)
    write_control_sheet(book, looks, chosen)
    values.activate()
    book.close()
    return target.getvalue()
