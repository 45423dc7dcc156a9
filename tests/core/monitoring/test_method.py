"""Methods by name, and one bad file for each message."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from rumbo.core.errors import InputError
from rumbo.core.language import speaking
from rumbo.core.monitoring import method as room
from rumbo.core.monitoring.errors import MethodError
from rumbo.core.monitoring.method import Choice, available_methods, load_method, read_method
from rumbo.core.policy.models import Record

SHIPPED = room.SHIPPED / "ceplan-2024.yaml"


@pytest.fixture
def methods(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The methods folder of a workspace."""
    monkeypatch.setenv("RUMBO_HOME", str(tmp_path))
    folder = tmp_path / "methods"
    folder.mkdir()
    return folder


def _told(path: Path) -> str:
    with speaking("en"), pytest.raises(MethodError) as caught:
        read_method(path)
    return str(caught.value)


def test_the_method_that_ships_loads_with_the_hash_of_its_file(methods: Path) -> None:
    method = load_method("ceplan-2024")

    assert method.sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
    assert (method.bands.green, method.bands.amber) == (95, 75)
    assert (method.roll_up.floor, method.roll_up.cap) == (0, 100)
    assert method.alerts.over_compliance_pct == 120
    assert method.counting_ratio == "type_1"
    assert method.zone.key == "America/Lima"


def test_what_was_not_read_in_the_guide_is_marked_as_to_be_confirmed(methods: Path) -> None:
    choices = list(_choices(load_method("ceplan-2024")))

    assert len(choices) == 6
    assert not any(choice.confirmed for choice in choices)
    assert all(choice.basis.startswith("Pendiente de confirmar") for choice in choices)


def test_a_method_of_the_workspace_stands_beside_those_that_ship(methods: Path) -> None:
    text = (
        SHIPPED.read_text(encoding="utf-8")
        .replace("name: ceplan-2024", "name: strict")
        .replace("green: 95", "green: 99")
    )
    (methods / "strict.yaml").write_text(text, encoding="utf-8")

    assert available_methods() == ("ceplan-2024", "strict")
    assert load_method("strict").bands.green == 99
    assert load_method("strict").sha256 != load_method("ceplan-2024").sha256


def test_an_unknown_method_names_the_nearest_and_all(methods: Path) -> None:
    with speaking("en"), pytest.raises(InputError) as caught:
        load_method("ceplan-2042")

    assert str(caught.value) == (
        "There is no method “ceplan-2042”. Did you mean “ceplan-2024”? Use one of the methods that exist: ceplan-2024."
    )


@pytest.mark.parametrize("name", ["", "..", "../methods/ceplan-2024", "/etc/passwd", "ceplan-2024.yaml", "*"])
def test_a_name_is_a_name_and_not_a_path(methods: Path, name: str) -> None:
    with speaking("en"), pytest.raises(MethodError, match="There is no method"):
        load_method(name)


def test_two_methods_of_one_name_are_refused(methods: Path) -> None:
    own = methods / "ceplan-2024.yaml"
    own.write_bytes(SHIPPED.read_bytes())

    with speaking("en"), pytest.raises(MethodError) as caught:
        load_method("ceplan-2024")

    assert str(caught.value) == (
        f"{own}: There are two methods “ceplan-2024”, one that ships and one of this installation; one was expected. "
        "Give your own file another name, so that what was judged before stays as it was."
    )


#: One change in the file that ships, and what is told. The last line of the change is blamed, or else the first key.
BAD = [
    ("amber: 75", "amber: 0", "bands.amber: “0” was found; it must be a number above 0 and below “green”."),
    ("amber: 75", "amber: 97", "bands.amber: “97” was found; it must be a number above 0 and below “green”."),
    (
        "green: 95",
        "green: 101",
        "bands.green: “101” was found; it must be 100 or less, so that a target that is met is green.",
    ),
    ("floor: 0", "floor: 100", "roll_up.floor: “100” was found; it must be 0 or more, and below “cap”."),
    (
        "over_compliance_pct: 120",
        "over_compliance_pct: 90",
        "alerts.over_compliance_pct: “90” was found; it must be 100 or more.",
    ),
    ("revision_pct: 5", "revision_pct: -5", "alerts.revision_pct: “-5” was found; it must be 0 or more."),
    ("jump_factor: 2", "jump_factor: 1", "alerts.jump_factor: “1” was found; it must be more than 1."),
    (
        "required_rate_factor: 2",
        "required_rate_factor: 0.5",
        "alerts.required_rate_factor: “0.5” was found; it must be 1 or more.",
    ),
    (
        "time_zone: America/Lima",
        "time_zone: Lima",
        "time_zone: “Lima” was found; it must be a time zone such as America/Lima.",
    ),
    (
        "name: ceplan-2024",
        "name: another",
        "name: “another” was found; it must be the name of the file without “.yaml”.",
    ),
    (
        "counting_ratio: type_1",
        "counting_ratio: type_1\nsha256: abc",
        "sha256: “abc” was found; it must be left out, because the hash is computed.",
    ),
    ("cap: 100", "cap: 100\n  capp: 90", "roll_up.capp: The key “capp” is not known here."),
    ('version: "1"', "", "version: The key “version” is missing; it must be present."),
    ("green: 95", 'green: "95"', "bands.green: “95” was found; a number was expected."),
    ("green: 95", "green: .nan", "bands.green: “.nan” was found; a number was expected."),
    (
        "counting_ratio: type_1",
        "counting_ratio: type_3",
        "counting_ratio: “type_3” was found; one of these words was expected: type_1, type_2.",
    ),
    (
        "milestone_every: 5",
        "milestone_every: 2.5",
        "alerts.milestone_every: 2.5 was found; a whole number was expected.",
    ),
    ("milestone_every: 5", "milestone_every: 0", "alerts.milestone_every: 0 was found; 1 or more was expected."),
]


@pytest.mark.parametrize(("good", "bad", "told"), BAD, ids=[told for *_, told in BAD])
def test_a_bad_file_is_told_with_line_and_field(methods: Path, good: str, bad: str, told: str) -> None:
    path = methods / "ceplan-2024.yaml"
    text = SHIPPED.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")
    lines = path.read_text(encoding="utf-8").splitlines()
    blamed = bad.splitlines()[-1].strip() if bad else "name:"
    line = 1 + next(number for number, written in enumerate(lines) if written.strip().startswith(blamed))

    assert _told(path).startswith(f"ceplan-2024.yaml:{line}: {told} ")
    assert "\n" not in _told(path)


def test_every_problem_of_a_file_is_told_at_once(methods: Path) -> None:
    path = methods / "ceplan-2024.yaml"
    text = SHIPPED.read_text(encoding="utf-8")
    path.write_text(text.replace("green: 95", "green: 101").replace("floor: 0", "floor: 200"), encoding="utf-8")

    assert len(_told(path).splitlines()) == 2


def test_a_text_that_is_no_yaml_is_told(methods: Path) -> None:
    path = methods / "broken.yaml"
    path.write_text("name: [broken\n", encoding="utf-8")

    assert _told(path).startswith("broken.yaml:")


def test_a_file_that_stands_twice_on_a_key_is_told(methods: Path) -> None:
    path = methods / "ceplan-2024.yaml"
    path.write_text(SHIPPED.read_text(encoding="utf-8") + "time_zone: UTC\n", encoding="utf-8")

    assert "The key “time_zone” stands twice" in _told(path)


@pytest.mark.parametrize("text", ["", "- a list", "a text"])
def test_a_file_without_keys_is_told(methods: Path, text: str) -> None:
    path = methods / "empty.yaml"
    path.write_text(text, encoding="utf-8")

    assert _told(path).startswith("empty.yaml:1: ")


def _choices(record: Record) -> Iterator[Choice]:
    """Every choice of a method, wherever it stands."""
    for name in type(record).model_fields:
        value = getattr(record, name)
        if isinstance(value, Choice):
            yield value
        elif isinstance(value, Record):
            yield from _choices(value)


def test_a_key_of_a_policy_is_not_sent_to_the_policy(methods: Path) -> None:
    path = methods / "ceplan-2024.yaml"
    path.write_text(SHIPPED.read_text(encoding="utf-8") + "receptor: everybody\n", encoding="utf-8")

    assert "services" not in _told(path)
