"""Which columns a file of values has, and by what names they are known, in Spanish and in English."""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from rumbo.core.language import _, without_accents
from rumbo.core.numbers import plain


class Column(StrEnum):
    """A column that is read; every other column of a file is for the eye only."""

    CODE = "code"
    YEAR = "year"
    POLICY = "policy"
    DIMENSION = "dimension"
    MEMBER = "member"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    VALUE = "value"
    COMMENT = "comment"
    EVIDENCE = "evidence"
    REASON = "reason"
    NO_DATA = "no_data_reason"
    EXPECTED = "expected_on"


#: The columns that hold figures.
FIGURES: tuple[Column, ...] = (Column.NUMERATOR, Column.DENOMINATOR, Column.VALUE)
#: The columns that a unit fills.
INPUTS: tuple[Column, ...] = (
    *FIGURES,
    Column.NO_DATA,
    Column.EXPECTED,
    Column.COMMENT,
    Column.EVIDENCE,
    Column.REASON,
)

#: Every accepted name, folded by :func:`folded`; the first is the name shown in Spanish messages.
_NAMES: dict[Column, tuple[str, ...]] = {
    Column.CODE: ("codigo", "code", "codigo del indicador", "codigo indicador", "indicator code", "cod"),
    Column.YEAR: ("ano", "year", "anio", "periodo", "ejercicio"),
    Column.POLICY: ("politica", "policy", "codigo de la politica", "policy code"),
    Column.DIMENSION: ("dimension", "dimension de la desagregacion", "desagregacion", "breakdown"),
    Column.MEMBER: ("miembro", "member", "categoria", "category"),
    Column.NUMERATOR: ("numerador", "numerator"),
    Column.DENOMINATOR: ("denominador", "denominator"),
    Column.VALUE: ("valor obtenido", "valor", "value", "obtained value"),
    Column.COMMENT: ("comentario", "comment", "comentarios", "comments", "observaciones", "remarks"),
    Column.EVIDENCE: (
        "archivos de evidencia",
        "evidencia",
        "evidence",
        "evidence files",
        "archivo de evidencia",
        "archivos",
        "files",
    ),
    Column.REASON: ("motivo del cambio", "motivo", "reason", "reason of change", "reason for change"),
    Column.NO_DATA: (
        "por que no hay dato",
        "why there is no figure",
        "motivo sin dato",
        "motivo de falta de dato",
        "no data reason",
        "reason of no data",
    ),
    Column.EXPECTED: (
        "fecha prevista del dato",
        "figure expected on",
        "fecha prevista",
        "expected on",
        "expected date",
    ),
}
_BY_NAME = {name: column for column, names in _NAMES.items() for name in names}


def folded(text: str) -> str:
    """A text without accents, case, doubled spaces or underscores, for comparing names."""
    return re.sub(r"[\s_]+", " ", without_accents(text)).strip().strip("*:").strip().casefold()


def title(column: Column) -> str:
    """The title of an input column in the form, in the language in force."""
    return {
        Column.CODE: _("Code"),
        Column.YEAR: _("Year"),
        Column.POLICY: _("Policy"),
        Column.DIMENSION: _("Dimension"),
        Column.MEMBER: _("Member"),
        Column.NUMERATOR: _("Numerator"),
        Column.DENOMINATOR: _("Denominator"),
        Column.VALUE: _("Obtained value"),
        Column.COMMENT: _("Comment"),
        Column.EVIDENCE: _("Evidence files"),
        Column.REASON: _("Reason of change"),
        Column.NO_DATA: _("Why there is no figure"),
        Column.EXPECTED: _("Figure expected on"),
    }[column]


def column_named(header: str) -> Column | None:
    """The column that a header names; ``None`` for a column that is not read."""
    return _BY_NAME.get(folded(header))


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row is a header: it names the code column and at least one column of figures."""
    found = {column_named(text) for text in texts}
    return Column.CODE in found and any(column in found for column in FIGURES)


def repeated_columns(texts: Sequence[str]) -> tuple[Column, ...]:
    """The columns that a header names more than once."""
    found = [column for text in texts if (column := column_named(text))]
    return tuple(sorted({column for column in found if found.count(column) > 1}))


def ratio_formula(scale: Decimal, numerator: str, denominator: str) -> str:
    """The display formula of a ratio's value cell, from the addresses of its terms; never read as a value."""
    times = "" if scale == 1 else f"{plain(scale):f}*"
    return f'=IF(AND(ISNUMBER({numerator}),N({denominator})<>0),{times}{numerator}/{denominator},"")'


def same_formula(one: str, other: str) -> bool:
    """Whether two formulas are the same text, spaces, case and fixed-address signs aside."""
    return _bare(one) == _bare(other)


def _bare(formula: str) -> str:
    return re.sub(r"[\s$]", "", formula).casefold().removeprefix("of:")
