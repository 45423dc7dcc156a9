"""Is what was typed a value that the indicator's sheet admits? The same checks as a workbook's, field by field."""

from collections.abc import Iterator

from rumbo.apps.desk.records import Checked, DraftContent, TypedPart
from rumbo.core.errors import InputError, Problem
from rumbo.core.intake.cells import Cell, CellKind, Row
from rumbo.core.intake.check import Check
from rumbo.core.intake.columns import Column
from rumbo.core.intake.doubts import Thresholds
from rumbo.core.intake.figures import Convention
from rumbo.core.language import _
from rumbo.core.observations import Observations
from rumbo.core.policy.models import Policy

#: More than this is no draft of a value; what is longer goes as an evidence file.
LONGEST_FIGURE, LONGEST_REMARK, MOST_PARTS = 200, 20_000, 2_000
_FIGURES = ("value", "numerator", "denominator")
_REMARKS = ("comment", "reason", "no_data_reason")
_ALL = (*_FIGURES, *_REMARKS, "expected_on")


def check_content(
    policy: Policy,
    indicator: str,
    year: int,
    content: DraftContent,
    observations: Observations,
    *,
    replaces: int = 0,
    thresholds: Thresholds | None = None,
    decimal: Convention | None = None,
) -> Checked:
    """Check what was typed, as a row of a workbook is checked; nothing is stored.

    Args:
        policy: the policy.
        indicator: code of the indicator.
        year: the year reported.
        content: what was typed.
        observations: what the ledger holds, so that jumps and approved values are noticed.
        replaces: number of the revision that the value would replace; a reason is asked for then.
        thresholds: when a doubt is raised; those of the method that ships without it.
        decimal: the decimal sign, where the person stated it.
    """
    check = Check(policy, year, observations, thresholds or Thresholds(), decimal)
    values = check.run(tuple(_rows(indicator, content))).values
    problems = [*check.findings.problems]
    problems += _choice(content, told=bool(problems))
    if not values and not problems:
        problems.append(
            Problem(_("There is no value to submit."), "value", _("Type it, or report that there is none and why."))
        )
    if replaces and not content.reason.strip():
        what = _("The value replaces revision {number}; a reason was expected.").format(number=replaces)
        problems.append(Problem(what, "reason", _("Say why it changes.")))
    return Checked(None if problems else values[0], tuple(problems), tuple(check.findings.warnings))


def _choice(content: DraftContent, *, told: bool) -> Iterator[Problem]:
    """What was chosen against what was typed: that there is no figure is never concluded from a text alone."""
    reason = content.no_data_reason.strip() or content.expected_on.strip()
    if content.no_data and not reason and not told:
        figures = any(getattr(content, name).strip() for name in _FIGURES) or bool(content.parts)
        what = _("It was chosen that there is no figure for the year; the reason was expected.")
        mend = _("Say why there is none, or choose to report a figure.") if figures else _("Say why there is none.")
        yield Problem(what, "no_data_reason", mend)
    elif reason and not content.no_data and not told:
        what = _("It is said why there is no figure, and it was not chosen that there is none.")
        yield Problem(what, "no_data", _("Choose that there is no figure for this year, or remove the reason."))


def check_size(content: DraftContent) -> None:
    """Refuse what is too long to be a draft at all.

    Raises:
        InputError: every text that is too long, or too many parts.
    """
    if problems := list(_too_long(content)):
        raise InputError(*problems)


def _rows(indicator: str, content: DraftContent) -> Iterator[Row]:
    code = Cell("indicator", CellKind.TEXT, indicator)
    columns = {name: Column(name) for name in _ALL}
    cells = {column: _cell(name, getattr(content, name)) for name, column in columns.items()}
    yield Row("value", {Column.CODE: code, **cells})
    for place, part in enumerate(content.parts):
        if any(getattr(part, name).strip() for name in _FIGURES):
            yield _part_row(f"parts.{place}", code, part)


def _part_row(place: str, code: Cell, part: TypedPart) -> Row:
    cells = {Column(name): _cell(f"{place}.{name}", getattr(part, name)) for name in (*_FIGURES, "member")}
    dimension = Cell(f"{place}.dimension", CellKind.TEXT, part.dimension.strip())
    return Row(place, {Column.CODE: code, Column.DIMENSION: dimension, **cells})


def _cell(name: str, typed: str) -> Cell:
    text = typed.strip()
    return Cell(name, CellKind.TEXT, text) if text else Cell(name, CellKind.BLANK)


def _too_long(content: DraftContent) -> Iterator[Problem]:
    if len(content.parts) > MOST_PARTS:
        what = _("{found} parts were given; at most {most} are kept.")
        yield Problem(what.format(found=len(content.parts), most=MOST_PARTS), "parts", _("Remove some of them."))
    texts = [(name, getattr(content, name), LONGEST_REMARK if name in _REMARKS else LONGEST_FIGURE) for name in _ALL]
    for place, part in enumerate(content.parts[:MOST_PARTS]):
        names = ("dimension", "member", *_FIGURES)
        texts += [(f"parts.{place}.{name}", getattr(part, name), LONGEST_FIGURE) for name in names]
    for where, text, most in texts:
        if len(text) > most:
            what = _("The text has {length} characters; at most {limit} are kept.").format(length=len(text), limit=most)
            yield Problem(what, where, _("Shorten it, or send it as an evidence file."))
