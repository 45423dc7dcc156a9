"""How numbers are rounded and written: decimal arithmetic, half-up, and the signs of the reader's country."""

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from babel.numbers import format_decimal

from rumbo.core.place import locale

#: Room for every digit of a large number: rounding must not fail where the arithmetic that made it did not.
_WIDE = Context(prec=400)


def half_up(value: Decimal, places: int) -> Decimal:
    """Round half away from zero to ``places`` decimals, as offices round by hand (94.45 -> 94.5 at one place)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_WIDE)


def plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent: ``70.0`` -> ``70``, ``1E+2`` -> ``100``."""
    normal = value.normalize(_WIDE)
    return normal.quantize(Decimal(1), context=_WIDE) if normal == normal.to_integral_value() else normal


def written(value: Decimal | int | None, places: int | None = None, *, missing: str = "—") -> str:
    """A number as the reader's country writes it (es-PE: ``23,237`` and ``94.5``).

    Args:
        value: the number; ``None`` is written as ``missing``, never as zero.
        places: decimals to show, rounded half-up; ``None`` shows the number's own decimals.
        missing: the sign for no data.
    """
    if value is None:
        return missing
    number = Decimal(value)
    number = plain(number) if places is None else half_up(number, places)
    places = max(0, -int(number.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with localcontext(_WIDE):
        return format_decimal(number, format=pattern, locale=locale())
