"""Values are read by their type and held within their bounds; everything wrong with them is told at once."""

from datetime import date
from decimal import Decimal

import pytest

from rumbo.core.language import speaking
from rumbo.core.statistics.errors import ParameterError
from rumbo.core.statistics.header import Bilingual, Header, Parameter
from rumbo.core.statistics.parameters import read_parameters
from rumbo.core.statistics.registry import statistic

MEANING = Bilingual(es="Significado", en="Meaning")


def header(*parameters: Parameter) -> Header:
    return statistic("exports_by_year").header.model_copy(update={"parameters": parameters})


def parameter(kind: str, **more: object) -> Parameter:
    return Parameter.model_validate({"name": "p", "type": kind, "meaning": MEANING.model_dump()} | more)


@pytest.mark.parametrize(
    ("made", "given", "value"),
    [
        (parameter("integer"), "2024", 2024),
        (parameter("integer"), " -3 ", -3),
        (parameter("integer"), 7, 7),
        (parameter("decimal"), "0.10", Decimal("0.10")),
        (parameter("decimal"), 3, Decimal(3)),
        (parameter("decimal"), 0.1, Decimal("0.1")),
        (parameter("text"), "it's; drop", "it's; drop"),
        (parameter("date"), "2024-02-29", date(2024, 2, 29)),
        (parameter("date"), date(2024, 2, 29), date(2024, 2, 29)),
        (parameter("choice", choices=["a", "b"]), "b", "b"),
        (parameter("dimension"), "sector", "sector"),
        (parameter("dimension"), "none", "none"),
        (parameter("list", of="integer"), "2023, 2024,", (2023, 2024)),
        (parameter("list", of="integer"), [2023], (2023,)),
        (parameter("list", of="integer"), 2023, (2023,)),
        (parameter("list"), "", ()),
        (parameter("list", choices=["X", "M"]), "X,M", ("X", "M")),
    ],
)
def test_values_are_read_by_type(made, given, value):
    assert read_parameters(header(made), {"p": given}) == {"p": value}


@pytest.mark.parametrize(
    ("made", "given", "message"),
    [
        (parameter("integer"), "20x4", "The parameter “p” is “20x4”; a whole number was expected."),
        (parameter("integer"), True, "The parameter “p” is “True”; a whole number was expected."),
        (parameter("integer"), 2.5, "The parameter “p” is “2.5”; a whole number was expected."),
        (parameter("integer"), str(2**63), f"The parameter “p” is “{2**63}”; a whole number was expected."),
        (parameter("integer", minimum=1, maximum=5), 6, "“6”; a whole number from 1 to 5 was expected."),
        (parameter("integer", minimum=1), 0, "“0”; a whole number of at least 1 was expected."),
        (parameter("integer", maximum=1), 2, "“2”; a whole number of at most 1 was expected."),
        (parameter("decimal"), "NaN", "“NaN”; a number was expected."),
        (parameter("decimal"), "1e40", "“1e40”; a number was expected."),
        (parameter("date"), "2024-02-30", "“2024-02-30”; a date such as 2024-12-31 was expected."),
        (parameter("text"), 5, "“5”; a text was expected."),
        (parameter("choice", choices=["all", "regularised"]), "regularized", "Did you mean regularised?"),
        (parameter("list", of="integer"), "1,x", "“x”; a list, each of it a whole number was expected."),
        (parameter("list", choices=["X", "M"]), "Y", "a list, each of it one of X, M was expected."),
        (parameter("dimension", choices=["sector"]), "partner", "one of none, sector was expected."),
        (parameter("dimension"), "sectr", "Did you mean sector?"),
    ],
)
def test_other_values_are_refused(made, given, message):
    with speaking("en"), pytest.raises(ParameterError) as refused:
        read_parameters(header(made), {"p": given})
    assert message in str(refused.value)


def test_everything_wrong_is_told_at_once():
    with speaking("en"), pytest.raises(ParameterError) as refused:
        read_parameters(statistic("growth").header, {"yaers": 1, "flow": "x", "status": "some", "zzz": 1})
    told = "\n".join(str(problem) for problem in refused.value.problems)
    assert len(refused.value.problems) == 4
    assert "yaers: The statistic “growth” has no parameter “yaers”. Did you mean years?" in told
    assert "It has flow, years, status, by_1, by_2, nomenclature, minimum_base." in told


def test_a_parameter_without_default_must_be_given():
    with speaking("en"), pytest.raises(ParameterError, match=r"“p” was not given and has no default\. Give it a value"):
        read_parameters(header(parameter("integer")), {})


def test_a_statistic_without_parameters_says_so():
    with speaking("en"), pytest.raises(ParameterError, match="It has no parameters at all"):
        read_parameters(header(), {"years": 2024})


def test_a_dimension_is_asked_for_once():
    with speaking("en"), pytest.raises(ParameterError, match="“sector” was asked for twice, in “by_1” and “by_2”"):
        read_parameters(statistic("growth").header, {"by_1": "sector", "by_2": "sector"})
