"""The amount that one cell states: a number, nothing, or something that is no number and why."""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from rumbo.core.errors import Problem
from rumbo.core.intake.cells import Cell, CellKind
from rumbo.core.intake.columns import folded
from rumbo.core.intake.figures import DECIMALS, WHOLE_DIGITS, Convention, Writing, readings, too_long
from rumbo.core.language import _
from rumbo.core.numbers import plain

#: What people write where there is no data; it is never a zero.
_NO_DATA = frozenset(
    (
        *("-", "--", "–", "—", "…", "...", "..", "s/d", "sd", "s.d.", "s.d", "s. d.", "sin dato", "sin datos"),
        *("n/d", "nd", "n.d.", "n.d", "n. d.", "no disponible", "n/a", "na", "n.a.", "n.a", "n. a.", "no aplica"),
        *("no data", "not available", "null", "none"),
    )
)
_PERCENT = re.compile(r"\s*%$")
_SCIENTIFIC = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+")


class Absent(Enum):
    """Why a cell states no amount."""

    BLANK = "blank"
    NO_DATA = "no_data"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Amount:
    """A stated number.

    Attributes:
        value: the number as the writer sees it: a cell that shows 85% states 85.
        percent: whether it carries a percent sign.
    """

    value: Decimal
    percent: bool = False

    @property
    def places(self) -> int:
        """How many decimals it was written with."""
        return max(0, -int(self.value.as_tuple().exponent))


def texts_of_numbers(cell: Cell) -> str:
    """The text of a cell that may be a number, without its percent sign; empty for any other cell."""
    return _PERCENT.sub("", cell.text) if cell.kind is CellKind.TEXT else ""


def amount(cell: Cell, writing: Writing, problems: list[Problem]) -> Amount | Absent:
    """The amount of a cell; what is wrong with it is added to ``problems``."""
    if cell.kind is CellKind.BLANK:
        return Absent.BLANK
    if cell.kind is CellKind.TEXT and folded(cell.text) in _NO_DATA:
        return Absent.NO_DATA
    if cell.kind is CellKind.NUMBER and cell.number is not None:
        stated = Amount(cell.number.scaleb(2) if cell.percent else cell.number, cell.percent)
    elif cell.kind is CellKind.TEXT and (value := writing.read(texts_of_numbers(cell))) is not None:
        stated = Amount(value, cell.text.endswith("%"))
    else:
        problems.append(_no_number(cell, writing))
        return Absent.BAD
    if too_long(stated.value):
        problems.append(_too_long(cell))
        return Absent.BAD
    return stated


def _too_long(cell: Cell) -> Problem:
    found = cell.brief
    return Problem(
        _("“{found}” is no figure: at most {whole} whole digits and {decimals} decimals are read.").format(
            found=found, whole=WHOLE_DIGITS, decimals=DECIMALS
        ),
        cell.place,
        _("Check the number; round it if it was computed."),
    )


def _no_number(cell: Cell, writing: Writing) -> Problem:
    what, mend = _of_kind(cell) or _of_text(cell.brief, texts_of_numbers(cell), writing)
    return Problem(what, cell.place, mend)


def _of_kind(cell: Cell) -> tuple[str, str] | None:
    """What is found where the cell holds no text at all."""
    found = cell.brief
    if cell.kind is CellKind.FORMULA or (cell.kind is CellKind.TEXT and found.startswith("=")):
        return (
            _("A formula was found ({found}); a plain number was expected.").format(found=found),
            _("Copy the cell and paste it as a value (Paste special, Values)."),
        )
    if cell.kind is CellKind.ERROR:
        return (
            _("The spreadsheet's error {found} was found; a number was expected.").format(found=found),
            _("Write the number, or leave the cell blank if there is no data."),
        )
    if cell.kind is CellKind.DATE:
        return (
            _("A date was found ({found}); a number was expected. Spreadsheets turn 1-2 or 3/4 into dates.").format(
                found=found
            ),
            _("Give the cell the format “Number” and write the figure again."),
        )
    if cell.kind is CellKind.LOGICAL:
        return (_("{found} was found; a number was expected.").format(found=found), _("Write the number."))
    return None


def _of_text(found: str, number: str, writing: Writing) -> tuple[str, str]:
    both = readings(number)
    if both.ambiguous and both.point is not None and both.comma is not None:
        return (
            _("“{found}” can be read as {one} or as {other}, and nothing in the file tells which.").format(
                found=found, one=f"{plain(both.point):f}", other=f"{plain(both.comma):f}"
            ),
            _("Write it without a thousands mark, or state which decimal sign is meant, point or comma."),
        )
    if both.only and writing.chosen:
        sign = _("point") if writing.chosen is Convention.POINT else _("comma")
        return (
            _("“{found}” is not written with a decimal {sign}, as was stated for this file.").format(
                found=found, sign=sign
            ),
            _("Write it like the others, or state no decimal sign."),
        )
    if _SCIENTIFIC.fullmatch(number):
        return (
            _("“{found}” is written in powers of ten; a plain number was expected.").format(found=found),
            _("Write all its digits."),
        )
    return (
        _("“{found}” is not a number.").format(found=found),
        _("Write digits only, without units, currency or notes; leave it blank if there is no data."),
    )
