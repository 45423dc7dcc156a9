"""What pydantic finds wrong with a file, in sentences: what was found, what was expected, how to mend it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.models import Figure
from rumbo.core.policy.shape import homes, nearest, record_at
from rumbo.core.policy.yaml_source import YamlFile

Said = tuple[str, str]

_MOST_HOMES = 3
_LONGEST = 60
_NEAR, _ALIKE = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that pydantic refused.

    Attributes:
        path: the steps to it inside the file.
        found: the refused value.
        limits: what pydantic says of the rule (``ge``, ``expected``, ``pattern``).
        kind: the kind of file, a key of :data:`rumbo.core.policy.shape.KINDS`.
        model: the record of that kind of file.
    """

    path: tuple[Hashable, ...]
    found: object
    limits: dict[str, object]
    kind: str
    model: type[BaseModel]

    @property
    def key(self) -> str:
        """The last word of the path, without positions in lists."""
        return next((str(step) for step in reversed(self.path) if isinstance(step, str)), "")


def shape_problems(error: ValidationError, file: YamlFile, kind: str, model: type[BaseModel]) -> list[Problem]:
    """Everything that pydantic refused in one file, in the order of its lines.

    A misspelt key is told once, as a misspelling, and not a second time as missing.
    """
    faults = [_fault(details, file, kind, model) for details in error.errors(include_url=False)]
    misspelt = {(*fault.path[:-1], _meant(fault)) for rule, fault in faults if rule == "extra_forbidden"}
    told = [(rule, fault) for rule, fault in faults if rule != "missing" or fault.path not in misspelt]
    problems = [(file.line(fault.path), _problem(rule, fault, file)) for rule, fault in told]
    return [problem for _line, problem in sorted(problems, key=lambda pair: pair[0])]


def _fault(details: ErrorDetails, file: YamlFile, kind: str, model: type[BaseModel]) -> tuple[str, Fault]:
    """The rule that was broken, a word of pydantic's, and by what."""
    loc = tuple(step for step in details["loc"] if step != "[key]")
    rule = f"{details['type']}[key]" if len(loc) < len(details["loc"]) else details["type"]
    path = _true_keys(file.data, loc)
    return rule, Fault(path, details["input"], dict(details.get("ctx", {})), kind, model)


def _problem(rule: str, fault: Fault, file: YamlFile) -> Problem:
    what, mend = _SENTENCES.get(rule, _other)(fault)
    return Problem(what, file.at(fault.path), mend)


def shown(value: object) -> str:
    """A found value as a sentence shows it."""
    if value is None:
        return _("nothing")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return _("a list")
    if isinstance(value, dict):
        return _("a table of keys")
    if isinstance(value, Decimal | int | date):
        return str(value)
    text = " ".join(str(value).split())
    return f"“{text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}”"


def _true_keys(data: object, loc: tuple[Hashable, ...]) -> tuple[Hashable, ...]:
    """Pydantic tells the keys of a table as texts; this puts back those that are numbers or dates."""
    steps: list[Hashable] = []
    value = data
    for step in loc:
        true: Hashable = step
        if isinstance(value, dict):
            true = next((key for key in value if key == step or str(key) == str(step)), step)
            value = value.get(true)
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        steps.append(true)
    return tuple(steps)


def _missing(fault: Fault) -> Said:
    what = _("The key “{key}” is missing; it must be present.").format(key=fault.key)
    return what, _("Add “{key}:” with its value.").format(key=fault.key)


def _unknown_key(fault: Fault) -> Said:
    key, known = str(fault.path[-1]), _known_keys(fault)
    what = _("The key “{key}” is not known here.").format(key=key)
    meant, places = _meant(fault), homes(key, fault.kind)
    if meant:
        return what, _("Did you mean “{near}”?").format(near=meant)
    if places:
        return what, _("It belongs at {places}; move it there.").format(places=", ".join(places[:_MOST_HOMES]))
    return what, _("Delete it, or use one of: {keys}.").format(keys=", ".join(known))


def _meant(fault: Fault) -> str | None:
    """The key that an unknown one is a misspelling of; one that is at home elsewhere must be very near."""
    key = str(fault.path[-1])
    return nearest(key, _known_keys(fault), _NEAR if homes(key, fault.kind) else _ALIKE)


def _known_keys(fault: Fault) -> list[str]:
    record = record_at(fault.model, fault.path[:-1])
    return list(record.model_fields) if record else []


def _text_expected(fault: Fault) -> Said:
    what = _("{found} was found; a text was expected.").format(found=_first_upper(shown(fault.found)))
    if isinstance(fault.found, int | Decimal | date):
        return what, _("Put it in quotes to make it a text.")
    if fault.found is None:
        return what, _("Write the text, or write null only where a key may be empty.")
    return what, _("Write one text in this place.")


def _text_empty(_fault: Fault) -> Said:
    return _("An empty text was found; a text was expected."), _(
        "Write the text, or delete the key if it may be absent."
    )


def _number_expected(fault: Fault) -> Said:
    what = _("{found} was found; a number was expected.").format(found=_first_upper(shown(fault.found)))
    return what, _(
        "Write at most 20 digits, without quotes, commas or units, with a point for decimals: 24853 or 70.5."
    )


def _whole_expected(fault: Fault) -> Said:
    what = _("{found} was found; a whole number was expected.").format(found=_first_upper(shown(fault.found)))
    return what, _("Write digits only, without quotes or decimals, such as 2026.")


def _too_small(fault: Fault) -> Said:
    what = _("{found} was found; {limit} or more was expected.")
    return what.format(found=shown(fault.found), limit=fault.limits["ge"]), _("Write a number within the limit.")


def _too_large(fault: Fault) -> Said:
    what = _("{found} was found; {limit} or less was expected.")
    return what.format(found=shown(fault.found), limit=fault.limits["le"]), _("Write a number within the limit.")


def _truth_expected(fault: Fault) -> Said:
    what = _("{found} was found; true or false was expected.").format(found=_first_upper(shown(fault.found)))
    return what, _("Write true or false, without quotes.")


def _one_of(fault: Fault) -> Said:
    allowed = str(fault.limits["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
    what = _("{found} was found; one of these words was expected: {words}.")
    said = what.format(found=_first_upper(shown(fault.found)), words=", ".join(allowed))
    near = nearest(str(fault.found), allowed)
    return said, _("Did you mean “{near}”?").format(near=near) if near else _("Write one of these words.")


def _list_expected(fault: Fault) -> Said:
    what = _("{found} was found; a list was expected.").format(found=_first_upper(shown(fault.found)))
    return what, _("Write one item a line, each after a dash: “- item”.")


def _table_expected(fault: Fault) -> Said:
    what = _("{found} was found; a table of keys was expected.").format(found=_first_upper(shown(fault.found)))
    record = record_at(fault.model, fault.path)
    if record is Figure:
        return _number_expected(fault)
    if record is None:
        return what, _("Write one “key: value” a line.")
    needed = [name for name, field in record.model_fields.items() if field.is_required()] or list(record.model_fields)
    return what, _("Write one “key: value” a line, with the keys: {keys}.").format(keys=", ".join(needed))


def _source_form(fault: Fault) -> Said:
    what = _("{found} was found; a source was expected: document:line or document:first-last.")
    return what.format(found=shown(fault.found)), _("Write for instance pnmce:5159-5177, or pnmce:10,20-25.")


def _day_expected(fault: Fault) -> Said:
    what = _("{found} was found; a date was expected.").format(found=_first_upper(shown(fault.found)))
    return what, _("Write it as YEAR-MONTH-DAY without quotes, such as 2025-07-18.")


def _form_expected(fault: Fault) -> Said:
    forms = {
        "sha256": _("64 digits from 0 to 9 and a to f"),
        "id": _("a small letter, then small letters, digits, - or _, such as pnmce"),
        "code": _("a code such as {example}"),
    }
    form = forms[fault.key].format(example=_example(fault))
    what = _("{found} was found; {form} was expected.").format(found=shown(fault.found), form=form)
    return what, _("Write it in that form.")


def _example(fault: Fault) -> str:
    """An example of a well-formed code for the place where a bad one stands."""
    inside = next((step for step in reversed(fault.path[:-1]) if isinstance(step, str)), "")
    return {"indicators": "S1.1.1-Q1", "activities": "AO 1.1.1"}.get(inside, "pnmce-2040")


def _bad_key(fault: Fault) -> Said:
    what = _("The key {found} was found; a text was expected as the key.").format(found=shown(fault.found))
    return what, _("Put the key in quotes to make it a text.")


def _bad_year(fault: Fault) -> Said:
    what = _("The key {found} was found; a year was expected as the key.").format(found=shown(fault.found))
    return what, _("Write the year with four digits and without quotes, such as 2026.")


def _other(fault: Fault) -> Said:
    what = _("{found} was found, which does not fit here.").format(found=_first_upper(shown(fault.found)))
    return what, _("Compare it with the same key in the files that load.")


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


_SENTENCES: dict[str, Callable[[Fault], Said]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "invalid_key": _bad_key,
    "string_type": _text_expected,
    "string_too_short": _text_empty,
    "string_pattern_mismatch": _form_expected,
    "number_expected": _number_expected,
    "int_type": _whole_expected,
    "greater_than_equal": _too_small,
    "less_than_equal": _too_large,
    "bool_type": _truth_expected,
    "enum": _one_of,
    "literal_error": _one_of,
    "tuple_type": _list_expected,
    "dict_type": _table_expected,
    "model_type": _table_expected,
    "source_form": _source_form,
    "date_type": _day_expected,
    "string_type[key]": _bad_key,
    "int_type[key]": _bad_year,
    "greater_than_equal[key]": _bad_year,
    "less_than_equal[key]": _bad_year,
}
