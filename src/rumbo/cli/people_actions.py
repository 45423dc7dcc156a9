"""What ``rumbo people`` does. It needs Django started, so the commands import it where they act."""

import difflib

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import override

from rumbo.apps.accounts.models import Entity, Person, Role, Unit
from rumbo.apps.accounts.services import grant, register_entities
from rumbo.apps.accounts.services.roles import RoleIn, check_role_places
from rumbo.apps.accounts.units import unit_key
from rumbo.core.errors import InputError, Problem, UnknownCodeError
from rumbo.core.language import _, language
from rumbo.core.policy.models import Policy


@transaction.atomic
def add_person(
    policy: Policy, email: str, *, name: str, role: str, entity: str, unit: str, password: str | None
) -> Person:
    """Let a person in with a role, or give a known person a further one; nothing is kept where anything is wrong.

    Args:
        policy: the policy in which the role is held; its entities are registered first.
        email: to sign in with.
        name: of a new person; a known one keeps the name.
        role: one of :class:`~rumbo.apps.accounts.models.Role`.
        entity: code of an entity of the policy.
        unit: name of a unit of it; the whole entity when empty.
        password: set where it is given.

    Raises:
        InputError: an address, name, role, entity, unit or password that cannot be used.
    """
    register_entities(policy)
    place = _place(policy, role, entity, unit)
    person = Person.objects.filter(email=_address(email), is_system=False).first() or _new(email, name)
    if password is not None:
        set_password(person, password)
    grant(person, place.role, place.entity, place.unit)
    return person


def person_of(email: str) -> Person:
    """The person of an address.

    Raises:
        InputError: nobody has it; the nearest addresses are named.
    """
    everyone = {person.email: person for person in Person.objects.filter(is_system=False)}
    given = email.strip().lower()
    if given not in everyone:
        near = difflib.get_close_matches(given, everyone)
        what = _("Nobody has the e-mail “{email}”.").format(email=email)
        mend = _("Did you mean {codes}?").format(codes=", ".join(near)) if near else _("See: rumbo people list")
        raise InputError(Problem(what, mend=mend))
    return everyone[given]


def set_password(person: Person, password: str) -> None:
    """Set a password that the rules of the site allow.

    Raises:
        InputError: it is too easy; every reason is told.
    """
    try:
        with override(language()):
            validate_password(password, person)
    except ValidationError as weak:
        mend = _("Choose another one.")
        raise InputError(*(Problem(str(reason), person.email, mend) for reason in weak.messages)) from weak
    person.set_password(password)
    person.save(update_fields=["password"])


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        what = _("“{email}” is not an address of electronic mail.").format(email=email)
        raise InputError(Problem(what, mend=_("Write it as name@entity.gob.pe."))) from wrong
    return address


def _new(email: str, name: str) -> Person:
    if not name.strip():
        raise InputError(Problem(_("There is no name."), "--name", _("Say how the person is called.")))
    return Person.objects.create_user(_address(email), name.strip(), language=language())


def _place(policy: Policy, role: str, entity: str, unit: str) -> RoleIn:
    if role not in set(Role):
        raise InputError(
            Problem(
                _("There is no role “{name}”.").format(name=role),
                "--role",
                _("The roles are: {names}.").format(names=", ".join(Role)),
            )
        )
    entities = {each.code: each for each in Entity.objects.filter(policy=policy.code, in_force=True)}
    found = entities.get(entity) or entities.get(entity.upper())
    if found is None:
        raise UnknownCodeError(entity, difflib.get_close_matches(entity.upper(), entities) or sorted(entities)[:5])
    place = RoleIn(Role(role), found, _unit(found, unit) if unit else None)
    check_role_places([place])
    return place


def _unit(entity: Entity, name: str) -> Unit:
    units = {unit_key(unit.name): unit for unit in entity.units.all()}
    if unit_key(name) not in units:
        near = difflib.get_close_matches(unit_key(name), units, cutoff=0.4)
        what = _("{entity} has no unit “{name}”.").format(entity=entity.code, name=name)
        mend = _("Did you mean {codes}?").format(codes="; ".join(units[key].name for key in near)) if near else ""
        raise InputError(Problem(what, "--unit", mend))
    return units[unit_key(name)]
