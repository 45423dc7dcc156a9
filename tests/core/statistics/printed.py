"""What the checks of printed figures share: figures with their rounding, and the lines where they stand."""

import re
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from pathlib import Path

SOURCE = Path(__file__).parents[3].parent / "shared" / "seeds" / "004_051e6f03b294d5f2.txt"

FORMULAS: Mapping[str, Callable[..., Decimal]] = {
    "sum": lambda *values: sum(values, Decimal(0)),
    "growth": lambda value, base: 100 * (value / base - 1),
    "share": lambda part, whole: 100 * part / whole,
    "share_of_grown": lambda part, base, rate: 100 * part / (base * (1 + rate / 100)),
    "share_change": lambda part, whole, former, former_whole: 100 * (part / whole - former / former_whole),
    "satisfied": lambda much, some, not_applicable: 100 * (much + some) / (100 - not_applicable),
}


def apart(formula: str, operands: list[str], printed: str) -> tuple[Decimal, bool]:
    """How far a result is from the printed figure, and whether rounding alone can make the difference."""
    compute = FORMULAS[formula]
    ranges = [range_of(operand) for operand in operands]
    low, middle, high = range_of(printed)
    result = compute(*(middle_one for _low, middle_one, _high in ranges))
    corners = [compute(*values) for values in product(*((first, last) for first, _middle, last in ranges))]
    return abs(result - middle), min(corners) <= high and max(corners) >= low


def exactly(formula: str, operands: list[str], places: int | None = None) -> Decimal:
    """The result of the figures as they stand, rounded where places are told."""
    result = FORMULAS[formula](*map(Decimal, operands))
    return result if places is None else rounded(result, places)


def rounded(value: Decimal, places: int) -> Decimal:
    """Rounded half up, as the policy prints."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def places_of(value: str) -> int:
    """Digits after the decimal point of a printed figure."""
    return len(value.partition(".")[2])


def block(text: str) -> list[dict[str, str]]:
    """The rows of a table written as a block of text."""
    titles, *rows = (re.split(r"\s{2,}", row.strip()) for row in text.strip().splitlines())
    return [dict(zip(titles, row, strict=True)) for row in rows]


#: Figures that the policy writes in words.
_WORDS = {
    "2": "dos",
    "3": "tres",
    "4": "cuatro",
    "6": "seis",
    "7": "siete",
    "8": "ocho",
    "10": "diez",
    "11": "once",
    "23": "veintitrés",
    "26": "veintiséis",
    "30": "treinta",
    "50": "más de la mitad",
    "1000": "mil",
}


def stands(value: str, line: str) -> bool:
    """Whether a figure can be read in a line of the policy, in digits or in words; a fall is told without its sign."""
    bare = re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", line)
    digits = value.removeprefix("-")
    forms = [digits.replace(".", ","), digits]
    if digits.isdecimal():
        number = int(digits)
        with_commas = f"{number:,}"
        in_thousands = f"{number / 1000:g} mil" if number > 1000 and number % 100 == 0 else digits
        forms += [with_commas, with_commas.replace(",", "."), in_thousands, in_thousands.replace(".", ",")]
    for written in forms:
        if re.search(rf"(?<![\d,.]){re.escape(written)}(?![\d,.]*\d)", bare):
            return True
    return value in _WORDS and re.search(rf"\b{_WORDS[value]}\b", line) is not None


def range_of(value: str) -> tuple[Decimal, Decimal, Decimal]:
    """A printed figure and half a unit of its last digit to each side."""
    printed = Decimal(value)
    half = Decimal(5).scaleb(-places_of(value) - 1)
    return printed - half, printed, printed + half
