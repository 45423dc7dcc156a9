"""How a YAML file is read: plain data without surprises, and the line of every value.

The dialect is the safe core of YAML 1.2, so that the text says what it seems to say: ``no`` is a text and not false,
``010`` keeps its zero, ``95.0`` keeps its digit (decimals are ``Decimal``), dates are dates. Anchors and aliases may be
used; tags, merge keys and keys that stand twice are refused.
"""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from yaml import CBaseLoader, MappingNode, Node, ScalarNode, SequenceNode, YAMLError

from rumbo.core.errors import Problem
from rumbo.core.language import _
from rumbo.core.policy.yaml_errors import syntax_problem

#: Values of a file after expanding its aliases; far above any policy, far below what would fill the memory.
MOST_VALUES = 2_000_000
DEEPEST = 50

_PARSED_DEPTH = 5_000
_BRACKETS = re.compile(r"[][{}]")
_DASHES = re.compile(r"(?:[-?:][ \t]+){100}")
_PLAIN, _TEXT = "plain", "text"
_COLLECTION = "collection"
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: Signs of the longest number; what is longer stays a text, as it would not survive decimal arithmetic of 28 digits.
_LONGEST = 20
_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True)
class YamlFile:
    """A file as read.

    Attributes:
        name: path of the file inside its folder, with forward slashes.
        data: its content as plain data; ``None`` where it could not be read.
        text: its text; empty where it could not be read.
        problems: what was wrong with the text itself.
    """

    name: str
    data: object
    text: str
    problems: tuple[Problem, ...] = ()

    @cached_property
    def _root(self) -> Node | None:
        """The nodes with their lines, parsed once more when a line is asked: few files need it, and nodes are large."""
        return _Loader(self.text).get_single_node() if self.text else None

    def line(self, path: Sequence[Hashable]) -> int:
        """The line (from 1) of the value at a path, or of the nearest value around it."""
        node = self._root
        if node is None:
            return 1
        line = _line(node)
        for step in path:
            found = _step(node, step)
            if found is None:
                break
            mark, node = found
            line = _line(mark)
        return line

    def at(self, path: Sequence[Hashable]) -> str:
        """The place of a value as it is told: ``services/S1.1.1.yaml:57: indicators[0].targets.2026.value``."""
        place = f"{self.name}:{self.line(path)}"
        return f"{place}: {written_path(self.data, path)}" if path else place


def parse(content: bytes, name: str) -> YamlFile:
    """Read the bytes of one file; whatever is wrong with it is told in ``problems``, nothing is raised."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = _("The byte {byte} was found, which is not UTF-8; text in UTF-8 was expected.")
        return _unread(name, line, what.format(byte=f"0x{content[error.start]:02X}"), _("Save the file as UTF-8."))
    if _would_exhaust_the_stack(text):
        return _unread(name, 1, *_too_deep())
    try:
        root = _Loader(text).get_single_node()
    except YAMLError as error:
        return YamlFile(name, None, "", (syntax_problem(error, text, name),))
    if root is None:
        mend = _("Write its content, or delete the file.")
        return _unread(name, 1, _("The file is empty; keys with values were expected."), mend)
    builder = _Builder(name)
    data = builder.build(root)
    return YamlFile(name, data, text, tuple(builder.problems))


def written_path(data: object, path: Sequence[Hashable]) -> str:
    """A path in the data as people write it: ``indicators[0].targets.2026``, positions in lists in brackets."""
    text, value = "", data
    for step in path:
        if isinstance(value, list) and isinstance(step, int):
            text += f"[{step}]"
            value = value[step] if step < len(value) else None
        else:
            text += f".{step}" if text else str(step)
            value = value.get(step) if isinstance(value, dict) else None
    return text


class _Loader(CBaseLoader):
    """The C parser of PyYAML, told only to note which scalars are plain."""

    def resolve(self, kind: type[Node], value: str | None, implicit: object) -> str:  # noqa: ARG002 - PyYAML's form
        if kind is ScalarNode:
            return _PLAIN if isinstance(implicit, tuple) and implicit[0] else _TEXT
        return _COLLECTION

    def ascend_resolver(self) -> None:
        """Nothing depends on the path."""

    def descend_resolver(self, current_node: Node | None, current_index: object) -> None:
        """Nothing depends on the path."""


@dataclass(slots=True)
class _Builder:
    """Makes plain data of the nodes; every alias of a node is the same value."""

    name: str
    problems: list[Problem] = field(default_factory=list)
    _built: dict[int, tuple[object, int]] = field(default_factory=dict)
    _open: set[int] = field(default_factory=set)
    _too_many: bool = False

    def build(self, node: Node) -> object:
        return self._sized(node)[0]

    def _sized(self, node: Node) -> tuple[object, int]:
        """The value of a node and how many values it holds once its aliases are expanded."""
        if isinstance(node, ScalarNode):
            return self._scalar(node), 1
        known = self._built.get(id(node))
        if known is not None:
            return known
        if id(node) in self._open:
            self._tell(node, _("An alias stands inside the very value that it names."), _("Write the value out."))
            return None, 1
        if len(self._open) >= DEEPEST:
            self._tell(node, *_too_deep())
            return None, 1
        if node.tag != _COLLECTION:
            self._refuse_tag(node)
        self._open.add(id(node))
        made = self._list(node) if isinstance(node, SequenceNode) else self._mapping(node)
        self._open.discard(id(node))
        if made[1] > MOST_VALUES and not self._too_many:
            self._too_many = True
            what = _("The aliases of the file expand to more than {count} values.").format(count=MOST_VALUES)
            self._tell(node, what, _("Write the values out instead of nesting aliases."))
        self._built[id(node)] = made
        return made

    def _list(self, node: Node) -> tuple[object, int]:
        items: list[object] = []
        size = 1
        for item in node.value:
            value, count = self._sized(item)
            items.append(value)
            size += count
        return items, size

    def _mapping(self, node: Node) -> tuple[object, int]:
        made: dict[Hashable, object] = {}
        first: dict[Hashable, Node] = {}
        size = 1
        for key_node, value_node in node.value:
            key = self._key(key_node)
            if key in first:
                self._duplicate(key, first[key], key_node)
                continue
            first[key] = key_node
            made[key], count = self._sized(value_node)
            size += count
        return made, size

    def _key(self, node: Node) -> Hashable:
        if not isinstance(node, ScalarNode):
            self._tell(node, _("A key was expected; a list or a table was found."), _("Write a plain word as the key."))
            return f"line {_line(node)}"
        if node.value == "<<" and node.tag == _PLAIN:
            mend = _("Write the keys out, or use an alias as the value of one key.")
            self._tell(node, _("A merge key “<<” was found; merge keys are not read."), mend)
        return self._scalar(node)

    def _duplicate(self, key: Hashable, first: Node, second: Node) -> None:
        what = _("The key “{key}” stands twice, on line {first} and again on line {second}; once was expected.")
        said = what.format(key=key, first=_line(first), second=_line(second))
        self._tell(second, said, _("Keep the right one and delete the other."))

    def _scalar(self, node: ScalarNode) -> Hashable:
        if node.tag == _TEXT:
            return str(node.value)
        if node.tag != _PLAIN:
            self._refuse_tag(node)
            return str(node.value)
        return self._plain(node)

    def _plain(self, node: ScalarNode) -> Hashable:
        text: str = node.value
        if text in _WORDS:
            return _WORDS[text]
        if text[0] not in "+-0123456789":
            return text
        if len(text) <= _LONGEST and _WHOLE.fullmatch(text):
            return int(text)
        if len(text) <= _LONGEST and _DECIMAL.fullmatch(text):
            return Decimal(text)
        if _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                what = _("“{text}” is not a day of the calendar; a date as YEAR-MONTH-DAY was expected.")
                self._tell(node, what.format(text=text), _("Write a day that exists."))
        return text

    def _refuse_tag(self, node: Node) -> None:
        what = _("The tag “{tag}” was found; tags are not read.").format(tag=node.tag)
        self._tell(node, what, _("Delete the tag and write the plain value."))

    def _tell(self, node: Node, what: str, mend: str) -> None:
        self.problems.append(Problem(what, f"{self.name}:{_line(node)}", mend))


def _unread(name: str, line: int, what: str, mend: str) -> YamlFile:
    return YamlFile(name, None, "", (Problem(what, f"{name}:{line}", mend),))


def _too_deep() -> tuple[str, str]:
    what = _("The values are nested more than {count} levels deep.").format(count=DEEPEST)
    return what, _("Write them flatter, as a policy's files need no more than ten levels.")


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _step(node: Node, step: Hashable) -> tuple[Node, Node] | None:
    """The node that marks the place of a step (the key of a mapping, the item of a list) and the node it leads to."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == str(step):
                return key, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _would_exhaust_the_stack(text: str) -> bool:
    """Whether brackets or dashes are nested so deep that the C parser, which recurses, could crash on them."""
    if _DASHES.search(text):
        return True
    depth = 0
    for bracket in _BRACKETS.findall(text) if text.count("[") + text.count("{") > _PARSED_DEPTH else ():
        depth += 1 if bracket in "[{" else -1
        if depth > _PARSED_DEPTH:
            return True
    return False
