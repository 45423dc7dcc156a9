"""Rows against the policy: every value that may be recorded, and every problem that forbids it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rumbo.core.errors import Problem
from rumbo.core.intake.amounts import texts_of_numbers
from rumbo.core.intake.breakdowns import PlacedPart, check_sums, named_part
from rumbo.core.intake.cells import Cell, CellKind, Row
from rumbo.core.intake.columns import FIGURES, INPUTS, Column
from rumbo.core.intake.doubts import Stated, Thresholds, doubts, known_values
from rumbo.core.intake.figures import Convention, Writing
from rumbo.core.intake.no_data import contradiction, expected_on, no_data_doubts, says_no_data
from rumbo.core.intake.rows import (
    Findings,
    by_code,
    check_year_and_policy,
    figures,
    indicator_of,
    states_figure,
)
from rumbo.core.language import _
from rumbo.core.observations import NewValue, Observations, Part
from rumbo.core.policy.models import Indicator, Policy

#: Characters of a remark; a longer text is a document and goes as evidence.
_LONGEST = 5000
_LONGEST_NAME = 200
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(slots=True)
class _Gathered:
    """One indicator of the file: the row of its whole and the rows of its parts."""

    indicator: Indicator
    row: Row | None = None
    whole: Part | None = None
    parts: dict[tuple[str, str], PlacedPart] = field(default_factory=dict)


@dataclass(slots=True)
class Checked:
    """What a file reports: values in its order, and the evidence named for each indicator."""

    values: list[NewValue] = field(default_factory=list)
    evidence: dict[str, tuple[str, ...]] = field(default_factory=dict)


class Check:
    """One pass over the rows of a file.

    Args:
        policy: the policy whose indicators are reported.
        year: the year they are reported for.
        observations: what the ledger holds, for the doubts.
        thresholds: when a doubt is raised.
        chosen: the decimal sign that the user stated.
    """

    def __init__(
        self,
        policy: Policy,
        year: int,
        observations: Observations,
        thresholds: Thresholds,
        chosen: Convention | None,
    ) -> None:
        self.policy, self.year = policy, year
        self.observations, self.thresholds, self.chosen = observations, thresholds, chosen
        self.findings = Findings()
        self._gathered: dict[str, _Gathered] = {}
        self._writing = Writing(chosen)
        self._codes = by_code(policy)

    def run(self, rows: tuple[Row, ...]) -> Checked:
        """Read every row, then judge each indicator as a whole."""
        texts = (texts_of_numbers(row.cell(column)) for row in rows for column in FIGURES)
        self._writing = Writing.of(texts, self.chosen)
        for row in rows:
            self._read(row)
        checked = Checked()
        for gathered in self._gathered.values():
            self._conclude(gathered, checked)
        return checked

    def _read(self, row: Row) -> None:
        indicator = indicator_of(row, self.policy, self._codes, self.findings)
        if indicator is None:
            return
        check_year_and_policy(row, self.policy, self.year, self.findings)
        gathered = self._gathered.setdefault(indicator.code, _Gathered(indicator))
        if row.filled(Column.DIMENSION, Column.MEMBER):
            self._read_part(row, gathered)
        elif not row.filled(*INPUTS):
            return
        elif gathered.row is None:
            gathered.row = row
            gathered.whole = None if says_no_data(row) else self._figures(row, indicator)
        else:
            what = _("{code} already stands in {place}; an indicator has one row.")
            found = what.format(code=indicator.code, place=gathered.row.place)
            mend = _("Delete one of the two rows.")
            self.findings.problems.append(Problem(found, row.cell(Column.CODE).place, mend))

    def _figures(self, row: Row, indicator: Indicator, *, part: bool = False) -> Part | None:
        known: list[Decimal] = known_values(indicator, self.year, self.observations)
        return figures(row, indicator, self._writing, known, self.findings, part=part)

    def _read_part(self, row: Row, gathered: _Gathered) -> None:
        if not row.filled(*FIGURES):
            return
        read = self._figures(row, gathered.indicator, part=True)
        name = named_part(row, gathered.indicator, self.policy, self.findings) if read else None
        if read is None or name is None:
            return
        if name in gathered.parts:
            what = _("{dimension} “{member}” of {code} already stands in {place}.").format(
                dimension=name[0], member=name[1], code=gathered.indicator.code, place=gathered.parts[name].row.place
            )
            mend = _("Delete one of the two rows.")
            self.findings.problems.append(Problem(what, row.cell(Column.MEMBER).place, mend))
            return
        part = Part(name[0], name[1], read.value, read.numerator, read.denominator)
        gathered.parts[name] = PlacedPart(part, row)

    def _conclude(self, gathered: _Gathered, checked: Checked) -> None:
        indicator, row, whole = gathered.indicator, gathered.row, gathered.whole
        placed = list(gathered.parts.values())
        if row is not None and says_no_data(row):
            self._conclude_no_data(indicator, row, bool(placed), checked)
            return
        check_sums(indicator, whole, placed, self.policy, self.findings)
        if row is None or whole is None or whole.value is None:
            self._parts_alone(gathered, placed)
            return
        place = row.cell(Column.NUMERATOR if whole.numerator is not None else Column.VALUE).place
        stated = Stated(indicator, self.year, whole.value, place)
        self.findings.warnings += doubts(stated, self.observations, self.thresholds)
        checked.evidence |= self._evidence(indicator, row.cell(Column.EVIDENCE))
        comment, reason = self._remark(row.cell(Column.COMMENT)), self._remark(row.cell(Column.REASON))
        parts = tuple(found.part for found in placed)
        checked.values.append(
            NewValue(indicator.code, self.year, whole.value, whole.numerator, whole.denominator, comment, reason, parts)
        )

    def _conclude_no_data(self, indicator: Indicator, row: Row, parts: bool, checked: Checked) -> None:  # noqa: FBT001
        """A row that reports that there is no figure."""
        before, cell = len(self.findings.problems), row.cell(Column.NO_DATA)
        figure = states_figure(row, indicator, self._writing, self.findings) or parts
        if wrong := contradiction(row, indicator, figure=figure):
            self.findings.problems.append(wrong)
        new = NewValue(
            indicator.code,
            self.year,
            None,
            comment=self._remark(row.cell(Column.COMMENT)),
            reason=self._remark(row.cell(Column.REASON)),
            no_data_reason=self._remark(cell),
            expected_on=expected_on(row.cell(Column.EXPECTED), self.findings.problems),
        )
        evidence = self._evidence(indicator, row.cell(Column.EVIDENCE))
        if len(self.findings.problems) > before:
            return
        held = self.observations.get((indicator.code, self.year))
        self.findings.warnings += no_data_doubts(new, indicator, held, cell.place)
        checked.evidence |= evidence
        checked.values.append(new)

    def _parts_alone(self, gathered: _Gathered, placed: list[PlacedPart]) -> None:
        """Parts without a whole: a value is never made up by adding them."""
        if not placed or (gathered.row and gathered.row.filled(*FIGURES) and self.findings.problems):
            return
        what = _("{code} has parts and no value of its own.").format(code=gathered.indicator.code)
        mend = _("Write its value in the sheet of values too.")
        self.findings.problems.append(Problem(what, placed[0].row.place, mend))

    def _remark(self, cell: Cell) -> str:
        """The text of a remark, kept as it is but for control characters; it is never run as a formula."""
        if cell.kind is CellKind.FORMULA:
            what = _("A formula was found ({found}); a text was expected.").format(found=cell.brief)
            mend = _("Begin the text with a letter or an apostrophe.")
            self.findings.problems.append(Problem(what, cell.place, mend))
        if len(cell.text) > _LONGEST:
            what = _("The text has {length} characters; at most {limit} are kept.")
            mend = _("Shorten it, or send it as an evidence file.")
            found = what.format(length=len(cell.text), limit=_LONGEST)
            self.findings.problems.append(Problem(found, cell.place, mend))
        return _CONTROLS.sub("", cell.text)

    def _evidence(self, indicator: Indicator, cell: Cell) -> Mapping[str, tuple[str, ...]]:
        names = tuple(dict.fromkeys(name.strip() for name in re.split(r"[;\n]", self._remark(cell)) if name.strip()))
        for name in names:
            if "/" in name or "\\" in name or name.startswith(".") or ":" in name or len(name) > _LONGEST_NAME:
                what = _("“{found}” is no plain file name.").format(found=name[:60])
                mend = _("Put the file beside the form and write only its name; several are separated by ;")
                self.findings.problems.append(Problem(what, cell.place, mend))
        return {indicator.code: names} if names else {}
