"""Write the reference pages of the documentation from the registries of the code, so that they cannot lag behind."""

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import typer

from rumbo.core.language import speaking

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"


def main() -> int:
    """Write every page and name it."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    with speaking("en"):
        for name, text in pages().items():
            (REFERENCE / name).write_text(text, encoding="utf-8")
            print(f"docs/reference/{name}")
    return 0


def pages() -> dict[str, str]:
    """Every page by its file name."""
    return {
        "commands.md": commands(),
        "settings.md": settings(),
        "policy-files.md": policy_files(),
        "method.md": method(),
        "alerts.md": alerts(),
        "coherence-rules.md": coherence_rules(),
        "roles-and-steps.md": roles_and_steps(),
        "site.md": site(),
        "statistics.md": statistics(),
        "tables.md": tables(),
        "customs.md": customs(),
    }


def commands() -> str:
    """One section a command, from the command line itself."""
    from rumbo.cli import app

    intro = (
        "One command, `rumbo`. It exits with 0 when done, 1 when a check found something, and 2 when the input cannot "
        "be used and nothing was stored. `--json` prints one JSON document on stdout and nothing else there."
    )
    return page("Commands", intro, *_commands("rumbo", typer.main.get_command(app)))


def _commands(name: str, command: Any) -> Iterable[str]:
    if hasattr(command, "commands"):
        for word, below in command.commands.items():
            yield from _commands(f"{name} {word}", below)
        return
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    usage = " ".join([name, *(_word(p) for p in arguments), *(["[OPTIONS]"] if options else [])])
    yield f"## {name}\n\n{command.help or ''}\n\n```\n{usage}\n```"
    rows = [(_word(p), "", p.help or "") for p in arguments]
    rows += [(", ".join(p.opts + p.secondary_opts), _default(p.default), p.help or "") for p in options]
    if rows:
        yield table(("argument or option", "default", "meaning"), rows)


def _word(argument: Any) -> str:
    word = str(argument.metavar or argument.name).upper() + ("..." if argument.nargs != 1 else "")
    return word if argument.required else f"[{word}]"


def _default(value: object) -> str:
    return "" if value in (None, False, "", ()) else str(value)


def settings() -> str:
    """Every environment variable."""
    from rumbo.core.variables import VARIABLES

    rows = [(f"`{v.name}`", v.default, v.meaning) for v in VARIABLES]
    return page("Settings", "Settings come from the environment.", table(("variable", "default", "meaning"), rows))


def policy_files() -> str:
    """The fields of every kind of file in a policy's folder."""
    from rumbo.core.policy.models import Policy

    schema = Policy.model_json_schema()
    intro = (
        "A policy is a folder of YAML files; `rumbo policy schema DIR` writes their JSON Schemas for editors. "
        "These are the records and their fields."
    )
    records = {"Policy": schema, **schema["$defs"]}
    return page("Policy files", intro, *(_record(name, record) for name, record in records.items()))


def _record(name: str, record: dict[str, Any]) -> str:
    if "properties" not in record:
        return f"## {name}\n\n{record.get('description', '')}\n\n" + ", ".join(f"`{v}`" for v in record.get("enum", []))
    required = set(record.get("required", []))
    rows = [
        (f"`{field}`", _type(shape), "yes" if field in required else "", shape.get("description", ""))
        for field, shape in record["properties"].items()
    ]
    return f"## {name}\n\n{record.get('description', '')}\n\n" + table(("field", "type", "required", "meaning"), rows)


def _type(shape: dict[str, Any]) -> str:
    if "$ref" in shape:
        return shape["$ref"].rsplit("/", 1)[-1]
    if "anyOf" in shape:
        return " or ".join(dict.fromkeys(_type(option) for option in shape["anyOf"]))
    if "enum" in shape:
        return ", ".join(map(str, shape["enum"]))
    if shape.get("type") == "array":
        return f"list of {_type(shape.get('items', {}))}"
    return str(shape.get("type", "any"))


def method() -> str:
    """Every method that ships, each choice with its standing."""
    from rumbo.core.monitoring.method import Method, available_methods, load_method

    intro = "A method holds everything in the judgement that is a choice and not arithmetic."
    parts = [
        f"## {load_method(name).title}\n\n```json\n{_dump(load_method(name))}\n```" for name in available_methods()
    ]
    schema = Method.model_json_schema()
    return page("Methods", intro, *parts, *(_record(n, r) for n, r in {"Method": schema, **schema["$defs"]}.items()))


def _dump(record: Any) -> str:
    return json.dumps(record.model_dump(mode="json"), ensure_ascii=False, indent=2)


def alerts() -> str:
    """Every alert rule."""
    from rumbo.core.monitoring.alerts import RULES

    rows = [(f"`{rule.code}`", rule.severity, rule.title, rule.explanation) for rule in RULES]
    intro = "Alerts ask for a corrective measure. They are shown worst first."
    return page("Alerts", intro, table(("code", "severity", "name", "what it means"), rows))


def coherence_rules() -> str:
    """Every rule of `rumbo policy check`."""
    from rumbo.core.policy.coherence import rules

    rows = [(r.id, r.spoken_name(), r.spoken_question(), r.group, r.severity, r.certainty) for r in rules()]
    intro = (
        "What `rumbo policy check` asks of a policy. Findings are for a person to accept or to dismiss with a reason."
    )
    return page("Coherence rules", intro, table(("rule", "name", "question", "group", "severity", "certainty"), rows))


def roles_and_steps() -> str:
    """Which role may take a value from which state to which."""
    from rumbo.site.setup import start

    start()
    from rumbo.apps.accounts.models import Role
    from rumbo.apps.accounts.words import role_names
    from rumbo.apps.ledger.workflow import CAMPAIGNERS, ISSUERS, RECORDERS, STEPS

    roles = table(("role", "name"), [(f"`{role}`", role_names({role})) for role in Role])
    steps = [(start_, end, role_names(allowed)) for (start_, end), allowed in STEPS.items()]
    others = [
        *((f"record a {origin} value", role_names(allowed)) for origin, allowed in RECORDERS.items()),
        ("open a campaign, move a due date", role_names(CAMPAIGNERS)),
        ("issue a report", role_names(ISSUERS)),
    ]
    intro = "A value goes from draft to published; no step is skipped, and every step is an entry of the ledger."
    return page("Roles and steps", intro, roles, table(("from", "to", "who"), steps), table(("what", "who"), others))


def site() -> str:
    """Every address of the site, and who may open it."""
    from rumbo.site.setup import start

    start()
    from django.urls import get_resolver

    from rumbo.apps.accounts.words import role_names
    from rumbo.site.permissions import TABLE, Access
    from rumbo.site.routes import routes

    def who(access: Access) -> str:
        if access.everyone:
            return "everyone"
        return role_names(access.roles) if access.roles else "whoever is signed in"

    rows = [(f"`{route.name}`", f"`/{route.address}`", who(TABLE[route.name])) for route in routes(get_resolver())]
    intro = (
        "The permission table: who may open which address. Spanish pages are at the root, English ones under `/en/`. "
        "What a person may do with one value in one entity is decided by the services that a page calls. "
        "The interface for programs asks for a token itself where it writes."
    )
    return page("Addresses and who may open them", intro, table(("route", "address", "who"), rows))


def statistics() -> str:
    """Every statistic with its meaning, parameters and columns."""
    from rumbo.core.statistics.registry import statistics as listed

    intro = (
        "What the customs lines add up to. `rumbo statistics show NAME` also shows the SQL, which is the definition; "
        "its hash is the version of the formula."
    )
    return page("Statistics", intro, *(_statistic(found) for found in listed()))


def _statistic(found: Any) -> str:
    header = found.header
    sources = ", ".join(use.name for use in header.tables) or "none"
    parameters = [(f"`{p.name}`", p.type, p.default, p.meaning) for p in header.parameters]
    columns = [(f"`{c.name}`", c.type, c.unit, c.meaning) for c in header.columns]
    return "\n\n".join(
        [
            f"## {header.name}",
            f"{header.code}. {header.title}. {header.meaning}",
            f"Formula: {header.formula}. Unit: {header.unit}. Reference tables: {sources}. Source: {header.source}.",
            table(("parameter", "type", "default", "meaning"), parameters),
            table(("column", "type", "unit", "meaning"), columns),
        ]
    )


def tables() -> str:
    """Every reference table with its columns and what ships of it."""
    from rumbo.core.tables import tables as known

    intro = "Tables that a user loads (`rumbo tables load`), versioned and hashed. A result names the versions it read."
    return page("Reference tables", intro, *(_table(info.definition) for info in known()))


def _table(found: Any) -> str:
    ships = f"Ships: {found.default.state}. {found.default.note}" if found.default else "Nothing ships."
    rows = [(f"`{c.name}`", c.type, "yes" if c.required else "", c.meaning) for c in found.columns]
    text = f"## {found.name}\n\n{found.title}. {found.meaning} {ships}"
    return f"{text}\n\n" + table(("column", "type", "required", "meaning"), rows)


def customs() -> str:
    """Columns of the lake, reasons of quarantine, checks of an import."""
    from rumbo.core.customs.checks.records import checks
    from rumbo.core.customs.reasons import REASONS
    from rumbo.core.customs.schema import LINES

    columns = [(f"`{field.name}`", field.type, "" if field.nullable else "yes") for field in LINES]
    reasons = [(f"`{code}`", reason.sentence) for code, reason in REASONS.items()]
    asked = [(f"`{check.name}`", check.title) for check in checks()]
    return page(
        "Customs lines",
        "What one line holds in the lake, why a line goes to quarantine, and what is checked after an import.",
        "## Columns\n\n" + table(("column", "type", "always"), columns),
        "## Reasons of quarantine\n\n" + table(("code", "meaning"), reasons),
        "## Checks\n\n" + table(("check", "what it asks"), asked),
    )


def page(title: str, intro: str, *parts: str) -> str:
    """A page with its title and parts."""
    return "\n\n".join([f"# {title}", intro, *parts]) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [" | ".join(columns), " | ".join("---" for _column in columns)]
    lines += [" | ".join(_cell(cell) for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def _cell(cell: object) -> str:
    return " ".join(str(cell).split()).replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
