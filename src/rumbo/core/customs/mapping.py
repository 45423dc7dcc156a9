"""Which column of a file is which field of a line: mappings, one documented YAML file each.

Another country's file, or another layout of the same country, is another YAML file and no code. The files that ship
are in ``mappings/``; an installation gives its own by path.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StrictInt

from rumbo.core.customs.errors import CustomsError
from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Number, Record, Text

#: Fields without which a line is none.
_NEEDED = ("customs_office", "declaration_year", "declaration_number", "item", "subheading", "fob_usd")
DateFormat = Literal["yyyymmdd", "yyyy-mm-dd", "dd/mm/yyyy", "dd-mm-yyyy", "mm/dd/yyyy"]


class TextRule(Record):
    """Where a text field comes from."""

    column: Text | None = None
    """Column of the file."""
    columns: tuple[Text, ...] = ()
    """Several columns, joined by a blank."""
    extract: Text | None = None
    """Regular expression; its first group is the value."""
    pad: Annotated[StrictInt, Field(ge=1, le=30)] | None = None
    """Digits of a code that may have lost its leading zeros."""
    values: dict[str, str] = Field(default_factory=dict)
    """Values of the file and what they are called here."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns that this field reads."""
        return (self.column,) if self.column else self.columns

    def fitted(self, have: frozenset[str]) -> "TextRule | None":
        """This rule for a file with these columns; None where the file has none of its own."""
        if self.column:
            return self if self.column in have else None
        present = tuple(c for c in self.columns if c in have)
        return self.model_copy(update={"columns": present}) if present else None


class DateRule(TextRule):
    """Where a date comes from and how it is written."""

    date: DateFormat = "yyyymmdd"
    """How the date is written."""


class FigureRule(TextRule):
    """Where a figure comes from and how it is written."""

    decimal: Literal[".", ","] = "."
    """Decimal sign."""
    thousands: Literal[".", ",", " ", "'"] | None = None
    """Sign between thousands."""
    scale: Number = Decimal(1)
    """Factor to the unit of the field: 1000 for tonnes to kg."""


class PartnerRule(TextRule):
    """Where the partner country comes from."""

    names: Literal["es", "en"] | None = None
    """Language of the country names, where the file writes names and not ISO codes."""


class TraderRule(Record):
    """Who traded: the columns that tell it, and what must never be kept of a natural person."""

    id: TextRule
    """Tax id or other document number."""
    document: TextRule | None = None
    """Kind of document."""
    natural_documents: tuple[str, ...] = ()
    """Kinds of document of natural persons."""
    name: TextRule | None = None
    private: tuple[Text, ...] = ()
    """Other columns that tell who a person is: addresses."""
    scheme: Literal["pe-ruc", "patterns"]
    """How the tax id tells a company from a natural person."""
    company: Text | None = None
    """Pattern of a company's id, for the scheme patterns."""
    natural_person: Text | None = None
    """Pattern of a natural person's id, likewise."""

    def fitted(self, have: frozenset[str]) -> "TraderRule":
        """This rule for a file with these columns."""
        return self.model_copy(
            update={
                "document": self.document and self.document.fitted(have),
                "name": self.name and self.name.fitted(have),
                "private": tuple(c for c in self.private if c in have),
            }
        )

    @property
    def personal(self) -> tuple[str, ...]:
        """The columns that tell who a person is."""
        return (*self.id.sources, *(self.name.sources if self.name else ()), *self.private)


class Layout(Record):
    """What kind of file it is, and how its text is written."""

    kind: Literal["dbf", "delimited"]
    """``dbf``: a dBase table; ``delimited``: a text, one line a row, whose first row names the columns."""
    encoding: Text = "latin-1"
    """Encoding of texts where the file itself names none; texts in UTF-8 are recognised as such."""
    separator: Text = ","
    """The sign between fields of a delimited text."""
    quote: Literal['"', "'"] | None = '"'
    """The quotation mark around fields of a delimited text; null for none."""


class Fields(Record):
    """The fields of a line and where each comes from; a field that is left out stays empty."""

    customs_office: TextRule
    declaration_year: TextRule
    declaration_number: TextRule
    item: TextRule
    subheading: TextRule
    fob_usd: FigureRule
    regime: TextRule | None = None
    numbered_on: DateRule | None = None
    shipped_on: DateRule | None = None
    regularised_on: DateRule | None = None
    partner: PartnerRule | None = None
    place_code: TextRule | None = None
    port: TextRule | None = None
    transport_mode: TextRule | None = None
    freight_usd: FigureRule | None = None
    insurance_usd: FigureRule | None = None
    net_kg: FigureRule | None = None
    gross_kg: FigureRule | None = None
    physical_quantity: FigureRule | None = None
    physical_unit: TextRule | None = None
    commercial_quantity: FigureRule | None = None
    commercial_unit: TextRule | None = None
    description: TextRule | None = None
    preference: TextRule | None = None
    zone: TextRule | None = None

    def rules(self) -> dict[str, TextRule]:
        """The rules that are given, by field."""
        given = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: rule for name, rule in given if rule is not None}


class Mapping(Record):
    """One layout of customs files: how to read it and which column is which field."""

    name: Text
    title: Text
    flow: Literal["X", "M"]
    """X exports, M imports."""
    producer: str | None = None
    licence: str | None = None
    """Licence or legal basis of the files."""
    reader: Layout
    detect: Annotated[tuple[Text, ...], Field(min_length=1)]
    """Columns that only files of this layout have."""
    fields: Fields
    trader: TraderRule | None = None
    constants: dict[Literal["regime", "preference", "zone"], Text] = Field(default_factory=dict)
    """Values of fields that the file does not tell, because they are the same in every line."""

    def columns(self) -> tuple[str, ...]:
        """Every column that the mapping reads, once, in order."""
        rules: list[TextRule] = list(self.fields.rules().values())
        named = [c for rule in rules for c in rule.sources]
        if self.trader:
            named += [*self.trader.personal, *(self.trader.document.sources if self.trader.document else ())]
        return tuple(dict.fromkeys(named))

    def fitted(self, columns: Sequence[str], file: str) -> "Mapping":
        """This mapping for a file with these columns: fields whose columns it lacks stay empty.

        Raises:
            CustomsError: the file lacks a column that a line cannot do without.
        """
        have = frozenset(columns)
        needed = [c for f in _NEEDED for c in getattr(self.fields, f).sources]
        needed += self.trader.id.sources if self.trader else ()
        if lacking := [c for c in dict.fromkeys((*self.detect, *needed)) if c not in have]:
            what = _("The file lacks columns that the mapping {name} reads: {columns}.")
            mend = _("Give the file as its producer publishes it, or name the mapping that it follows.")
            raise CustomsError(Problem(what.format(name=self.name, columns=", ".join(lacking)), file, mend))
        fields = self.fields.model_copy(update={n: r.fitted(have) for n, r in self.fields.rules().items()})
        if not any((fields.shipped_on, fields.regularised_on, fields.numbered_on)):
            what = _("The file has none of the columns of dates that the mapping {name} reads.").format(name=self.name)
            raise CustomsError(Problem(what, file, _("Name the mapping that it follows.")))
        return self.model_copy(update={"fields": fields, "trader": self.trader and self.trader.fitted(have)})
