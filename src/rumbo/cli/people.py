"""``rumbo people``: who may enter, from the shell: the first administrator, and whoever lost the way in."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rumbo.cli.output import DEFAULT_POLICY, AsJson, PolicyCode, console, print_json, print_table
from rumbo.cli.spoken import Commands
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rumbo.apps.accounts.models import Membership, Person

app = Commands(help=_("The people of the installation: who may enter, with which roles."))

Email = Annotated[str, typer.Argument(help=_("The e-mail with which the person signs in."))]
Name = Annotated[str, typer.Option("--name", help=_("How the person is called; needed for a new one."))]
RoleName = Annotated[
    str,
    typer.Option(
        "--role",
        help=_("The role: entity_reporter, entity_head, lead, planning, auditor or administrator."),
    ),
]
EntityCode = Annotated[str, typer.Option("--entity", help=_("Code of the entity in which the role is held."))]
UnitName = Annotated[str, typer.Option("--unit", help=_("Name of the unit, where the role holds in one unit only."))]
FromStdin = Annotated[
    bool, typer.Option("--password-stdin", help=_("Read the password from the first line of the input."))
]
Reason = Annotated[str, typer.Option("--reason", help=_("Why; kept in the history."))]


@app.command(help=_("Let a person in with a role, or give a known person a further role."))
def add(
    email: Email,
    *,
    name: Name = "",
    role: RoleName,
    entity: EntityCode,
    unit: UnitName = "",
    password_stdin: FromStdin = False,
    policy: PolicyCode = DEFAULT_POLICY,
    as_json: AsJson = False,
) -> None:
    """Let a person in with a role; doing it again changes nothing."""
    from rumbo.core.policy.loader import find
    from rumbo.site.setup import ensure_ready

    found = find(policy)
    ensure_ready()
    from rumbo.cli.people_actions import add_person

    password = _from_stdin() if password_stdin else None
    person = add_person(found, email, name=name, role=role, entity=entity, unit=unit, password=password)
    if as_json:
        print_json(_entry(person))
        return
    console().print(_("{name} <{email}> may enter.").format(name=person.name, email=person.email), markup=False)
    if not person.has_usable_password():
        told = _("The person has no password yet: rumbo people password {email}")
        console().print(told.format(email=person.email), markup=False)


@app.command("list", help=_("List the people with their roles."))
def list_(*, as_json: AsJson = False) -> None:
    """List the people with their roles."""
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.accounts.models import Role
    from rumbo.apps.accounts.reading import people
    from rumbo.apps.accounts.words import role_name

    everyone = list(people())
    if as_json:
        print_json([_entry(person) for person in everyone])
        return
    lines = []
    for person in everyone:
        held = [f"{role_name(Role(each.role))}: {each.unit or each.entity.code}" for each in _roles(person)]
        lines.append((person.email, person.name, _("yes") if person.is_active else _("no"), "; ".join(held)))
    print_table((_("E-mail"), _("Name"), _("May enter"), _("Roles")), lines)


@app.command(help=_("Let a person in no longer; what the person recorded stays."))
def deactivate(email: Email, *, reason: Reason = "") -> None:
    """Let a person in no longer: sign-in, sessions and tokens end."""
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.apps.accounts.services import deactivate as let_in_no_longer
    from rumbo.apps.accounts.services import system_person
    from rumbo.cli.people_actions import person_of

    person = person_of(email)
    let_in_no_longer(person, actor=system_person(), reason=reason)
    told = _("{name} <{email}> may enter no longer.").format(name=person.name, email=person.email)
    console().print(told, markup=False)


@app.command(help=_("Set the password of a person, asked for here or read from the input."))
def password(email: Email, *, password_stdin: FromStdin = False) -> None:
    """Set the password of a person; open sessions end."""
    from rumbo.site.setup import ensure_ready

    ensure_ready()
    from rumbo.cli.people_actions import person_of, set_password

    person = person_of(email)
    set_password(person, _from_stdin() if password_stdin else _asked())
    told = _("The password of {name} <{email}> was set.").format(name=person.name, email=person.email)
    console().print(told, markup=False)


def _asked() -> str:
    if not sys.stdin.isatty():
        what = _("There is no terminal to ask for the password.")
        raise InputError(Problem(what, "--password-stdin", _("Give it on the input, with --password-stdin.")))
    given: str = typer.prompt(_("Password"), hide_input=True)
    if typer.prompt(_("Once more"), hide_input=True) != given:
        raise InputError(Problem(_("The two passwords differ."), mend=_("Type the same one twice.")))
    return given


def _from_stdin() -> str:
    given = sys.stdin.readline().rstrip("\r\n")
    if not given:
        raise InputError(
            Problem(_("The input holds no password."), "--password-stdin", _("Give it on the first line."))
        )
    return given


def _entry(person: Person) -> dict[str, object]:
    return {
        "email": person.email,
        "name": person.name,
        "active": person.is_active,
        "has_password": person.has_usable_password(),
        "roles": [
            {
                "role": held.role,
                "policy": held.entity.policy,
                "entity": held.entity.code,
                "unit": held.unit.name if held.unit else None,
            }
            for held in _roles(person)
        ],
    }


def _roles(person: Person) -> Iterable[Membership]:
    from rumbo.apps.accounts.reading import roles_of

    return roles_of(person)
