"""Who traded each line, with natural persons hidden before anything else sees them."""

from dataclasses import dataclass, fields

import polars as pl

from rumbo.core.customs.fields.texts import text
from rumbo.core.customs.identity import Pseudonyms, ruc_valid
from rumbo.core.customs.mapping import TraderRule
from rumbo.core.customs.records import Positions

#: Where a file writes that there is no id.
_NO_ID = r"^[0\-.\s]*$"


@dataclass(frozen=True, slots=True)
class Traders:
    """The traders of a batch of lines.

    Attributes:
        id: tax id of a company, pseudonym of anyone else, null where the line names none.
        kind: ``company``, ``natural_person``, ``other`` (neither is certain) or ``none``.
        valid: the tax id passes its check.
        name: of companies only.
        clear: the id as written, in memory only, to find it in other texts of the line.
        clear_name: the name as written, in memory only, likewise.
    """

    id: pl.Series
    kind: pl.Series
    valid: pl.Series
    name: pl.Series
    clear: pl.Series
    clear_name: pl.Series

    def take(self, index: Positions) -> "Traders":
        """The traders of some lines."""
        return Traders(*(getattr(self, f.name)[index] for f in fields(self)))


def traders_of(raw: pl.DataFrame, rule: TraderRule | None, identity: Pseudonyms) -> Traders:
    """Who traded each line.

    Only what is certainly a company keeps its id and its name: an id of another kind may be a natural person's.
    """
    if rule is None:
        empty = pl.Series([None] * raw.height, dtype=pl.String)
        none = pl.Series(["none"] * raw.height, dtype=pl.String)
        return Traders(empty, none, pl.Series([False] * raw.height, dtype=pl.Boolean), empty, empty, empty)
    clear = text(raw, rule.id).str.replace(r"^([0-9]+)\.0+$", "${1}").str.to_uppercase()
    clear = clear.set(clear.str.contains(_NO_ID).fill_null(value=False), None)
    kind, valid = _kinds(clear, text(raw, rule.document), rule)
    name = text(raw, rule.name)
    company = kind == "company"
    hidden = pl.DataFrame({"id": clear, "company": company}).select(
        pl.when(~pl.col("company")).then(pl.col("id")).alias("id")
    )["id"]
    return Traders(
        id=clear.zip_with(company, identity.of_series(hidden)),
        kind=kind,
        valid=valid,
        name=name.zip_with(company, pl.Series([None] * raw.height, dtype=pl.String)),
        clear=clear,
        clear_name=name,
    )


def _kinds(clear: pl.Series, document: pl.Series, rule: TraderRule) -> tuple[pl.Series, pl.Series]:
    """The kind of each trader and whether its id passes the check of the scheme."""
    company, natural = rule.company, rule.natural_person
    if rule.scheme == "pe-ruc":
        company, natural = r"^20[0-9]{9}$", r"^10[0-9]{9}$"
    never = r"[^\s\S]"
    frame = pl.DataFrame({"id": clear, "document": document}).with_columns(
        company=pl.col("id").str.contains(company or never),
        natural=pl.col("id").str.contains(natural or never),
        person=pl.col("document").is_in(rule.natural_documents).fill_null(value=False),
    )
    kind = frame.select(
        pl.when(pl.col("id").is_null())
        .then(pl.lit("none"))
        .when(pl.col("natural") | pl.col("person"))
        .then(pl.lit("natural_person"))
        .when(pl.col("company"))
        .then(pl.lit("company"))
        .otherwise(pl.lit("other"))
        .alias("kind")
    )["kind"]
    shaped = (frame["company"] | frame["natural"]).fill_null(value=False)
    return kind, ruc_valid(clear) if rule.scheme == "pe-ruc" else shaped
