"""In which words is a change told? One sentence each, in the language in force."""

from collections.abc import Callable
from decimal import Decimal

from rumbo.core.exchange.differences.records import Cause, Change, Differences, What
from rumbo.core.language import _, ngettext
from rumbo.core.monitoring.alerts import RULES
from rumbo.core.monitoring.records import Light, Severity
from rumbo.core.numbers import written
from rumbo.core.observations import State
from rumbo.core.reporting.figures import measured, percent
from rumbo.core.reporting.labels import light_name, severity_name, state_name

_ALERTS = frozenset({What.ALERT_RAISED, What.ALERT_SEVERITY, What.ALERT_GONE})

#: What is a ratio in percent with one decimal; the values of indicators have the decimals that were reported.
_RATIOS = frozenset({What.INDEX, What.RATIO})


def summary(found: Differences) -> str:
    """How much changed, in one sentence."""
    if found.same:
        return _("Nothing differs between the two reports.")
    count = len(found.changes)
    sentence_ = ngettext("{count} change between the two reports.", "{count} changes between the two reports.", count)
    return sentence_.format(count=written(count))


def sentence(change: Change) -> str:
    """The change as a sentence, with its reason or its causes where they are known."""
    told = _TELLERS.get(change.what, _version)(change)
    if change.reason:
        told = _("{sentence} Reason given: {reason}").format(sentence=told, reason=change.reason)
    if change.causes:
        causes = ", ".join(cause_name(cause) for cause in change.causes)
        told = _("{sentence} What is behind it: {causes}.").format(sentence=told, causes=causes)
    return told


def what_name(what: What) -> str:
    """What changed, in a few words."""
    return {
        What.SIMULATED: _("Simulated values"),
        What.EDITION: _("Edition of the policy"),
        What.POLICY: _("Data of the policy"),
        What.METHOD: _("Method"),
        What.INDEX: _("Index"),
        What.COVERAGE: _("Coverage of the data"),
        What.LIGHT: _("Traffic light"),
        What.VALUE: _("Obtained value"),
        What.ALERT_RAISED: _("Alert raised"),
        What.ALERT_SEVERITY: _("Severity of an alert"),
        What.ALERT_GONE: _("Alert gone"),
        What.RATIO: _("Compliance ratio"),
        What.TARGET: _("Expected value"),
        What.BASELINE: _("Baseline"),
        What.INDICATOR_ADDED: _("Indicator added"),
        What.INDICATOR_REMOVED: _("Indicator removed"),
        What.STATE: _("State of the value"),
        What.REVISION: _("Revision"),
        What.SOFTWARE: _("Software"),
    }[what]


def headline(change: Change) -> str:
    """What changed, with the index or the rule of alert that is meant."""
    if change.what is What.INDEX:
        return _("Result index") if change.aspect == "result" else _("Management index")
    if change.what in _ALERTS:
        return f"{what_name(change.what)}: {alert_title(change.aspect)}"
    return what_name(change.what)


def cause_name(cause: Cause) -> str:
    """Why a light or a ratio changed, in a few words."""
    return {
        Cause.YEAR: _("another year is judged"),
        Cause.VALUE: _("another obtained value"),
        Cause.TARGET: _("another expected value"),
        Cause.DIRECTION: _("another expected direction"),
        Cause.METHOD: _("another method"),
    }[cause]


def shown(change: Change, side: Decimal | str | None) -> str:
    """What stood or stands, as readers write it; a dash where there was nothing."""
    if side is None:
        return written(None)
    if isinstance(side, Decimal):
        return percent(side) if change.what in _RATIOS else measured(side, change.unit)
    return _word(change.what, side)


def _word(what: What, text: str) -> str:
    if what is What.LIGHT:
        return light_name(Light(text))
    if what is What.STATE:
        return state_name(State(text))
    if what in _ALERTS:
        return severity_name(Severity(text))
    if what is What.SIMULATED:
        return _("Yes") if text == "true" else _("No")
    return text


def alert_title(code: str) -> str:
    """Name of a rule of alert; its code where the rule no longer exists."""
    return next((rule.title for rule in RULES if rule.code == code), code)


def _version(change: Change) -> str:
    told = _("{what}: it was {old} and is {new}.")
    return told.format(what=what_name(change.what), old=shown(change, change.old), new=shown(change, change.new))


def _simulated(change: Change) -> str:
    if change.new == "true":
        return _("The later report holds simulated values; the earlier one did not.")
    return _("The later report no longer holds simulated values.")


def _index(change: Change) -> str:
    if change.aspect == "result":
        return _filled(_("{subject}: the result index went from {old} to {new}."), change)
    return _filled(_("{subject}: the management index went from {old} to {new}."), change)


def _coverage(change: Change) -> str:
    return _filled(_("Indicators with a value, of those that are due: {old} before, {new} now."), change)


def _light(change: Change) -> str:
    return _filled(_("{subject}: the light went from {old} to {new}."), change)


def _ratio(change: Change) -> str:
    return _filled(_("{subject}: the compliance ratio went from {old} to {new}."), change)


def _value(change: Change) -> str:
    if change.old is None:
        return _filled(_("{subject}: the value of {year} is now known: {new}."), change)
    if change.new is None:
        return _filled(_("{subject}: the value of {year}, {old}, no longer counts."), change)
    return _filled(_("{subject}: the value of {year} was corrected from {old} to {new}."), change)


def _target(change: Change) -> str:
    return _filled(_("{subject}: the expected value of {year} went from {old} to {new}."), change)


def _baseline(change: Change) -> str:
    return _filled(_("{subject}: the baseline went from {old} to {new}."), change)


def _alert(change: Change) -> str:
    told = {
        What.ALERT_RAISED: _("New alert, severity {new}: {alert}. {subject}."),
        What.ALERT_SEVERITY: _("Alert whose severity went from {old} to {new}: {alert}. {subject}."),
        What.ALERT_GONE: _("Alert that no longer stands: {alert}. {subject}."),
    }[change.what]
    return _filled(told, change)


def _indicator(change: Change) -> str:
    if change.what is What.INDICATOR_ADDED:
        return _filled(_("{subject}: the earlier report does not have this indicator."), change)
    return _filled(_("{subject}: the later report no longer has this indicator."), change)


def _state(change: Change) -> str:
    return _filled(_("{subject}: the value of {year} went from “{old}” to “{new}”."), change)


def _revision(change: Change) -> str:
    return _filled(_("{subject}: the value of {year} is the same, recorded anew as revision {new}."), change)


def _filled(told: str, change: Change) -> str:
    return told.format(
        subject=f"{change.subject} {change.name}".rstrip(". "),
        year=change.year,
        old=_within(change, change.old),
        new=_within(change, change.new),
        alert=alert_title(change.aspect),
    )


def _within(change: Change, side: Decimal | str | None) -> str:
    """What stood or stands, for the middle of a sentence: words begin small, nothing is said in words."""
    if side is None:
        return _("no figure")
    text = shown(change, side)
    return text.lower() if change.what in {What.LIGHT, *_ALERTS} else text


_TELLERS: dict[What, Callable[[Change], str]] = {
    What.SIMULATED: _simulated,
    What.INDEX: _index,
    What.COVERAGE: _coverage,
    What.LIGHT: _light,
    What.VALUE: _value,
    What.ALERT_RAISED: _alert,
    What.ALERT_SEVERITY: _alert,
    What.ALERT_GONE: _alert,
    What.RATIO: _ratio,
    What.TARGET: _target,
    What.BASELINE: _baseline,
    What.INDICATOR_ADDED: _indicator,
    What.INDICATOR_REMOVED: _indicator,
    What.STATE: _state,
    What.REVISION: _revision,
}
