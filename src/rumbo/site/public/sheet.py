"""What does the sheet of an indicator say? Its facts, as pairs of label and text, in the order of a reader."""

from collections.abc import Iterator

from django.utils.html import format_html
from django.utils.safestring import SafeString

from rumbo.core.language import _
from rumbo.core.policy.models import Indicator, Policy, Responsible
from rumbo.core.reporting.labels import direction_name, kind_name
from rumbo.site.public.formula import formula_markup
from rumbo.site.public.words import of_policy, unit_named

Fact = tuple[str, str | SafeString]


def sheet_facts(policy: Policy, indicator: Indicator) -> tuple[Fact, ...]:
    """The facts of a sheet; those that it does not print are left out."""
    return tuple((label, text) for label, text in _facts(policy, indicator) if text)


def remarks_of(indicator: Indicator) -> tuple[str, ...]:
    """What a careful reader must know of the printed sheet: its state, its footnotes, its oddities."""
    state = {
        "complete": (),
        "cut": (_("The printed sheet is cut: what is missing here is missing in the source."),),
        "garbled": (_("The printed table is garbled; its figures were put in order by hand."),),
    }[indicator.sheet]
    figures = (figure.note for figure in (indicator.baseline, *indicator.targets.values()) if figure and figure.note)
    return tuple(dict.fromkeys((*state, *indicator.footnotes, *figures, *indicator.remarks)))


def source_line(policy: Policy, source: str) -> str:
    """Where the source prints something, for a reader: title of the document and its lines."""
    document, _colon, lines = source.partition(":")
    title = next((found.title for found in policy.documents if found.id == document), document)
    if lines.isdigit():
        return _("{document}, line {line} of the text").format(document=title, line=lines)
    return _("{document}, lines {lines} of the text").format(document=title, lines=lines.replace(",", ", "))


def _unit(indicator: Indicator) -> str | SafeString:
    if not indicator.unit_detail:
        return unit_named(indicator.unit)
    return format_html("{} · {}", unit_named(indicator.unit), of_policy(indicator.unit_detail))


def _facts(policy: Policy, indicator: Indicator) -> Iterator[tuple[str, str | SafeString | None]]:
    formula = indicator.formula
    names = {dimension.code: dimension.name for dimension in policy.dimensions}
    yield _("Kind"), kind_name(indicator.kind)
    yield _("Formula"), _formula(formula.expression) if formula.expression else None
    yield _("Numerator"), of_policy(formula.numerator)
    yield _("Denominator"), of_policy(formula.denominator)
    yield _("What is counted"), of_policy(formula.operand)
    yield _("The rule in words"), of_policy(formula.logic)
    yield _("Unit"), _unit(indicator)
    yield _("Direction"), indicator.direction_printed or direction_name(indicator.direction)
    yield _("Responsible for the data"), of_policy(_who(indicator.responsible_data))
    yield _("Responsible for the service"), of_policy(_who(indicator.responsible_service))
    yield _("Data sources"), of_policy(indicator.data_sources)
    yield _("Limitations"), of_policy(indicator.limitations)
    yield _("Frequency"), of_policy(indicator.frequency)
    yield _("Breakdowns"), ", ".join(names.get(part.dimension, part.dimension) for part in indicator.breakdowns)
    yield _("Computed by"), indicator.computed.statistic if indicator.computed else None
    yield _("Other names in the text"), of_policy("; ".join(other.text for other in indicator.other_names))
    yield _("Source"), source_line(policy, indicator.source)


def _formula(expression: str) -> SafeString:
    """The formula in a place of its own that can be moved sideways, by keyboard too, where the screen is narrow."""
    place = '<span class="formula" tabindex="0" role="group" aria-label="{}">{}</span>'
    return format_html(place, _("Formula"), formula_markup(expression))


def _who(responsible: Responsible | None) -> str | None:
    if responsible is None:
        return None
    return f"{responsible.unit} ({responsible.entity})" if responsible.entity else responsible.unit
