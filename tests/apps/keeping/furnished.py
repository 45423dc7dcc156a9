"""What a process of its own puts into an installation, so that a backup has something of everything to carry."""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from tests.core.customs.lake.made import line, week

from rumbo.apps.accounts.models import Entity, Person, Role
from rumbo.apps.accounts.services import grant, register_entities, system_person
from rumbo.apps.jobs.services import start
from rumbo.apps.ledger import printing
from rumbo.apps.ledger.models import IssuedReport
from rumbo.apps.ledger.services import advance_all, open_campaign, record_values, store_evidence
from rumbo.core.customs.identity import Pseudonyms
from rumbo.core.customs.lake import Lake
from rumbo.core.monitoring.method import SHIPPED, load_method
from rumbo.core.observations import NewValue, Origin, Part, State
from rumbo.core.policy import find
from rumbo.core.policy.models import Policy
from rumbo.core.reporting.formats import Format
from rumbo.core.workspace import workspace

#: Figures and texts that an engine could change on the way.
FIGURES = ("0.1", "-12345678901234567890.123456789", "1000000")
TEXT = "Línea 1\nLínea 2 \\ \"comillas\" '' — ñ \u200b 漢字 🌊 "


def furnish(folder: Path) -> None:
    """People, values with evidence, a campaign, an issued report, a lake with history, own files, keys, a job."""
    policy, actor = find(str(folder)), system_person()
    register_entities(policy)
    person = Person.objects.create_user("eva@agua.example", "Eva Ñahui", "correct horse battery")
    grant(person, Role.ADMINISTRATOR, Entity.objects.get(policy=policy.code, code=policy.planning_unit.entity))
    _values(policy, actor)
    _own_files()
    printing.issue(
        policy,
        2026,
        method=load_method("ceplan-2024"),
        formats=[Format.PDF, Format.XLSX, Format.HTML, Format.JSON, Format.CSV],
        folder=workspace().reports / "2026-01",
        actor=actor,
        language="en",
    )
    start("verification", {}, actor)
    sys.stdout.write(f"{IssuedReport.objects.count()}\n")


def _values(policy: Policy, actor: Person) -> None:
    evidence = store_evidence(b"%PDF evidence", "Informe Nº 1.pdf")
    codes = [each.code for each in policy.indicators if each.measure.reported_as == "value"]
    for year in (2025, 2026):
        values = [
            NewValue(
                code, year, Decimal(FIGURES[place % 3]), comment=TEXT, parts=(Part("región", TEXT, Decimal("1.10")),)
            )
            for place, code in enumerate(codes)
        ]
        record_values(policy, values, origin=Origin.REPORTED, actor=actor, evidence=[evidence], lineage={})
    open_campaign(policy, 2026, opens=date(2027, 1, 4), due=date(2027, 2, 26), actor=actor)
    for state in (State.CONSOLIDATED, State.VALIDATED):
        advance_all(policy.code, 2026, state, actor)


def _own_files() -> None:
    home = workspace()
    lake = Lake(home.lake)
    lake.merge([week(10, [line(1), line(2)], bad=["figure"])])
    lake.merge([week(11, [line(2, fob_usd=Decimal(7)), line(3)])])
    Pseudonyms.stored(home.pseudonym_key)
    method = (SHIPPED / "ceplan-2024.yaml").read_text("utf-8").replace("ceplan-2024", "propio")
    (home.methods / "propio.yaml").write_text(method, "utf-8")
    (home.home / "confidentiality.yaml").write_text("# propio\n", "utf-8")
    (home.cache / "stays.txt").write_text("can be made again", "utf-8")


if __name__ == "__main__":
    furnish(Path(sys.argv[1]))
