import pytest
from tests.core.intake.forms import csv, only, read, refused

from rumbo.core.observations import Part
from rumbo.core.policy.models import Policy

HEAD = "codigo;dimension;miembro;numerador;denominador;valor"
WHOLE = "S1.1.1-C1;;;;;120"


def parts(*lines: str) -> bytes:
    return csv(*lines, header=HEAD)


def test_parts_are_read_by_code_or_by_name(tiny_policy: Policy) -> None:
    data = parts(WHOLE, "S1.1.1-C1;region;norte;;;100", "S1.1.1-C1;Región;SUR;;;20", "S1.1.1-C1;región;Centro;;;")
    (value,) = read(data, tiny_policy).values
    assert value.parts == (Part("region", "norte", 100), Part("region", "sur", 20))


def test_parts_of_a_ratio_add_term_by_term(tiny_policy: Policy) -> None:
    good = parts("OP1-I1;;;60;100;", "OP1-I1;sexo;mujeres;40;50;", "OP1-I1;sexo;hombres;20;50;")
    (value,) = read(good, tiny_policy).values
    assert value.parts == (Part("sex", "f", 80, 40, 50), Part("sex", "m", 40, 20, 50))
    bad = parts("OP1-I1;;;60;100;", "OP1-I1;sexo;mujeres;40;50;", "OP1-I1;sexo;hombres;20;40;")
    problem = only(refused(bad, tiny_policy))
    assert problem.where == "file.csv:3, column denominador"
    assert problem.what == "The parts of OP1-I1 by Sexo add to 90 and the whole is 100: 10 apart."


def test_parts_that_miss_the_whole_are_refused_with_the_difference(tiny_policy: Policy) -> None:
    problem = only(refused(parts(WHOLE, "S1.1.1-C1;region;norte;;;100"), tiny_policy))
    assert problem.where == "file.csv:3, column valor"
    assert problem.what == "The parts of S1.1.1-C1 by Región add to 100 and the whole is 120: 20 apart."


@pytest.mark.parametrize(
    ("line", "column", "what", "mend"),
    [
        (
            "S1.1.1-C1;sexo;f;;;120",
            "dimension",
            "S1.1.1-C1 is not broken down by “sexo”.",
            "Its dimensions are: region.",
        ),
        (
            "OP2-I1;region;sur;;;1",
            "dimension",
            "OP2-I1 is not broken down by “region”.",
            "The policy declares no break",
        ),
        (
            "S1.1.1-C1;region;sure;;;120",
            "miembro",
            "“sure” is no member of the dimension “Región”.",
            "Did you mean Sur",
        ),
        (
            "S1.1.1-C1;region;zzzz;;;120",
            "miembro",
            "“zzzz” is no member of the dimension “Región”.",
            "Choose one of its",
        ),
        ("S1.1.1-C1;region;;;;120", "miembro", "The row names no member of its dimension.", "Write which part"),
        ("S1.1.1-C1;region;sur;;;12.5", "valor", "A count has no decimals: 12.5.", "Write the whole number"),
    ],
)
def test_a_bad_part_is_named(tiny_policy: Policy, line: str, column: str, what: str, mend: str) -> None:
    problem = only(refused(parts(WHOLE, "OP2-I1;;;;;7", line), tiny_policy))
    assert (problem.where, problem.what) == (f"file.csv:4, column {column}", what)
    assert problem.mend.startswith(mend)


def test_a_part_written_twice_is_refused(tiny_policy: Policy) -> None:
    problem = only(refused(parts(WHOLE, "S1.1.1-C1;region;sur;;;120", "S1.1.1-C1;region;Sur;;;0"), tiny_policy))
    assert (problem.where, problem.what) == (
        "file.csv:4, column miembro",
        "region “sur” of S1.1.1-C1 already stands in file.csv:3.",
    )


def test_parts_never_make_up_a_whole(tiny_policy: Policy) -> None:
    problem = only(refused(parts("S1.1.1-C1;region;sur;;;120"), tiny_policy))
    assert problem.what == "S1.1.1-C1 has parts and no value of its own."


def test_blank_parts_report_nothing(tiny_policy: Policy) -> None:
    (value,) = read(parts(WHOLE, "S1.1.1-C1;region;sur;;;", "S1.1.1-C1;;;;;"), tiny_policy).values[:1]
    assert value.parts == ()
