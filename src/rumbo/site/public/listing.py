"""Which indicators does a reader want to see, and in which order? The filter of the list, from its address."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from django import forms

from rumbo.core.language import _
from rumbo.core.monitoring.records import Light
from rumbo.core.policy.models import Kind, Policy
from rumbo.core.reporting.labels import kind_name, light_name
from rumbo.core.reporting.model import IndicatorRow
from rumbo.site.public.lights import LIGHTS
from rumbo.site.public.search.words import asked_words, plain

#: How the addresses call the kinds.
KINDS = {"objetivo": Kind.OBJECTIVE, "calidad": Kind.QUALITY, "cobertura": Kind.COVERAGE}
_WORST_FIRST = (Light.RED, Light.AMBER, Light.NO_DATA, Light.GREEN, Light.NOT_DUE)
_UNKNOWN = Decimal("Infinity")


class IndicatorFilter(forms.Form):
    """The filter of the list; every part of it is optional, and its answers stand in the address."""

    texto = forms.CharField(required=False, max_length=100)
    objetivo = forms.ChoiceField(required=False)
    tipo = forms.ChoiceField(required=False)
    luz = forms.ChoiceField(required=False)
    entidad = forms.ChoiceField(required=False)
    orden = forms.ChoiceField(required=False)

    def __init__(self, *args: object, policy: Policy, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        names = {entity.code: entity.name for entity in policy.entities}
        reporting = sorted({code for i in policy.indicators if (code := policy.reporting_entity(i.code))})
        self._offer("texto", _("Name or code"))
        self._offer("objetivo", _("Objective"), [(o.code, f"{o.code} {o.name}") for o in policy.objectives])
        self._offer("tipo", _("What it measures"), [(word, kind_name(kind)) for word, kind in KINDS.items()])
        self._offer("luz", _("Light"), [(word, light_name(light)) for word, light in LIGHTS.items()])
        self._offer(
            "entidad", _("Reporting entity"), [(code, f"{code} · {names.get(code, code)}") for code in reporting]
        )
        self._offer(
            "orden", _("Order"), [(word, name) for word, (name, _key) in _orders().items()], _("as in the policy")
        )

    def _offer(self, name: str, label: str, choices: Iterable[tuple[str, str]] = (), empty: str = "") -> None:
        field = self.fields[name]
        field.label = label
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", empty or _("all")), *choices]

    def chosen(self, rows: Iterable[IndicatorRow], objective_of: Callable[[str], str]) -> list[IndicatorRow]:
        """The rows that pass, in the order asked for.

        Args:
            rows: every indicator, in the order of the policy.
            objective_of: code of the objective above an indicator.
        """
        asked = self.cleaned_data
        words = asked_words(asked["texto"])
        found = [
            row
            for row in rows
            if asked["objetivo"] in {"", objective_of(row.code)}
            and (not asked["tipo"] or row.kind is KINDS[asked["tipo"]])
            and (not asked["luz"] or row.light is LIGHTS[asked["luz"]])
            and asked["entidad"] in {"", row.entity}
            and all(word in plain(f"{row.code} {row.name} {row.responsible or ''}") for word in words)
        ]
        return sorted(found, key=_orders()[asked["orden"]][1]) if asked["orden"] else found


def _orders() -> dict[str, tuple[str, Callable[[IndicatorRow], Any]]]:
    """Each order: how the address calls it, its name, and what the rows are sorted by."""
    return {
        "peor": (_("lowest compliance first"), lambda row: row.ratio_pct if row.ratio_pct is not None else _UNKNOWN),
        "mejor": (
            _("highest compliance first"),
            lambda row: -row.ratio_pct if row.ratio_pct is not None else _UNKNOWN,
        ),
        "luz": (_("by light, red first"), lambda row: _WORST_FIRST.index(row.light)),
        "entidad": (_("by reporting entity"), lambda row: row.entity or "~"),
        "nombre": (_("by name"), lambda row: plain(row.name)),
    }
