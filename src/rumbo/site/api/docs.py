"""The description of the interface for people: every address, what it takes, what it answers, one example each."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from rumbo.core.language import _
from rumbo.site.api.interface import api
from rumbo.site.caching import public_page

_CODE = re.compile(r"``([^`]+)``")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that may be asked for in an address, or sent."""

    name: str
    kind: str
    needed: bool
    default: str
    meaning: SafeString


@dataclass(frozen=True, slots=True)
class Member:
    """A field of an answer."""

    name: str
    kind: str
    meaning: SafeString


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that the interface does."""

    method: str
    address: str
    told: SafeString
    parameters: tuple[Parameter, ...]
    sent: tuple[Parameter, ...]
    """Of what is sent; of a list, the fields of its entries."""
    fields: tuple[Member, ...]
    by_token: bool
    example: str


@public_page
def docs(request: HttpRequest) -> HttpResponse:
    """The page of the interface."""
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    base = request.build_absolute_uri("/").rstrip("/")
    groups: dict[str, list[Operation]] = {}
    for tag, operation in _operations(schema, base):
        groups.setdefault(tag, []).append(operation)
    named = [(_group_name(tag), operations) for tag, operations in groups.items()]
    return render(request, "api/docs.html", {"groups": named, "base": f"{base}/api/v1", "rules": _rules()})


def said(text: str) -> SafeString:
    """A description in the reader's language; what it marks as code, with two backticks, is set as code."""
    escaped = str(conditional_escape(_(text) if text else ""))
    return mark_safe(_CODE.sub(r"<code>\1</code>", escaped))  # noqa: S308 - escaped before


def _rules() -> list[SafeString]:
    """What holds for every address."""
    rules = (
        _("Figures are JSON numbers; a figure that is missing is ``null``, never zero."),
        _("Lists are cut by ``limit`` and ``offset``; ``count`` is the whole, ``Link`` names the neighbours."),
        _("Answers carry an ``ETag``: send it back in ``If-None-Match``, and an unchanged answer is ``304``."),
        _("Errors are ``application/problem+json`` and tell every problem: what, where and how to mend it."),
        _("Sentences come in Spanish; ``lang=en`` gives them in English."),
        _("At most 300 requests a minute without a token, 600 with one; then comes ``429`` with ``Retry-After``."),
    )
    return [said(rule) for rule in rules]


def _group_name(tag: str) -> str:
    return {
        "policy": _("The policy"),
        "values": _("Values"),
        "monitoring": _("Monitoring"),
        "reporting": _("Reporting by program"),
        "trade": _("Trade"),
    }.get(tag, tag)


def _operations(schema: dict[str, Any], base: str) -> Iterator[tuple[str, Operation]]:
    for address, methods in schema["paths"].items():
        for method, told in methods.items():
            parameters = tuple(_parameter(one) for one in told.get("parameters", ()))
            by_token = bool(told.get("security"))
            operation = Operation(
                method=method.upper(),
                address=address,
                told=said(told.get("description", "")),
                parameters=parameters,
                sent=tuple(_sent(schema, told)),
                fields=tuple(_fields(schema, told)),
                by_token=by_token,
                example=_example(method, base + address, by_token=by_token),
            )
            yield (told.get("tags") or ["policy"])[0], operation


def _parameter(told: dict[str, Any]) -> Parameter:
    shape = told["schema"]
    meaning = told.get("description") or shape.get("description") or ""
    return _named(told["name"], shape, meaning, needed=bool(told.get("required")))


def _named(name: str, shape: dict[str, Any], meaning: str, *, needed: bool) -> Parameter:
    default = shape.get("default")
    shown = (
        ""
        if default is None or default == []
        else json.dumps(default, ensure_ascii=False)
        if isinstance(default, bool)
        else str(default)
    )
    return Parameter(name, _kind(shape), needed, shown, said(meaning))


def _sent(schema: dict[str, Any], told: dict[str, Any]) -> Iterator[Parameter]:
    """Fields of what is sent: those of the whole, then those of the entries of its lists."""
    content = told.get("requestBody", {}).get("content", {}).get("application/json", {})
    yield from _sent_fields(schema, content.get("schema", {}), "")


def _sent_fields(schema: dict[str, Any], shape: dict[str, Any], above: str) -> Iterator[Parameter]:
    whole = _resolved(schema, shape)
    for name, field in whole.get("properties", {}).items():
        needed = name in whole.get("required", ())
        yield _named(f"{above}{name}", field, field.get("description", ""), needed=needed)
        if "$ref" in field.get("items", {}):
            yield from _sent_fields(schema, field["items"], f"{above}{name}[].")


def _kind(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        return str(shape["$ref"]).rsplit("/", 1)[-1]
    if choices := shape.get("anyOf") or shape.get("allOf"):
        return " | ".join(_kind(choice) for choice in choices)
    if shape.get("type") == "array":
        return f"[{_kind(shape.get('items', {}))}]"
    return str(shape.get("format") or shape.get("type") or "")


def _fields(schema: dict[str, Any], told: dict[str, Any]) -> Iterator[Member]:
    """Fields of the good answer; of a list, those of its entries."""
    content = told["responses"].get(200, told["responses"].get("200", {})).get("content", {})
    shape = _resolved(schema, content.get("application/json", {}).get("schema", {}))
    entries = shape.get("properties", {}).get("items", {}).get("items", {})
    if "$ref" in entries:
        shape = _resolved(schema, entries)
    for name, field in shape.get("properties", {}).items():
        yield Member(name, _kind(field), said(str(field.get("description", ""))))


def _resolved(schema: dict[str, Any], shape: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in shape:
        found: dict[str, Any] = schema["components"]["schemas"][shape["$ref"].rsplit("/", 1)[-1]]
        return found
    return shape


def _example(method: str, address: str, *, by_token: bool) -> str:
    shown = address.replace("{code}", "OP3-I1").replace("{year}", "2026").replace("{name}", "trade_values")
    parts = ["curl", *(["-X POST"] if method == "post" else [])]
    if by_token:
        parts.append("-H 'Authorization: Bearer rumbo_…'")
    if method == "post":
        parts += [
            "-H 'Content-Type: application/json'",
            """-d '{"values":[{"indicator":"…","year":2026,"value":"12.5"}]}'""",
        ]
    return " ".join([*parts, shown])
