"""Every complaint of the loader: it is right, it is complete, it is told once, and it is translated."""

import ast
import re
from pathlib import Path

import pytest
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError
from tests.core.policy.folders import cases, change, complaints, copy

from rumbo.core.language import catalogue, speaking
from rumbo.core.policy import PolicyError, loader
from rumbo.core.policy.models import Service
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.yaml_source import parse

CASES = cases()
MODULES = (
    *("yaml_source", "yaml_errors", "sentences", "folder"),
    *("crosschecks", "references", "promises", "loader"),
)


@pytest.mark.parametrize("case", CASES, ids=[case["name"].replace(" ", "-") for case in CASES])
def test_complaint(case, tmp_path):
    folder = copy(tmp_path)
    change(folder, case)
    assert complaints(folder) == case["says"]


def test_case_names_are_unique():
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))


def test_every_complaint_has_a_place_and_a_mend(tmp_path):
    """The problem of a file names the file; each says how to mend it."""
    for number, case in enumerate(CASES):
        folder = copy(tmp_path / str(number))
        change(folder, case)
        with pytest.raises(PolicyError) as raised:
            loader.load(folder)
        for problem in raised.value.problems:
            assert problem.what
            assert problem.where
            assert problem.mend


def sentences() -> dict[str, str]:
    """Every sentence that the loader's modules can say, to the module that says it."""
    found: dict[str, str] = {}
    for module in MODULES:
        path = Path(loader.__file__).with_name(f"{module}.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
                assert isinstance(node.args[0], ast.Constant), f"{module}: a sentence must be written out"
                found[node.args[0].value] = module
    return found


#: Said where no file of a folder can reach: an unforeseen refusal (below) and the search by code (test_loader.py).
ELSEWHERE = {
    "{found} was found, which does not fit here.",
    "Compare it with the same key in the files that load.",
    "The code “{found}” was found; “{expected}”, as the folder is named, was expected.",
    "Correct the code, or rename the folder.",
}


@pytest.mark.parametrize("sentence", [each for each in sentences() if each not in ELSEWHERE])
def test_every_sentence_has_its_case(sentence):
    said = "\n".join(complaint for case in CASES for complaint in case["says"]).lower()
    pattern = re.sub(r"\\\{\w+\\\}", ".+", re.escape(sentence.lower()))
    assert re.search(pattern, said)


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_is_translated_with_the_same_holes(sentence):
    spanish = catalogue("es").get(sentence)
    assert spanish, f"no Spanish for {sentence!r}"
    assert sorted(re.findall(r"\{\w+\}", spanish)) == sorted(re.findall(r"\{\w+\}", sentence))


def test_all_problems_of_a_folder_are_told_at_once(tmp_path):
    folder = copy(tmp_path)
    chosen = [
        next(case for case in CASES if case["name"] == name)
        for name in ("a misspelt key", "an unknown entity of an activity", "a year that stands twice")
    ]
    for case in chosen:
        change(folder, case)
    assert sorted(complaints(folder)) == sorted(said for case in chosen for said in case["says"])


def test_a_broken_file_does_not_make_others_look_broken(tmp_path):
    """Codes that a broken file may define are not called unknown."""
    folder = copy(tmp_path)
    for file in ("objectives/OP1.yaml", "entities.yaml", "problem.yaml"):
        (folder / file).write_text("a: [", encoding="utf-8")
    assert [said.partition(":")[0] for said in complaints(folder)] == [
        *("entities.yaml", "problem.yaml", "objectives/OP1.yaml")
    ]


def test_complaints_are_in_spanish_unless_asked_otherwise(tmp_path):
    folder = copy(tmp_path)
    change(folder, next(case for case in CASES if case["name"] == "a misspelt key"))
    assert complaints(folder, "es") == [
        "services/S1.1.1.yaml:9: receptr: La clave «receptr» no se conoce en este lugar. ¿Quiso decir «receptor»?"
    ]


def test_an_unforeseen_refusal_is_still_told():
    file = parse(b"code: S1\nname: odd\n", "services/S1.yaml")
    refusal = InitErrorDetails(type=PydanticCustomError("never_seen", "odd"), loc=("name",), input="odd")
    error = ValidationError.from_exception_data("Service", [refusal])
    with speaking("en"):
        told = [str(problem) for problem in shape_problems(error, file, "services/*.yaml", Service)]
    what = "“odd” was found, which does not fit here. Compare it with the same key in the files that load."
    assert told == [f"services/S1.yaml:2: name: {what}"]
