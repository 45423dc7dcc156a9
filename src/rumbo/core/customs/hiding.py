"""What must not be told of natural persons in texts: their ids, their names, where they live.

A tax id is replaced where the mapping says it stands (:mod:`rumbo.core.customs.traders`). Here is the rest: texts that
repeat it, and records so broken that nobody can say which of their words are a name.
"""

import re

import polars as pl

from rumbo.core.customs.identity import is_ruc
from rumbo.core.customs.mapping import TraderRule
from rumbo.core.customs.traders import Traders

#: Written in place of what is hidden.
HIDDEN = "···"
#: A tax id that may be a natural person's, wherever it stands in a text.
NATURAL_ID = r"\b1[0567][0-9]{9}\b"
#: A name or an id shorter than this stands in too many texts that do not mean it.
_TELLING = 6
_COMPANY_ID = re.compile(r"\b20[0-9]{9}\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"[0-9]{8,}")
_DAY = re.compile(r"(19|20)[0-9]{2}(0[1-9]|1[0-2])([0-2][0-9]|3[01])")
_SUBHEADING_DIGITS = 10


def described(texts: pl.Series, traders: Traders) -> pl.Series:
    """Descriptions of goods without tax ids of natural persons; null where one names the person who traded."""
    frame = _beside(pl.DataFrame({"text": texts}), traders)
    text = pl.col("text").str.replace_all(NATURAL_ID, HIDDEN)
    return frame.select(pl.when(pl.col("_company") | ~_tells(text)).then(text).alias("text"))["text"]


def whole_lines(whole: pl.DataFrame, traders: Traders, rule: TraderRule | None) -> pl.Series:
    """Whole lines as JSON objects; of anyone but a company the id as its pseudonym, name and address not at all.

    Args:
        whole: every column of the lines, as text.
        traders: who traded these lines, in the same order.
        rule: which columns tell who a person is; None where the mapping names no trader.
    """
    columns = whole.columns
    frame = _beside(whole, traders)
    told = [_safe(column, rule).alias(column) for column in columns]
    return frame.select(pl.struct(told).struct.json_encode().alias("line"))["line"]


def _beside(frame: pl.DataFrame, traders: Traders) -> pl.DataFrame:
    """The texts and, beside them, who traded, in columns that no file can have."""
    return frame.with_columns(
        (traders.kind == "company").alias("_company"),
        traders.id.fill_null("").alias("_id"),
        traders.clear.fill_null("").alias("_clear"),
        traders.clear_name.fill_null("").alias("_name"),
    )


def _safe(column: str, rule: TraderRule | None) -> pl.Expr:
    """One column of a line without what tells who a natural person is."""
    value = pl.col(column).str.replace_all(NATURAL_ID, HIDDEN)
    if rule is not None and column in rule.id.sources:
        safe = pl.col("_id")
    elif rule is not None and column in rule.personal:
        safe = pl.when(value != "").then(pl.lit(HIDDEN)).otherwise(value)
    else:
        safe = pl.when(_tells(value)).then(pl.lit(HIDDEN)).otherwise(value)
    return pl.when(pl.col("_company")).then(value).otherwise(safe)


def _tells(text: pl.Expr) -> pl.Expr:
    """Whether a text repeats the id or the name of the trader of its line."""
    found = pl.lit(value=False)
    for secret in (pl.col("_clear"), pl.col("_name")):
        found |= (secret.str.len_chars() >= _TELLING) & text.str.contains(secret, literal=True).fill_null(value=False)
    return found


def scrubbed(fields: dict[str, str]) -> dict[str, str]:
    """A record whose fields cannot be trusted, with every word and number hidden that may be a person's.

    A record that names a company by a tax id that passes its check, and no natural person, stays as it came.
    """
    joined = " ".join(fields.values())
    companies = _COMPANY_ID.findall(joined)
    if companies and all(map(is_ruc, companies)) and not re.search(NATURAL_ID, joined):
        return fields
    return {name: _WORD.sub(HIDDEN, _NUMBER.sub(_harmless, text)) for name, text in fields.items()}


def _harmless(number: re.Match[str]) -> str:
    """A day or a subheading as it is; a number of another length may be a person's."""
    kept = _DAY.fullmatch(number[0]) or len(number[0]) == _SUBHEADING_DIGITS
    return number[0] if kept else HIDDEN
