"""``rumbo policy check``: how the findings about a policy's design are chosen and shown on a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from rumbo.cli.output import console, print_table
from rumbo.cli.policy_words import certainty_name, severity_name
from rumbo.core.language import _, ngettext
from rumbo.core.policy.coherence import Finding, Severity, rules

_STYLES = {Severity.HIGH: "bold red", Severity.MEDIUM: "bold yellow", Severity.LOW: "bold"}


def as_severe_as(findings: Iterable[Finding], least: Severity) -> tuple[Finding, ...]:
    """The findings of a severity or worse."""
    ranks = list(Severity)
    return tuple(finding for finding in findings if ranks.index(finding.severity) <= ranks.index(least))


def show(title: str, findings: tuple[Finding, ...], sound: list[str]) -> None:
    """Show the summary by rule and severity, then every finding with its values, worst first.

    Args:
        title: title of the policy.
        findings: the findings to show, worst first; at least one.
        sound: ids of the rules that were asked and found nothing at all.
    """
    _show_summary(title, findings)
    if sound:
        console().print(Text(_("Rules without findings: {rules}").format(rules=", ".join(sound))))
    console().print()
    for finding in findings:
        console().print(_block(finding))
    console().print(_totals(findings))


def _show_summary(title: str, findings: tuple[Finding, ...]) -> None:
    counts = Counter((finding.rule, finding.severity) for finding in findings)
    broken = {finding.rule for finding in findings}
    rows = [
        [rule.id, rule.spoken_name(), *(counts[rule.id, severity] or None for severity in Severity)]
        for rule in rules()
        if rule.id in broken
    ]
    print_table([_("Rule"), _("Name"), *(severity_name(severity) for severity in Severity)], rows, title=title)


def _totals(findings: tuple[Finding, ...]) -> Text:
    counts = Counter(finding.severity for finding in findings)
    total = ngettext("{count} finding", "{count} findings", len(findings)).format(count=len(findings))
    parts = ", ".join(f"{severity_name(severity)} {counts[severity]}" for severity in Severity if counts[severity])
    return Text(f"{total}: {parts}")


def _block(finding: Finding) -> Group:
    """One finding: a head line, the sentence, what was compared and where, what to do."""
    head = Text.assemble(
        (finding.id, _STYLES[finding.severity]),
        f"  {severity_name(finding.severity)}, {certainty_name(finding.certainty)}  ",
        (", ".join(finding.elements), "dim"),
    )
    return Group(head, _indented(finding.title, 2), *(_indented(line, 4) for line in _details(finding)), "")


def _indented(line: str, spaces: int) -> Padding | Text:
    """A line set in: wrapped to the window of a terminal, left whole where there is none."""
    return Padding(Text(line), (0, 0, 0, spaces)) if console().is_terminal else Text(" " * spaces + line)


def _details(finding: Finding) -> Iterator[str]:
    for value in finding.values:
        yield f"· {value.value} [{value.source}]" if value.source else f"· {value.value}"
    shown = {value.source for value in finding.values}
    lines = {
        _("Source"): ", ".join(source for source in finding.sources if source not in shown),
        _("Remark"): finding.remark,
        _("What to do"): finding.suggested_resolution,
    }
    yield from (f"{name}: {text}" for name, text in lines.items() if text)
