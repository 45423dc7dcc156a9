"""Which files of the lake can a query read? Those of the flows and years that the conditions of its selects leave.

An engine leaves out files by itself, and the result is the same with all of them. DuckDB, however, guesses how many
lines there are from the first file that it is given: where the conditions leave that one out, it takes the lines for a
single row, and joins a hundred million of them to a few hundred classes the wrong way round.
"""

from sqlglot import exp

from rumbo.core.customs.schema import PARTITIONS
from rumbo.core.statistics.binding import LINES


def partition_conditions(query: exp.Expr) -> tuple[exp.Expr, ...]:
    """What each select that reads the lines asks of flow and year, with columns named by their bare names.

    Args:
        query: a query without open parameters.

    Returns:
        One condition a select, no narrower than its own; true where it asks nothing of them.
    """
    return tuple(_condition(select) for select in query.find_all(exp.Select) if _reads_lines(select))


def _reads_lines(select: exp.Select) -> bool:
    sources = [select.args.get("from_"), *(select.args.get("joins") or ())]
    return any(isinstance(source.this, exp.Table) and source.this.name == LINES for source in sources if source)


def _condition(select: exp.Select) -> exp.Expr:
    where, opening = select.args.get("where"), select.args["from_"].this
    if where is None or opening.name != LINES:
        return exp.true()
    asked = where.this.flatten() if isinstance(where.this, exp.And) else [where.this]
    names = {"", opening.alias_or_name}
    return exp.and_(exp.true(), *(_bare(each) for each in asked if _is_of_partitions(each, names)))


def _is_of_partitions(condition: exp.Expr, names: set[str]) -> bool:
    """Whether a condition asks for nothing but partitions, of the lines and of no other table."""
    columns = list(condition.find_all(exp.Column))
    own = all(column.name in PARTITIONS and column.table in names for column in columns)
    return own and condition.find(exp.Query) is None


def _bare(condition: exp.Expr) -> exp.Expr:
    made = condition.copy()
    for column in made.find_all(exp.Column):
        column.set("table", None)
    return made
