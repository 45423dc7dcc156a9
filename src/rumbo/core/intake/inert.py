"""How a text is written into a spreadsheet or CSV so that no program ever runs it as a formula."""

#: A spreadsheet takes a cell that begins with one of these for a formula, or for a field break before one.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet may run the text, seen as it opens a CSV or as a cell is edited."""
    return text.lstrip(" \u00a0").startswith(DANGEROUS) or text.startswith(DANGEROUS)


def inert(text: str) -> str:
    """The text for a cell of a CSV: an apostrophe before what a spreadsheet might run; numbers must not come here."""
    return f"'{text}" if is_dangerous(text) else text
