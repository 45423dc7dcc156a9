"""Recording values: what is stored, what is left alone, what is refused."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.apps.invented import Cast, invented_policy, part, value

from rumbo.apps.accounts.models import Person
from rumbo.apps.ledger.errors import LedgerError
from rumbo.apps.ledger.models import ChainHead, EvidenceFile, Revision, Transition
from rumbo.apps.ledger.records import ObservationKey
from rumbo.apps.ledger.selectors import head, history, observations, verify
from rumbo.apps.ledger.services import record_values, store_evidence
from rumbo.core.errors import InputError
from rumbo.core.observations import Evidence, NewValue, Origin, State
from rumbo.core.policy.models import Policy


def record(policy: Policy, actor: Person, *values: NewValue, **more: object) -> object:
    return record_values(policy, values, **{"origin": Origin.REPORTED, "actor": actor, **more})  # type: ignore[arg-type]


def test_a_value_is_recorded_and_submitted(policy: Policy, people: Cast) -> None:
    ratio = value(1, "69.94219653179190751445086705", numerator=Decimal(121), denominator=Decimal(173), comment="ok")
    done = record(policy, people.reporter, ratio, source_name="v.xlsx", source_sha256="a" * 64)
    assert done.recorded == (ObservationKey("water-2030", "OP1-I1", 2026),)
    assert done.unchanged == ()
    seen = observations("water-2030")["OP1-I1", 2026]
    assert (seen.value, seen.numerator, seen.denominator) == (ratio.value, Decimal(121), Decimal(173))
    assert (seen.state, seen.origin, seen.revision) == (State.SUBMITTED, Origin.REPORTED, 1)
    assert (seen.recorded_by, seen.entity, seen.comment, seen.reason) == ("Ana", "AGUA", "ok", "")
    [kept] = history("water-2030", "OP1-I1", 2026)
    assert (kept.source_name, kept.source_sha256) == ("v.xlsx", "a" * 64)


def test_a_draft_does_not_count(policy: Policy, people: Cast) -> None:
    record(policy, people.reporter, value(), submit=False)
    assert observations("water-2030") == {}
    assert history("water-2030", "OP1-I1", 2026)[0].state is State.DRAFT


def test_zero_is_a_value(policy: Policy, people: Cast) -> None:
    record(policy, people.reporter, value(1, "-0.00"))
    seen = observations("water-2030")["OP1-I1", 2026].value
    assert seen == 0
    assert str(seen) == "0"


def test_recording_twice_changes_nothing(policy: Policy, people: Cast) -> None:
    values = [value(1, "12.50", parts=(part("Sur", "5"), part("Norte", "7.5"))), value(3, "4", comment="fine")]
    record(policy, people.reporter, *values)
    before = head()
    again = [value(1, "12.5", parts=(part("Norte", "7.50"), part("Sur", "5.0"))), value(3, "4.0", comment="fine")]
    done = record(policy, people.reporter, *again)
    assert done.recorded == ()
    assert len(done.unchanged) == 2
    assert head() == before


@pytest.mark.parametrize(
    "change",
    [
        {"value": Decimal(13)},
        {"numerator": Decimal(1)},
        {"denominator": Decimal(2)},
        {"comment": "corrected"},
        {"parts": (part("Sur", "1"),)},
    ],
)
def test_any_difference_is_a_new_revision(policy: Policy, people: Cast, change: dict[str, object]) -> None:
    record(policy, people.reporter, value())
    done = record(policy, people.reporter, replace(value(), **change))  # type: ignore[arg-type]
    assert len(done.recorded) == 1
    first, second = history("water-2030", "OP1-I1", 2026)
    assert (first.number, second.number) == (1, 2)
    assert (first.reason, second.reason) == ("", "values import")


def test_a_real_value_replaces_an_equal_simulated_one(policy: Policy, people: Cast) -> None:
    record(policy, people.lead, value(), origin=Origin.SIMULATED)
    record(policy, people.lead, value())
    assert observations("water-2030")["OP1-I1", 2026].origin is Origin.REPORTED


def test_the_reason_given_is_kept(policy: Policy, people: Cast) -> None:
    record(policy, people.reporter, value())
    record(policy, people.reporter, value(1, "13", reason="two reports came late"))
    assert observations("water-2030")["OP1-I1", 2026].reason == "two reports came late"


def test_a_value_taken_back_to_an_earlier_one_is_a_revision(policy: Policy, people: Cast) -> None:
    for figure in ("1", "2", "1"):
        record(policy, people.reporter, value(1, figure))
    assert [r.value for r in history("water-2030", "OP1-I1", 2026)] == [1, 2, 1]


def test_parts_and_evidence_come_back(policy: Policy, people: Cast) -> None:
    act = store_evidence(b"signed", "act.pdf")
    record(policy, people.reporter, value(parts=(part("Sur", "5"), part("Norte", "7.5"))), evidence=[act])
    seen = observations("water-2030")["OP1-I1", 2026]
    assert seen.parts == (part("Norte", "7.5"), part("Sur", "5"))
    assert seen.evidence == (act,)


def test_new_evidence_for_an_equal_value_is_attached_once(policy: Policy, people: Cast) -> None:
    record(policy, people.reporter, value(), value(3))
    act = store_evidence(b"signed", "act.pdf")
    for _time in range(2):
        done = record(policy, people.reporter, value(), evidence=[act])
        assert done.recorded == ()
    assert observations("water-2030")["OP1-I1", 2026].evidence == (act,)
    assert observations("water-2030")["OP1-I3", 2026].evidence == ()
    assert EvidenceFile.objects.count() == 1
    assert verify().sound


def test_evidence_that_is_not_stored_is_refused(policy: Policy, people: Cast) -> None:
    with pytest.raises(LedgerError, match=r"The evidence file “act\.pdf” is missing"):
        record(policy, people.reporter, value(), evidence=[Evidence("act.pdf", "a" * 64, 3)])
    assert Revision.objects.count() == 0


def test_lineage_is_kept(policy: Policy, people: Cast) -> None:
    how = {"sql_sha256": "b" * 64, "lake_version": 7, "tables": ["lines"]}
    record(policy, people.lead, value(), origin=Origin.COMPUTED, lineage={("OP1-I1", 2026): how})
    assert history("water-2030", "OP1-I1", 2026)[0].lineage == how


def test_every_problem_is_named_and_nothing_is_stored(policy: Policy, people: Cast) -> None:
    bad = [
        value(1),
        value(9),
        value(1),
        value(3, "NaN"),
        value(3, "1E+90", year=1492),
        value(3, year=2027, comment="a\0b"),
        value(3, year=2028, comment="\ud800"),
        value(3, year=2029, parts=(part("Sur", "1"), part("Sur", "Infinity"))),
    ]
    with pytest.raises(InputError) as refused:
        record(policy, people.reporter, *bad, entity="AGUAS")
    assert [str(problem) for problem in refused.value.problems] == [
        "There is no “AGUAS”. Did you mean AGUA?",
        "OP1-I1 2026: The value is given 2 times; it was expected once. Remove the repetition.",
        "There is no “OP1-I9”. Did you mean OP1-I4, OP1-I3, OP1-I2?",
        "OP1-I3 2026: NaN is not a finite number. Give a number in the unit of the indicator.",
        "OP1-I3 1492: The year 1492 is out of range; one from 1900 to 2200 was expected.",
        "OP1-I3 1492: A number of more than 60 digits was found. Give a number in the unit of the indicator.",
        "OP1-I3 2027: A text holds a sign that cannot be stored. Remove it and type the text again.",
        "OP1-I3 2028: A text holds a sign that cannot be stored. Remove it and type the text again.",
        "OP1-I3 2029 region=Sur: The part is given 2 times; it was expected once. Remove the repetition.",
        "OP1-I3 2029 region=Sur: Infinity is not a finite number. Give a number in the unit of the indicator.",
    ]
    assert ChainHead.objects.get().sequence == 0


def test_only_who_may_report_for_an_entity_reports_for_it(policy: Policy, people: Cast) -> None:
    with pytest.raises(LedgerError) as refused:
        record(policy, people.reporter, value(1), value(2))
    assert [str(p) for p in refused.value.problems] == [
        (
            "RIOS: Recording this value asks for the role entity reporter or entity head or lead directorate. "
            "Ask an administrator for the role."
        )
    ]
    assert Revision.objects.count() == 0
    record(policy, people.other_reporter, value(2))
    record(policy, people.lead, value(1), value(2, "9"))
    for nobody in (people.planning, people.auditor, people.administrator):
        with pytest.raises(LedgerError):
            record(policy, nobody, value(1, "0"))


def test_a_role_in_another_policy_gives_nothing(people: Cast) -> None:
    with pytest.raises(LedgerError):
        record(invented_policy("air-2030"), people.reporter, value())


def test_who_left_records_nothing_more(policy: Policy, people: Cast) -> None:
    people.reporter.is_active = False
    people.reporter.save()
    with pytest.raises(LedgerError):
        record(policy, people.reporter, value())


def test_the_command_line_may_record_for_everyone(policy: Policy, system: Person) -> None:
    record(policy, system, value(1), value(2))
    assert {o.entity for o in observations("water-2030").values()} == {"AGUA", "RIOS"}


def test_the_name_shown_that_day_stays(policy: Policy, people: Cast) -> None:
    record(policy, people.reporter, value())
    people.reporter.name = "Ana María"
    people.reporter.save()
    assert observations("water-2030")["OP1-I1", 2026].recorded_by == "Ana"
    assert verify().sound


def test_an_empty_batch_writes_nothing(policy: Policy, people: Cast) -> None:
    done = record(policy, people.reporter)
    assert (done.recorded, done.unchanged) == ((), ())
    assert head().sequence == 0


def test_a_large_batch_costs_few_queries(system: Person, django_assert_max_num_queries: object) -> None:
    large = invented_policy(indicators=92)
    values = [value(number, year=year) for number in range(1, 93) for year in range(2000, 2010)]
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        record(large, system, *values)
    assert Revision.objects.count() == Transition.objects.count() == 920
    assert verify().entries == 1840


def test_the_file_of_a_value_may_be_its_evidence(policy: Policy, people: Cast, tmp_path: Path) -> None:
    file = tmp_path / "values.xlsx"
    file.write_bytes(b"PK")
    record(policy, people.reporter, value(), evidence=[store_evidence(file)])
    assert observations("water-2030")["OP1-I1", 2026].evidence[0].name == "values.xlsx"
