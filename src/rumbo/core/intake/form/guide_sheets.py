"""The instructions of the form, and the sheet by which the system knows it again."""

from xlsxwriter import Workbook

from rumbo.core.intake.form.content import Content
from rumbo.core.intake.form.looks import Looks, lines_of
from rumbo.core.intake.form.page import PROTECTED
from rumbo.core.language import _

#: Grows when the layout of the form changes.
TEMPLATE_VERSION = 2
_WIDTH = 96


def write_instructions_sheet(book: Workbook, looks: Looks, content: Content) -> None:
    """Add the instructions: what to fill, how to write numbers, what to do without data."""
    sheet = book.add_worksheet(_("Instructions"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, _WIDTH)
    sheet.set_row(0, 28)
    looks.write(sheet, 0, 0, _("Report of values {year}").format(year=content.year), "title")
    looks.write(sheet, 1, 0, content.policy.title, "subtitle")
    who = content.entity.name if content.entity else _("All reporting entities")
    count = len(content.indicators)
    looks.write(sheet, 2, 0, _("{entity}: {count} indicators").format(entity=who, count=count), "subtitle")
    for number, text in enumerate(_steps(content), 1):
        row = number + 3
        looks.write(sheet, row, 0, str(number), "label")
        looks.write(sheet, row, 1, text, "step")
        sheet.set_row(row, lines_of(text, _WIDTH * 0.85) * 13 + 8)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", PROTECTED)


def _steps(content: Content) -> list[str]:
    steps = [
        _("Fill the yellow cells of the sheet “Values”. The rest is for reading and is locked, without a password."),
        _("Of a ratio write numerator and denominator; the value is computed. Of any other indicator write the value."),
        _("Write plain numbers: no units, no currency, no formulas. Write a percentage as 85, not as 0.85."),
        _(
            "A blank row means “not reported”; a zero is a real zero. If you cannot have the figure, leave it blank "
            "and say why in “Why there is no figure”, with the date on which it is expected: that is a report too."
        ),
        _("Put evidence files in the folder of this form and write their names in “Evidence files”, separated by ;"),
        _("If you change a value that was already sent, say why in “Reason of change”. The earlier value is kept."),
        _("The column “Check” tells what each row lacks. Save the form as .xlsx and send it with its evidence."),
    ]
    if any(indicator.breakdowns for indicator in content.indicators):
        parts = _("Some indicators have parts (by region, sex, firm size ...): write them in the sheet “Breakdowns”.")
        steps.insert(4, parts)
    return steps


def write_control_sheet(book: Workbook, looks: Looks, content: Content) -> None:
    """Add the sheet that says of what and for whom the form was made."""
    sheet = book.add_worksheet(_("Control"))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 72)
    facts = (
        (_("Policy"), content.policy.code),
        (_("Policy hash"), content.policy.sha256),
        (_("Year"), str(content.year)),
        (_("Entity"), content.entity.code if content.entity else ""),
        (_("Template version"), str(TEMPLATE_VERSION)),
    )
    for row, (label, value) in enumerate(facts):
        looks.write(sheet, row, 0, label, "label")
        looks.write(sheet, row, 1, value, "text")
    looks.write(
        sheet, len(facts) + 1, 0, _("The system knows the form again by this sheet; leave it as it is."), "advice"
    )
    sheet.protect("", PROTECTED)
