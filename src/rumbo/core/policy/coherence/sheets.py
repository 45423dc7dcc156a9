"""Sheets: is each indicator named, typed and computed in one way, and does it fit the indicators it is linked to?"""

import re
from collections.abc import Iterator

from rumbo.core.language import _, ngettext
from rumbo.core.numbers import written
from rumbo.core.policy.coherence.engine import rule
from rumbo.core.policy.coherence.records import Certainty, Evidence, Instance, Severity
from rumbo.core.policy.coherence.series import table_source, written_years
from rumbo.core.policy.coherence.wording import counted, folded, meaningful
from rumbo.core.policy.models import Indicator, Kind, Policy, TargetLink

_HUNDRED = 100
#: LaTeX marks of printed formulas, and what a reader sees.
_LATEX = (
    (r"\\(sum|Sigma)\b", "∑"),
    (r"\\times\b", "×"),
    (r"\\l?dots\b", "…"),
    (r"\^\{?\\circ\}?", "°"),
    (r"\\(left|right|text)\b", ""),
)
#: How the name of a share begins, folded.
_SHARES = ("porcentaje", "proporcion", "ratio", "razon", "tasa", "percentage", "share", "rate")
#: How a term that counts things begins, folded.
_COUNTING = ("numero", "n ", "nro ", "cantidad", "total")


@rule("IN-08", "Indicator name, unit or kind", "Is the indicator named, measured and typed in one way?")
def name_and_kind(policy: Policy) -> Iterator[Instance]:
    """Compare the names that the source prints for one indicator, and the kind with what is measured."""
    for indicator in policy.indicators:
        yield from _other_names(indicator)
        if indicator.kind is Kind.QUALITY and indicator.measure.reported_as == "value" and indicator.measure.whole:
            yield Instance(
                title=_("{code} is a quality indicator and counts: its unit is “{unit}”.").format(
                    code=indicator.code, unit=indicator.unit_detail or indicator.unit
                ),
                elements=(indicator.code,),
                about="kind",
                resolution=_("Measure quality as a share of what was delivered, or call it coverage."),
                sources=(indicator.source,),
            )
        if indicator.row_printed is not None and indicator.measure.reported_as == "value":
            yield Instance(
                title=_("The row of {code} is headed “{label}” and holds values in “{unit}”.").format(
                    code=indicator.code, label=indicator.row_printed.text, unit=indicator.unit_detail or indicator.unit
                ),
                elements=(indicator.code,),
                about="row",
                values=(Evidence(indicator.row_printed.text, indicator.row_printed.source),),
                severity=Severity.LOW,
                resolution=_("Head the row by what it holds."),
            )
        yield from _other_thing_counted(indicator)


def _other_thing_counted(indicator: Indicator) -> Iterator[Instance]:
    """A name that counts one thing and a formula that counts another; amounts, times and scores are not compared."""
    formula = indicator.formula
    term = formula.numerator or formula.operand or ""
    if not folded(term).startswith(_COUNTING):
        return
    named, computed = counted(indicator.name), counted(term)
    if computed not in meaningful(indicator.name) and named not in meaningful(f"{term} {formula.denominator or ''}"):
        yield Instance(
            title=_("{code} is named after one thing and its formula counts another.").format(code=indicator.code),
            elements=(indicator.code,),
            about="formula",
            values=(Evidence(indicator.name, indicator.source), Evidence(term, indicator.source)),
            resolution=_("Name in the formula what the name of the indicator names."),
        )


def _other_names(indicator: Indicator) -> Iterator[Instance]:
    """Names that differ in more than accents, case and punctuation, each form once."""
    own = folded(indicator.name)
    others = [variant for variant in indicator.other_names if folded(variant.text) != own]
    if others:
        yield Instance(
            title=_("{code} has another name elsewhere: “{other}”.").format(
                code=indicator.code, other="”, “".join(dict.fromkeys(variant.text for variant in others))
            ),
            elements=(indicator.code,),
            about="name",
            values=(
                Evidence(indicator.name, indicator.source),
                *(Evidence(variant.text, variant.source) for variant in others),
            ),
            severity=None if any(_other_measure(own, folded(v.text)) for v in others) else Severity.LOW,
            resolution=_("Use the name of the sheet everywhere."),
        )


def _other_measure(one: str, other: str) -> bool:
    """Whether one name speaks of a share and the other of an amount, as “Porcentaje ...” and “Valor ...” do."""
    return one.startswith(_SHARES) != other.startswith(_SHARES)


@rule("IN-09", "Formula", "Is the formula complete and computable?")
def formula(policy: Policy) -> Iterator[Instance]:
    """Look for formulas defined by themselves, and for those that do not say what they compute."""
    without_left: list[Indicator] = []
    for indicator in policy.indicators:
        expression = indicator.formula.expression
        if expression is None:
            continue
        left, equals, right = _sides(expression)
        if not equals or not left.strip():
            without_left.append(indicator)
        elif _name_of(left) and _name_of(left) == _name_of(right.replace("∑", " ")):
            yield Instance(
                title=_("The formula of {code} defines {symbol} by itself: {expression}").format(
                    code=indicator.code, symbol=_name_of(left), expression=_plain(expression)
                ),
                elements=(indicator.code,),
                about="itself",
                values=(Evidence(expression, indicator.source),),
                resolution=_("Write the operands of the sum with a name of their own."),
            )
        if indicator.unit == "%" and indicator.measure.scale == _HUNDRED and "100" not in expression:
            yield _without_hundred(indicator, expression)
    if without_left:
        yield Instance(
            title=ngettext(
                "The formula of {codes} does not say what it computes: it prints no left-hand side.",
                "{count} formulas do not say what they compute: they print no left-hand side.",
                len(without_left),
            ).format(codes=without_left[0].code, count=len(without_left)),
            elements=tuple(indicator.code for indicator in without_left),
            about="left",
            values=tuple(Evidence(f"{i.code}: {_plain(i.formula.expression or '')}", i.source) for i in without_left),
            severity=Severity.LOW,
            resolution=_("Name the result of every formula."),
        )


def _without_hundred(indicator: Indicator, expression: str) -> Instance:
    return Instance(
        title=_("{code} is a percentage and its formula does not multiply by 100: {expression}").format(
            code=indicator.code, expression=_plain(expression)
        ),
        elements=(indicator.code,),
        about="hundred",
        values=(Evidence(expression, indicator.source),),
        severity=Severity.LOW,
        resolution=_("Multiply the ratio by 100 in the formula."),
    )


def _sides(expression: str) -> tuple[str, str, str]:
    """What stands left and right of the equals sign; a colon after the name of the result says the same."""
    plain = _plain(expression)
    named = re.match(r"(\w+)\s*:(.*)", plain)
    if named and "=" not in plain:
        return named[1], "=", named[2]
    return plain.partition("=")


def _plain(expression: str) -> str:
    """A printed expression without LaTeX marks, sums as ``∑``."""
    text = re.sub(r"\\frac\s*\{((?:[^{}]|\{[^{}]*\})*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1/\2", expression)
    for mark, sign in _LATEX:
        text = re.sub(mark, sign, text)
    return " ".join(re.sub(r"[${}\\\"]", "", text).split())


def _name_of(side: str) -> str:
    """The only symbol of a side, or nothing where it is more than one symbol."""
    symbols = re.findall(r"\w+", side)
    return symbols[0] if len(symbols) == 1 else ""


@rule(
    "IN-11",
    "Linked targets",
    "Are targets of linked indicators compatible?",
    severity=Severity.LOW,
    certainty=Certainty.PROBABLE,
)
def linked_targets(policy: Policy) -> Iterator[Instance]:
    """Test the inequalities that the policy's data declare between indicators, year by year."""
    for link in policy.target_links:
        smaller, larger = policy.indicator(link.at_most), policy.indicator(link.at_least)
        broken = [
            year
            for year in sorted(set(smaller.targets) & set(larger.targets))
            if (a := smaller.target(year)) is not None and (b := larger.target(year)) is not None and a > b
        ]
        if broken:
            yield _broken(link, smaller, larger, broken)


def _broken(link: TargetLink, smaller: Indicator, larger: Indicator, years: list[int]) -> Instance:
    return Instance(
        title=_("{smaller} should not exceed {larger} and does in {years}.").format(
            smaller=smaller.code, larger=larger.code, years=written_years(years)
        ),
        elements=(smaller.code, larger.code),
        values=tuple(
            Evidence(f"{i.code} " + ", ".join(f"{y}: {written(i.target(y))}" for y in years), table_source(i))
            for i in (smaller, larger)
        ),
        remark=link.reason,
        resolution=_("Make the two series compatible, or say why they are not comparable."),
    )
