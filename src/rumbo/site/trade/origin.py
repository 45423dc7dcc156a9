"""Where does a result come from? Everything that must be the same for it to come out the same, in words."""

from dataclasses import dataclass

from rumbo.core.language import _
from rumbo.core.numbers import written
from rumbo.core.reporting.labels import simulated_sentence
from rumbo.core.statistics.confidentiality import Rule, load_rule
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.parameters import known_choices
from rumbo.core.statistics.vocabulary import dimensions, unit_text, vocabulary
from rumbo.site.policy_shown import policy
from rumbo.site.public.sheet import source_line
from rumbo.site.trade.sources import with_sources
from rumbo.site.trade.words import choice_title, parameter_title


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is told of a result."""

    name: str
    told: str


def facts_of(result: Result) -> list[Fact]:
    """What is told of a result wherever it goes, its SQL last."""
    header, lineage = result.statistic.header, result.lineage
    version = _("none: it is computed from reference tables alone")
    if lineage.lake_version is not None:
        version = _("{version} ({lines} lines)").format(version=lineage.lake_version, lines=written(lineage.lines))
    tables = [
        f"{name} {table.version or _('not loaded')} ({table.sha256[:12] or '—'})"
        for name, table in lineage.tables.items()
    ]
    return [
        Fact(_("Statistic"), f"{header.title} ({header.code}, {header.name})"),
        Fact(_("Meaning"), str(header.meaning)),
        Fact(_("Formula"), header.formula),
        Fact(_("Unit"), unit_text(header.unit)),
        Fact(
            _("Source in the policy"), source_line(policy(), header.source) if ":" in header.source else header.source
        ),
        Fact(_("Parameters"), _settings(result)),
        Fact(_("Version of the customs data"), version),
        Fact(_("Reference tables"), "; ".join(tables) or "—"),
        Fact(_("Hidden cells"), _hidden(result)),
        *(Fact(_("To be known"), text) for text in remarks_of(result)),
        *([Fact(_("Simulated"), simulated_sentence())] if result.simulated else []),
        Fact(_("Version of the formula (SHA-256 of its SQL)"), lineage.sql_sha256),
        Fact(_("SQL that ran"), lineage.sql),
    ]


def remarks_of(result: Result) -> list[str]:
    """What a reader must know of a result: the remarks of the statistic and of the dimensions asked for."""
    of_dimensions = [dimensions()[name].remark for name in result.dimensions.values()]
    told = [*result.statistic.header.remarks, *(vocabulary().remarks[r] for r in of_dimensions if r)]
    return list(dict.fromkeys(with_sources(str(remark)) for remark in told))


def rule_sentences(rule: Rule) -> list[str]:
    """Which cells are hidden, and why, in sentences."""
    told = [_("a cell of fewer than {count} firms").format(count=rule.minimum_firms)]
    for dominance in rule.dominance:
        if dominance.firms == 1:
            told.append(
                _("a cell of which one firm holds more than {share} %").format(share=written(dominance.above_pct))
            )
        else:
            told.append(
                _("a cell of which {count} firms hold more than {share} %").format(
                    count=dominance.firms, share=written(dominance.above_pct)
                )
            )
    told.append(_("as many others as it takes so that none of these comes back by subtraction from a total"))
    return told


def _settings(result: Result) -> str:
    """The parameters in words, each with its name and value as programs take them."""
    told = []
    for parameter in result.statistic.header.parameters:
        value = result.lineage.parameters[parameter.name]
        words = choice_title(parameter, str(value)) if known_choices(parameter) else ""
        written_value = (", ".join(map(str, value)) or _("all")) if isinstance(value, tuple) else str(value) or _("all")
        shown = f"{words} ({parameter.name}={value})" if words else f"{written_value} ({parameter.name})"
        told.append(f"{parameter_title(parameter)}: {shown}")
    return "; ".join(told) or "—"


def _hidden(result: Result) -> str:
    if result.lineage.rule is None:
        return _("none; for internal use")
    if result.statistic.header.publication == "open":
        return _("none: it shows no value of single firms")
    told = "; ".join(rule_sentences(load_rule()))
    return _("{count}. These are not shown: {rules}.").format(count=written(result.hidden), rules=told)
