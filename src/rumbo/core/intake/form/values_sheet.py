"""The sheet of values: one row an indicator, what is known of it to the left, what is asked for to the right."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from rumbo.core.intake.columns import Column, title
from rumbo.core.intake.form.content import Content
from rumbo.core.intake.form.definition import definition, direction, terms, unit
from rumbo.core.intake.form.entries import Entry, check_formula, complete, explained, unreported, write_figures
from rumbo.core.intake.form.looks import Looks, lines_of
from rumbo.core.intake.form.page import PROTECTED, lay_out
from rumbo.core.language import _
from rumbo.core.observations import Observation
from rumbo.core.policy.models import Indicator

HEADER = 4
_REMARKS = (Column.NO_DATA, Column.EXPECTED, Column.COMMENT, Column.EVIDENCE, Column.REASON)
_WIDTHS = {
    Column.CODE: 11.5,
    Column.NUMERATOR: 12,
    Column.DENOMINATOR: 12,
    Column.VALUE: 12,
    Column.NO_DATA: 26,
    Column.EXPECTED: 13,
    Column.COMMENT: 28,
    Column.EVIDENCE: 22,
    Column.REASON: 20,
}
_NAME, _DEFINITION, _UNIT = 36, 38, 13
_LINE = 12.5


@dataclass(slots=True)
class _Layout:
    """Titles and widths of the columns, in order, and where the input columns stand."""

    titles: list[tuple[str, float, bool]]
    columns: dict[Column, int]


def write_values_sheet(book: Workbook, looks: Looks, content: Content) -> Worksheet:
    """Add the sheet of values to a workbook."""
    sheet = book.add_worksheet(_("Values"))
    layout = _layout(content)
    _write_head(sheet, looks, content, layout)
    row = HEADER + 1
    for heading, indicators in content.groups:
        _write_band(sheet, looks, row, heading, len(layout.titles))
        row += 1
        for indicator in indicators:
            _write_row(Entry(sheet, row, layout.columns), looks, content, indicator, layout)
            row += 1
    last = len(layout.titles) - 1
    _mark_checks(sheet, looks, row, last)
    sheet.freeze_panes(HEADER + 1, 2)
    lay_out(sheet, content, header_row=HEADER, last_row=row - 1, last_column=last)
    sheet.set_selection(HEADER + 2, layout.columns[Column.NUMERATOR], HEADER + 2, layout.columns[Column.NUMERATOR])
    sheet.protect("", PROTECTED)
    return sheet


def _layout(content: Content) -> _Layout:
    layout = _Layout([], {})

    def add(text: str, width: float, column: Column | None = None, *, entry: bool = False) -> None:
        if column:
            layout.columns[column] = len(layout.titles)
        layout.titles.append((text, width, entry))

    add(title(Column.CODE), _WIDTHS[Column.CODE], Column.CODE)
    add(_("Indicator"), _NAME)
    add(_("How it is computed"), _DEFINITION)
    add(_("Unit"), _UNIT)
    add(_("Direction"), 12)
    if content.entity is None:
        add(_("Reports"), 12)
    add(_("Baseline {year}").format(year=content.policy.baseline_year), 10)
    for year in content.earlier_years:
        add(_("Obtained {year}").format(year=year), 10)
    add(_("Target {year}").format(year=content.year), 10)
    add(_("Terms of the target"), 14)
    for column in (Column.NUMERATOR, Column.DENOMINATOR, Column.VALUE, *_REMARKS):
        add(title(column), _WIDTHS[column], column, entry=True)
    add(_("Check"), 14)
    return layout


def _write_head(sheet: Worksheet, looks: Looks, content: Content, layout: _Layout) -> None:
    for position, (_text, width, _entry) in enumerate(layout.titles):
        sheet.set_column(position, position, width)
    sheet.set_row(0, 26)
    looks.write(sheet, 0, 0, _("Report of values {year}").format(year=content.year), "title")
    looks.write(sheet, 1, 0, content.policy.title, "subtitle")
    who = content.entity.name if content.entity else _("All reporting entities")
    looks.write(sheet, 2, 0, who, "subtitle")
    advice = _("Fill the yellow cells only. A blank row reports nothing; a zero is a value. No figure? Say why.")
    looks.write(sheet, 3, 0, advice, "advice")
    sheet.set_row(HEADER, 40)
    for position, (text, _width, entry) in enumerate(layout.titles):
        looks.write(sheet, HEADER, position, text, "header_input" if entry else "header")


def _write_band(sheet: Worksheet, looks: Looks, row: int, heading: str, width: int) -> None:
    """The heading of an objective or service: it names no indicator, so it stands outside the code column."""
    sheet.set_row(row, 18)
    for position in range(width):
        looks.write(sheet, row, position, heading if position == 1 else "", "band")


def _write_row(entry: Entry, looks: Looks, content: Content, indicator: Indicator, layout: _Layout) -> None:
    held = content.reported(indicator)
    for position, cell in enumerate(_known(content, indicator)):
        if isinstance(cell, str):
            looks.write(entry.sheet, entry.row, position, cell, "code" if position == 0 else "text")
        else:
            figure, target = cell
            _write_figure(entry, position, figure, looks, "target" if target else "number")
    write_figures(entry, indicator, held, looks)
    for column, text in zip(_REMARKS, _remarks(held), strict=True):
        looks.write(entry.sheet, entry.row, entry.columns[column], text, "entry_text")
    _suggest_reasons(entry)
    words = unreported() if held is None else complete() if held.value is not None else explained()
    entry.sheet.write_formula(entry.row, len(layout.titles) - 1, check_formula(entry, indicator), looks["check"], words)
    height = max(
        lines_of(indicator.name, _NAME),
        lines_of(definition(indicator), _DEFINITION),
        lines_of(unit(indicator), _UNIT),
        3,
    )
    entry.sheet.set_row(entry.row, min(400, height * _LINE + 4))


def _remarks(held: Observation | None) -> tuple[str, ...]:
    """What was already said beside the figure, in the order of the columns; a change is explained anew."""
    if held is None:
        return ("",) * len(_REMARKS)
    expected = held.expected_on.isoformat() if held.expected_on else ""
    return held.no_data_reason, expected, held.comment, "; ".join(file.name for file in held.evidence), ""


def _write_figure(entry: Entry, position: int, figure: Decimal | None, looks: Looks, name: str) -> None:
    if figure is None:
        entry.sheet.write_string(entry.row, position, "—", looks[name])
    else:
        look = name if figure == figure.to_integral_value() else f"{name}_decimal"
        entry.sheet.write_number(entry.row, position, figure, looks[look])


def _known(content: Content, indicator: Indicator) -> Iterator[str | tuple[Decimal | None, bool]]:
    """What is known of an indicator, in the order of the columns: texts, or a figure and whether it is the target."""
    yield indicator.code
    yield indicator.name
    yield definition(indicator)
    yield unit(indicator)
    yield direction(indicator)
    if content.entity is None:
        yield content.policy.reporting_entity(indicator.code) or "—"
    yield indicator.baseline.value if indicator.baseline else None, False
    for year in content.earlier_years:
        yield content.value(indicator, year), False
    yield indicator.target(content.year), True
    yield terms(indicator.targets.get(content.year)) or "—"


def _suggest_reasons(entry: Entry) -> None:
    entry.sheet.data_validation(
        entry.address(Column.REASON),
        {
            "validate": "list",
            "source": [_("Correction of an error"), _("Source updated"), _("Observation attended")],
            "error_type": "information",
            "ignore_blank": True,
            "input_title": _("Only for a change"),
            "input_message": _("Say why a value that was already sent changes. Choose from the list or write it."),
            "show_error": False,
        },
    )


def _mark_checks(sheet: Worksheet, looks: Looks, end: int, position: int) -> None:
    letter = xl_col_to_name(position)
    area, first = f"{letter}{HEADER + 2}:{letter}{end}", f"{letter}{HEADER + 2}"
    for words, look in ((complete(), "good"), (explained(), "good"), (unreported(), "off")):
        rule = {"type": "formula", "criteria": f'={first}="{words}"', "format": looks[look], "stop_if_true": True}
        sheet.conditional_format(area, rule)
    sheet.conditional_format(area, {"type": "formula", "criteria": f'={first}<>""', "format": looks["bad"]})
