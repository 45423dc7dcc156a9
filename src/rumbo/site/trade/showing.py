"""What does the page of a result show? Table, chart, sentence, what is hidden, where it comes from, its files."""

from typing import Any

from django.http import QueryDict

from rumbo.core.language import language
from rumbo.core.statistics.confidentiality import load_rule
from rumbo.core.statistics.drawn import drawn_year
from rumbo.core.statistics.lineage import Result
from rumbo.core.statistics.vocabulary import unit_text
from rumbo.site.trade.asked import DESCENDING, PAGE, SORT, VERSION, Asked
from rumbo.site.trade.drawing import chart_of
from rumbo.site.trade.files import FORMS
from rumbo.site.trade.origin import Fact, facts_of, remarks_of, rule_sentences
from rumbo.site.trade.results import key_of
from rumbo.site.trade.sentence import sentence_of
from rumbo.site.trade.table import cells_of, columns_of, page_of, sorted_rows


def shown_result(asked: Asked, result: Result, given: QueryDict) -> dict[str, Any]:
    """What the template of a result gets.

    Raises:
        InputError: it is to be sorted by a column that it does not have.
    """
    by, descending = given.get(SORT, ""), given.get(DESCENDING) == "desc"
    page = page_of(sorted_rows(result, by, descending=descending), given.get(PAGE, "1"))
    columns = columns_of(result)
    lineage = result.lineage
    return {
        "result": result,
        "columns": columns,
        "sorted_by": by,
        "descending": descending,
        "page": page,
        "rows": cells_of(result, list(page.object_list)),
        "sentence": sentence_of(result),
        "chart": chart_of(key_of(asked), result, language()),
        "drawn_year": drawn_year(result),
        "hidden_rules": rule_sentences(load_rule()) if lineage.rule else [],
        "remarks": remarks_of(result),
        "facts": page_facts(result),
        "sql": lineage.sql,
        "unit": unit_text(result.statistic.header.unit),
        "printed": [(figure, unit_text(figure.unit)) for figure in result.statistic.header.printed],
        "files": files_of(asked, result, given),
        "fixed_address": fixed_address(asked, result),
        "simulated": result.simulated,
    }


def page_facts(result: Result) -> list[Fact]:
    """What is told of the result below it; remarks and SQL have places of their own."""
    remarks = set(remarks_of(result))
    return [fact for fact in facts_of(result)[:-1] if fact.told not in remarks]


def files_of(asked: Asked, result: Result, given: QueryDict) -> list[tuple[str, str, str]]:
    """Each form with its name and the questions of its address: what is shown, in the order in which it is."""
    questions = asked.address
    for name in (SORT, DESCENDING):
        if asked_for := given.get(name):
            questions[name] = str(asked_for)
    drawn = result.statistic.header.chart is not None
    return [(form, known.name, questions.urlencode()) for form, known in FORMS.items() if form != "svg" or drawn]


def fixed_address(asked: Asked, result: Result) -> str:
    """The questions by which the very same figures are found again; empty where no customs line was read."""
    if result.lineage.lake_version is None:
        return ""
    questions = asked.address
    questions[VERSION] = str(result.lineage.lake_version)
    return questions.urlencode()
