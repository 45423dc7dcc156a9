"""How the parts of a value are kept: a list in one order, so that the order in a workbook makes no difference."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from rumbo.apps.ledger.canonical import decimal_text
from rumbo.core.observations import Part

PartDocument = dict[str, str | None]


def stored_parts(parts: Iterable[Part]) -> list[PartDocument]:
    """The parts as they are stored, sorted by dimension and member."""
    return [
        {
            "dimension": part.dimension,
            "member": part.member,
            "value": _text(part.value),
            "numerator": _text(part.numerator),
            "denominator": _text(part.denominator),
        }
        for part in sorted(parts, key=lambda part: (part.dimension, part.member))
    ]


def read_parts(documents: Sequence[Mapping[str, str | None]]) -> tuple[Part, ...]:
    """The parts as they were stored."""
    return tuple(
        Part(
            dimension=str(document["dimension"]),
            member=str(document["member"]),
            value=_decimal(document["value"]),
            numerator=_decimal(document["numerator"]),
            denominator=_decimal(document["denominator"]),
        )
        for document in documents
    )


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else decimal_text(figure)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
