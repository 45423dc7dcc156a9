"""An installation as a year leaves it: people of every role, a campaign, values in every state, an issued report.

Run in a process of its own (:mod:`tests.site.serving`), through the services as everywhere.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant, register_entities
from rumbo.apps.following.services import commit, make_public, recommend, take_up
from rumbo.apps.ledger.models import Office
from rumbo.apps.ledger.printing import issue
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.services import (
    advance_all,
    open_campaign,
    publish,
    record_values,
    return_value,
    store_evidence,
)
from rumbo.apps.ledger.signing import sign_off
from rumbo.apps.ledger.standing import standing_at
from rumbo.core.observations import NewValue, Origin, State
from rumbo.core.reporting.formats import Format
from rumbo.core.workspace import workspace
from rumbo.site.policy_shown import method, policy

PASSWORD = "un-rumbo-claro-y-largo"
_WAY = (State.CONSOLIDATED, State.VALIDATED)


def people() -> dict[Role, Person]:
    """One person a role, who signs in with :data:`PASSWORD`."""
    register_entities(policy())
    first = Entity.objects.get(policy=policy().code, code=policy().entities[0].code)
    made = {}
    for role in Role:
        made[role] = Person.objects.create_user(f"{role.value}@example.invalid", f"Persona {role.label}", PASSWORD)
        grant(made[role], role, first)
    return made


def campaign(made: dict[Role, Person], year: int = 2026) -> None:
    """A campaign that ends in a month."""
    today = datetime.now(UTC).date()
    open_campaign(
        policy(), year, opens=today - timedelta(days=30), due=today + timedelta(days=30), actor=made[Role.LEAD]
    )


def furnish() -> None:
    """A published year, and the year after it on its way."""
    made = people()
    _published_year(made, 2025)
    campaign(made)
    codes = [i.code for i in policy().indicators]
    _record(made, codes[:5], 2026)
    advance_all(policy().code, 2026, State.CONSOLIDATED, made[Role.LEAD])
    _record(made, codes[5:7], 2026)
    key = ObservationKey(policy().code, codes[5], 2026)
    return_value(key, actor=made[Role.LEAD], reason="La evidencia no cubre todo el año.")
    _follow(made)


def _published_year(made: dict[Role, Person], year: int) -> None:
    _record(made, [i.code for i in policy().indicators][:6], year)
    for state, role in zip(_WAY, (Role.LEAD, Role.PLANNING), strict=True):
        advance_all(policy().code, year, state, made[role])
    for office, role in ((Office.LEAD, Role.LEAD), (Office.PLANNING, Role.PLANNING)):
        sign_off(policy(), year, method=method(), office=office, actor=made[role])
    printed = issue(
        policy(),
        year,
        method=method(),
        formats=[Format.JSON, Format.CSV],
        folder=workspace().reports,
        actor=made[Role.PLANNING],
        require_sign_offs=True,
    )
    assert printed.issued
    publish(policy(), printed.issued.number, actor=made[Role.PLANNING])


def _record(made: dict[Role, Person], codes: list[str], year: int) -> None:
    evidence = [store_evidence(b"Acta de la oficina.", "acta.txt")]
    values = []
    for place, code in enumerate(codes):
        measure = policy().indicator(code).measure
        figure = Decimal(40 + 7 * place)
        terms = (figure, Decimal(measure.scale)) if measure.reported_as == "ratio" else (None, None)
        values.append(NewValue(code, year, figure, *terms))
    record_values(policy(), values, origin=Origin.REPORTED, actor=made[Role.LEAD], evidence=evidence)


def _follow(made: dict[Role, Person]) -> None:
    standing = standing_at(policy(), 2026, method=method()).standing
    planning, lead = made[Role.PLANNING], made[Role.LEAD]
    case = take_up(policy(), standing.alerts[0], actor=lead, owner=lead, remark="Se revisa con la unidad.")
    due = datetime.now(UTC).date() + timedelta(days=60)
    entity = policy().entities[0].code
    commit(policy(), case_id=case.id, text="Completar el registro de pozos.", entity=entity, due=due, actor=lead)
    make_public(policy(), case.id, actor=planning)
    recommend(
        policy(),
        report="Informe de evaluación 2025",
        number="1",
        text="Medir también las zonas rurales.",
        entity=entity,
        due=due,
        actor=lead,
    )
