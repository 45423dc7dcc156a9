"""Why a line cannot be used, and what is worth knowing of a line that can: every code with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from rumbo.core.language import _


@dataclass(frozen=True, slots=True)
class Reason:
    """A code that is stored, and the sentence that it stands for.

    Attributes:
        code: stored in quarantine and in the notes of a file; never renamed.
        effect: ``quarantine``: the line is kept aside, whole; ``note``: the line is used and counted here.
        meaning: the sentence in English, the key of its translation.
    """

    code: str
    effect: Literal["quarantine", "note"]
    meaning: str

    @property
    def sentence(self) -> str:
        """What the code means, in the language in force."""
        return _(self.meaning)


_ABSENT = "The header of the file promises this record and the file ends before it."
_QUARANTINE = {
    "record_truncated": "The file ends in the middle of this record.",
    "record_absent": _ABSENT,
    "record_mark": "The record does not begin with the mark of a kept or a deleted record.",
    "field_count": "The row has more or fewer fields than the first row of the file announces.",
    "quote_open": "The row opens a quotation mark that it does not close.",
    "row_too_long": "The row is longer than any customs line can be.",
    "key_missing": "A part of the key of the line is missing or cannot be read: office, year, number or item.",
    "date_missing": "None of the dates of the line is valid, so it belongs to no period.",
    "subheading_missing": "The line has no tariff subheading.",
    "subheading_invalid": "The tariff subheading does not have ten digits, even with its lost leading zero.",
    "fob_missing": "The line has no FOB value.",
    "fob_overflow": "The FOB value did not fit its field and arrived as asterisks.",
    "fob_invalid": "The FOB value is not a number that can be stored.",
}
_NOTES = {
    "period_regularised": "The shipment date is missing; the period was taken from the regularisation date.",
    "period_numbered": "The period was taken from the numbering date, for want of a later one.",
    "date_invalid": "A date is neither empty nor a date; it was left empty.",
    "period_outside": "The period of the line lies outside the one that the name of the file tells.",
    "partner_missing": "The line names no partner country.",
    "partner_unknown": "The partner is no ISO 3166 country code; it was left empty.",
    "trader_id_invalid": "The tax id of the trader does not pass its check.",
    "fob_not_positive": "The FOB value is zero or negative.",
    "figure_overflow": "A figure did not fit its field and arrived as asterisks; it was left empty.",
    "figure_invalid": "A figure is not a number that can be stored; it was left empty.",
    "place_invalid": "The place code is no code of six digits; it was left empty.",
    "description_hidden": "The description named a natural person; it was left empty.",
}

#: Every code, in the order in which a line is judged: the first that applies is stored.
REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        **{code: Reason(code, "quarantine", meaning) for code, meaning in _QUARANTINE.items()},
        **{code: Reason(code, "note", meaning) for code, meaning in _NOTES.items()},
    }
)
