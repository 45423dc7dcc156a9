"""Which column of a file is which field of a line: mappings, one documented YAML file each.

Another country's file, or another layout of the same country, is another YAML file and no code. The files that ship
are in ``mappings/``; an installation gives its own by path.
"""

from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from rumbo.core.customs.errors import CustomsError
from rumbo.core.errors import Problem
from rumbo.core.language import _

MAPPINGS = Path(__file__).parent / "mappings"
#: Fields without which a line is none.
_NEEDED = ("customs_office", "declaration_year", "declaration_number", "item", "subheading", "fob_usd")
Text = Annotated[str, Field(min_length=1)]
DateFormat = Literal["yyyymmdd", "yyyy-mm-dd", "dd/mm/yyyy", "dd-mm-yyyy", "mm/dd/yyyy"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TextRule(_Strict):
    """Where a text field comes from."""

    column: Text | None = Field(default=None, description="Column of the file.")
    columns: tuple[Text, ...] = Field(default=(), description="Several columns, joined by a blank.")
    extract: Text | None = Field(default=None, description="Regular expression; its first group is the value.")
    pad: Annotated[int, Field(ge=1, le=30)] | None = Field(
        default=None, description="Digits of a code that may have lost its leading zeros."
    )
    values: dict[str, str] = Field(
        default_factory=dict, description="Values of the file and what they are called here."
    )

    @model_validator(mode="after")
    def _one_source(self) -> "TextRule":
        if bool(self.column) == bool(self.columns):
            raise ValueError("give either column or columns")
        return self

    @property
    def sources(self) -> tuple[str, ...]:
        """The columns that this field reads."""
        return (self.column,) if self.column else self.columns


class DateRule(TextRule):
    """Where a date comes from and how it is written."""

    date: DateFormat = Field(default="yyyymmdd", description="How the date is written.")


class FigureRule(TextRule):
    """Where a figure comes from and how it is written."""

    decimal: Literal[".", ","] = Field(default=".", description="Decimal sign.")
    thousands: Literal[".", ",", " ", "'"] | None = Field(default=None, description="Sign between thousands.")
    scale: Decimal = Field(
        default=Decimal(1), gt=0, description="Factor to the unit of the field: 1000 for tonnes to kg."
    )

    @model_validator(mode="after")
    def _signs_differ(self) -> "FigureRule":
        if self.decimal == self.thousands:
            raise ValueError("the decimal sign and the sign between thousands are the same")
        return self


class PartnerRule(TextRule):
    """Where the partner country comes from."""

    names: Literal["es", "en"] | None = Field(
        default=None, description="Language of the country names, where the file writes names and not ISO codes."
    )


class TraderRule(_Strict):
    """Who traded: the columns that tell it, and what must never be kept of a natural person."""

    id: TextRule = Field(description="Tax id or other document number.")
    document: TextRule | None = Field(default=None, description="Kind of document.")
    natural_documents: tuple[str, ...] = Field(default=(), description="Kinds of document of natural persons.")
    name: TextRule | None = None
    private: tuple[Text, ...] = Field(default=(), description="Other columns that tell who a person is: addresses.")
    scheme: Literal["pe-ruc", "patterns"] = Field(description="How the tax id tells a company from a natural person.")
    company: Text | None = Field(default=None, description="Pattern of a company's id, for the scheme patterns.")
    natural_person: Text | None = Field(default=None, description="Pattern of a natural person's id, likewise.")

    def fitted(self, have: frozenset[str]) -> "TraderRule":
        """This rule for a file with these columns."""
        return self.model_copy(
            update={
                "document": self.document if self.document and have.issuperset(self.document.sources) else None,
                "name": self.name if self.name and have.issuperset(self.name.sources) else None,
                "private": tuple(c for c in self.private if c in have),
            }
        )

    @property
    def personal(self) -> tuple[str, ...]:
        """The columns that tell who a person is."""
        return (*self.id.sources, *(self.name.sources if self.name else ()), *self.private)


class DbfFormat(_Strict):
    """A dBase table."""

    kind: Literal["dbf"]
    encoding: str = Field(default="latin-1", description="Encoding of texts, where the header names none.")


class DelimitedFormat(_Strict):
    """A text with one line a row and a sign between fields; the first row names the columns."""

    kind: Literal["delimited"]
    encoding: str = Field(default="utf-8", description="Encoding of the text.")
    separator: Annotated[str, Field(min_length=1, max_length=1)] = ","
    quote: Literal['"', "'"] | None = Field(default='"', description="Quotation mark around fields, null for none.")


class Fields(_Strict):
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

    @model_validator(mode="after")
    def _some_date(self) -> "Fields":
        if not (self.shipped_on or self.regularised_on or self.numbered_on):
            raise ValueError("map at least one of shipped_on, regularised_on, numbered_on")
        return self

    def rules(self) -> dict[str, TextRule]:
        """The rules that are given, by field."""
        given = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: rule for name, rule in given if rule is not None}


class Mapping(_Strict):
    """One layout of customs files: how to read it and which column is which field."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Text
    flow: Literal["X", "M"] = Field(description="X exports, M imports.")
    producer: str | None = None
    licence: str | None = Field(default=None, description="Licence or legal basis of the files.")
    reader: Annotated[DbfFormat | DelimitedFormat, Field(discriminator="kind")]
    detect: tuple[Text, ...] = Field(min_length=1, description="Columns that only files of this layout have.")
    fields: Fields
    trader: TraderRule | None = None
    constants: dict[Literal["regime", "customs_office", "preference", "zone"], str] = Field(default_factory=dict)

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
        absent = {name: None for name, rule in self.fields.rules().items() if not have.issuperset(rule.sources)}
        fields = self.fields.model_copy(update=absent)
        if not any((fields.shipped_on, fields.regularised_on, fields.numbered_on)):
            what = _("The file has none of the columns of dates that the mapping {name} reads.").format(name=self.name)
            raise CustomsError(Problem(what, file, _("Name the mapping that it follows.")))
        return self.model_copy(update={"fields": fields, "trader": self.trader and self.trader.fitted(have)})


def load_mapping(file: Path) -> Mapping:
    """Load one mapping.

    Raises:
        CustomsError: every problem of the file, each with the path of its key.
    """
    try:
        return Mapping.model_validate(yaml.safe_load(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        what = _("The mapping cannot be read: {why}.").format(why=error)
        raise CustomsError(Problem(what, str(file), _("Write it as the mappings that ship are written."))) from error
    except ValidationError as error:
        mend = _("Write it as the mappings that ship are written.")
        problems = [
            Problem(f"{e['msg']}.", f"{file.name}: {'.'.join(map(str, e['loc']))}", mend) for e in error.errors()
        ]
        raise CustomsError(*problems) from error


@cache
def shipped() -> tuple[Mapping, ...]:
    """The mappings that ship, by name."""
    return tuple(load_mapping(f) for f in sorted(MAPPINGS.glob("*.yaml")))
