"""Which mappings there are, and how a mapping file is read: strictly, with every problem told at its line."""

import codecs
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from rumbo.core.customs.errors import CustomsError
from rumbo.core.customs.mapping import FigureRule, Mapping, TextRule
from rumbo.core.errors import Problem, UnknownCodeError
from rumbo.core.language import _
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.shape import nearest
from rumbo.core.policy.yaml_source import YamlFile, parse

MAPPINGS = Path(__file__).parent / "mappings"
_DATES = ("shipped_on", "regularised_on", "numbered_on")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@cache
def shipped() -> tuple[Mapping, ...]:
    """The mappings that ship, by name."""
    return tuple(load_mapping(file) for file in sorted(MAPPINGS.glob("*.yaml"), key=lambda file: file.stem))


def find_mapping(name_or_path: str) -> Mapping:
    """A mapping by its name, where it ships, or by the path of its file.

    Raises:
        UnknownCodeError: no mapping that ships has this name, and there is no such file.
        CustomsError: the file is no mapping.
    """
    by_name = {m.name: m for m in shipped()}
    if name_or_path in by_name:
        return by_name[name_or_path]
    if Path(name_or_path).is_file():
        return load_mapping(Path(name_or_path))
    near = nearest(name_or_path, list(by_name))
    raise UnknownCodeError(name_or_path, [near] if near else ())


def load_mapping(path: Path) -> Mapping:
    """Load one mapping.

    Raises:
        CustomsError: every problem of the file, each with its line and the path of its key.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        what = _("The mapping cannot be read: {why}.").format(why=error.strerror)
        raise CustomsError(
            Problem(what, str(path), _("Check that the file exists and that you may read it."))
        ) from error
    file = parse(content, path.name)
    if file.problems:
        raise CustomsError(*file.problems)
    try:
        mapping = Mapping.model_validate(file.data)
    except ValidationError as error:
        raise CustomsError(*shape_problems(error, file, "mapping", Mapping)) from None
    if problems := [*_contradictions(mapping, file)]:
        raise CustomsError(*problems)
    return mapping


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of a mapping, for editors that check while one writes."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Mapping.model_json_schema()}


def _contradictions(mapping: Mapping, file: YamlFile) -> Iterator[Problem]:
    """What fits the schema and yet cannot be followed."""
    if not _NAME.fullmatch(mapping.name):
        what = _("{name} cannot be the name of a mapping.").format(name=f"“{mapping.name}”")
        yield Problem(what, file.at(("name",)), _("Write small letters, digits and hyphens."))
    try:
        codecs.lookup(mapping.reader.encoding)
    except LookupError:
        what = _("There is no encoding “{name}”.").format(name=mapping.reader.encoding)
        yield Problem(what, file.at(("reader", "encoding")), _("Write utf-8, latin-1, cp1252 or cp850."))
    if len(mapping.reader.separator) != 1:
        what = _("The separator is one sign; “{found}” was found.").format(found=mapping.reader.separator)
        yield Problem(what, file.at(("reader", "separator")), _("Write one sign: , ; | or a tab as “\\t”."))
    if not any(getattr(mapping.fields, name) for name in _DATES):
        what = _("No date is mapped, so no line would have a period.")
        yield Problem(what, file.at(("fields",)), _("Map at least one of {fields}.").format(fields=", ".join(_DATES)))
    for name, rule in mapping.fields.rules().items():
        yield from _of_rule(rule, ("fields", name), file)
    yield from _of_trader(mapping, file)


def _of_rule(rule: TextRule, path: tuple[str, ...], file: YamlFile) -> Iterator[Problem]:
    """What is wrong in the rule of one field."""
    if bool(rule.column) == bool(rule.columns):
        what = _("A field comes from one column or from several joined; here both or neither are told.")
        yield Problem(what, file.at(path), _("Write either “column:” or “columns:”."))
    if rule.extract is not None:
        yield from _of_pattern(rule.extract, (*path, "extract"), file, groups=1)
    if isinstance(rule, FigureRule):
        if rule.decimal == rule.thousands:
            what = _("The decimal sign and the sign between thousands are the same.")
            yield Problem(what, file.at((*path, "thousands")), _("Write the signs that the file uses."))
        if rule.scale <= 0:
            what = _("The scale is {found}; a number above zero was expected.").format(found=rule.scale)
            yield Problem(what, file.at((*path, "scale")), _("Write for instance 1000 for tonnes."))


def _of_trader(mapping: Mapping, file: YamlFile) -> Iterator[Problem]:
    """What is wrong in the rule of the trader."""
    trader = mapping.trader
    if trader is None:
        return
    for name, rule in (("id", trader.id), ("document", trader.document), ("name", trader.name)):
        if rule is not None:
            yield from _of_rule(rule, ("trader", name), file)
    if trader.scheme == "patterns" and trader.company is None:
        what = _("The scheme “patterns” needs the pattern of a company's id: without it nobody is certainly a company.")
        yield Problem(what, file.at(("trader", "scheme")), _("Add “company:” with a regular expression."))
    for name, pattern in (("company", trader.company), ("natural_person", trader.natural_person)):
        if pattern is not None:
            yield from _of_pattern(pattern, ("trader", name), file, groups=None)


def _of_pattern(pattern: str, path: tuple[str, ...], file: YamlFile, *, groups: int | None) -> Iterator[Problem]:
    """What is wrong with a regular expression; the engine knows neither look-around nor back-references."""
    try:
        found = re.compile(pattern).groups
    except re.error as error:
        what = _("“{pattern}” is no regular expression: {why}.").format(pattern=pattern, why=error)
        yield Problem(what, file.at(path), _("Write it as Python and RE2 both read it."))
        return
    if re.search(r"\(\?(=|!|<=|<!)|\\[1-9]", pattern):
        what = _("“{pattern}” looks around or back, which this engine cannot do.").format(pattern=pattern)
        yield Problem(what, file.at(path), _("Write it without (?=, (?!, (?<=, (?<! and \\1."))
    elif groups is not None and found != groups:
        what = _("“{pattern}” has {found} groups; one was expected, the value.").format(pattern=pattern, found=found)
        yield Problem(what, file.at(path), _("Put the value in ( ) and other groups in (?: )."))
