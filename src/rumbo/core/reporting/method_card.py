"""How was it judged? The method's choices, each with what it rests on, for the method annex."""

from rumbo.core.language import _
from rumbo.core.monitoring.method import Choice, Method
from rumbo.core.numbers import written
from rumbo.core.reporting.model import MethodCard, MethodChoice


def method_card(method: Method) -> MethodCard:
    """Every choice of the method in words, in the language in force."""
    return MethodCard(
        name=method.name,
        title=method.title,
        version=method.version,
        sha256=method.sha256,
        choices=(
            _choice(_("Ratio that counts"), _counting(method), method.counting_ratio_status),
            _choice(_("Undefined direction"), _undefined_direction(), method.undefined_direction_status),
            _choice(_("Figures below zero"), _negative_figures(), method.negative_figures_status),
            _choice(_("Bands of the traffic light"), _bands(method), method.bands.status),
            _choice(_("Means of ratios"), _roll_up(method), method.roll_up.status),
            _choice(_("Limits of the alerts"), _limits(method), method.alerts.status),
        ),
    )


def _choice(name: str, value: str, status: Choice) -> MethodChoice:
    return MethodChoice(name=name, value=value, confirmed=status.confirmed, basis=status.basis)


def _counting(method: Method) -> str:
    if method.counting_ratio == "type_1":
        return _("Type I: obtained value over expected value, or its inverse where the indicator should descend.")
    return _("Type II: progress since the baseline over the progress expected.")


def _undefined_direction() -> str:
    return _(
        "Inferred from the sum of the differences between successive expected values; a series whose expected values "
        "are all equal is read as ascending."
    )


def _negative_figures() -> str:
    return _("Judged as their mirror image above zero, in the contrary direction.")


def _bands(method: Method) -> str:
    sentence = _("Green from {green} %, amber from {amber} % to below {green} %, red below {amber} %; uncapped ratio.")
    return sentence.format(green=written(method.bands.green), amber=written(method.bands.amber))


def _roll_up(method: Method) -> str:
    sentence = _(
        "Each ratio enters between {floor} % and {cap} %, weighted by relevance; all weigh alike where no relevance "
        "is set. What has no data is left out and shows in the coverage."
    )
    return sentence.format(floor=written(method.roll_up.floor), cap=written(method.roll_up.cap))


def _limits(method: Method) -> str:
    limits = method.alerts
    sentence = _(
        "Over-compliance above {over} %; revision of an approved value above {revision} %; jump of more than {jump} "
        "times against the year before; required rate above {rate} times the observed one."
    )
    return sentence.format(
        over=written(limits.over_compliance_pct),
        revision=written(limits.revision_pct),
        jump=written(limits.jump_factor),
        rate=written(limits.required_rate_factor),
    )
