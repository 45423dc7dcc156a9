"""How texts and codes are read: joined, cut out, renamed, filled up with the zeros that a number lost."""

import polars as pl

from rumbo.core.customs.mapping import TextRule


def text(raw: pl.DataFrame, rule: TextRule | None) -> pl.Series:
    """The texts of a field; null where the file says nothing."""
    if rule is None:
        return pl.Series([None] * raw.height, dtype=pl.String)
    if rule.column and not (rule.extract or rule.values or rule.pad):
        return raw[rule.column].replace("", None)
    value = pl.col(rule.sources[0])
    if len(rule.sources) > 1:
        value = pl.concat_str(*(_empty_as_null(pl.col(c)) for c in rule.sources), separator=" ", ignore_nulls=True)
    if rule.extract:
        value = value.str.extract(rule.extract, 1)
    if rule.values:
        value = value.replace(rule.values)
    value = _empty_as_null(value)
    if rule.pad:
        # A code that a spreadsheet or a numeric field took for a number: "46" and "46.00" are both office 046.
        bare = value.str.replace(r"^([0-9]+)\.0+$", "${1}")
        value = pl.when(bare.str.contains(r"^[0-9]+$")).then(bare.str.zfill(rule.pad)).otherwise(value)
    return raw.select(value.alias("value"))["value"]


def integer(values: pl.Series) -> pl.Series:
    """Whole numbers of at most nine digits; null where the text is none. ``12.00`` is 12."""
    bare = values.str.extract(r"^\+?([0-9]{1,9})(?:\.0*)?$", 1)
    return bare.cast(pl.Int32, strict=False)


def year(values: pl.Series) -> pl.Series:
    """Years of four digits, or of two: 70 to 99 of the last century, 00 to 69 of this one."""
    number = integer(values)
    frame = pl.DataFrame({"year": number, "digits": values.str.extract(r"^([0-9]+)", 1).str.len_chars()})
    short = pl.when(pl.col("year") < 70).then(pl.col("year") + 2000).otherwise(pl.col("year") + 1900)  # noqa: PLR2004 - said above
    whole = pl.when(pl.col("digits") <= 2).then(short).otherwise(pl.col("year"))  # noqa: PLR2004 - said above
    return frame.select(pl.when(whole.is_between(1900, 2100)).then(whole).alias("year"))["year"].cast(pl.Int32)


def subheading(values: pl.Series) -> pl.Series:
    """Ten digits of a tariff subheading; null where there are not ten.

    Dots between the groups are taken away; a subheading of chapters 1 to 9 that was written as a number, and so lost
    its leading zero, gets it back. Chapter 00 does not exist.
    """
    digits = values.str.replace(r"^([0-9]+)\.0*$", "${1}").str.replace_all(r"[.\s]", "")
    padded = pl.DataFrame({"digits": digits}).select(
        pl.when(pl.col("digits").str.contains(r"^[0-9]{9,10}$")).then(pl.col("digits").str.zfill(10)).alias("digits")
    )["digits"]
    return padded.set(padded.str.starts_with("00").fill_null(value=False), None)


def _empty_as_null(value: pl.Expr) -> pl.Expr:
    return pl.when(value != "").then(value)
