"""What does a statistic come to? It is bound, run by an engine on one version of the lake, and comes with its lineage.

An engine is a thing that runs SQL over files and a few small tables; there is a seam for each (:data:`ENGINES`), and
nothing above it knows which one ran.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Protocol

import pyarrow as pa
from sqlglot import exp

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.statistics.binding import LINES, bind, tables_read
from rumbo.core.statistics.errors import MissingTableError
from rumbo.core.statistics.functions import expand
from rumbo.core.statistics.lineage import Lineage, Result, TableVersion
from rumbo.core.statistics.nomenclature import is_of_ranges, spread, subheadings_of
from rumbo.core.statistics.parameters import Value, read_parameters
from rumbo.core.statistics.plan import Engine, Plan
from rumbo.core.statistics.registry import Statistic, statistic
from rumbo.core.statistics.shaping import shaped
from rumbo.core.statistics.sources import LineSource

ENGINES = {
    "duckdb": "rumbo.core.statistics.duckdb_engine",
    "spark": "rumbo.core.statistics.spark_engine",
}
"""Modules of the engines by name; each has a function ``engine() -> Engine``."""


class ReferenceTable(Protocol):
    """A reference table in one version, as :mod:`rumbo.core.tables` gives it."""

    @property
    def name(self) -> str:
        """Name by which queries read it."""

    @property
    def version(self) -> str:
        """Name of the version."""

    @property
    def sha256(self) -> str:
        """Hash of the content."""

    @property
    def arrow(self) -> pa.Table:
        """The content."""


def engine_named(name: str) -> Engine:
    """The engine of a name.

    Raises:
        InputError: there is no such engine, or it is not installed.
    """
    if name not in ENGINES:
        what = _("There is no engine “{name}”; one of {names} was expected.")
        raise InputError(Problem(what.format(name=name, names=", ".join(ENGINES)), mend=_("Choose one of these.")))
    try:
        made: Engine = import_module(ENGINES[name]).engine()
    except ModuleNotFoundError as error:
        what = _("The engine “{name}” is not installed: “{module}” is missing.").format(name=name, module=error.name)
        mend = _("Install it, or choose another engine; the results are the same.")
        raise InputError(Problem(what, mend=mend)) from None
    return made


def run_statistic(
    name: str | Statistic,
    *,
    lines: LineSource | None,
    tables: Mapping[str, ReferenceTable],
    parameters: Mapping[str, object] | None = None,
    engine: str = "duckdb",
    public: bool = False,
) -> Result:
    """Compute a statistic over one version of the customs lines.

    Args:
        name: name or code of the statistic, or the statistic itself.
        lines: the version of the lake; may be ``None`` for a statistic that reads no customs line.
        tables: reference tables by name; those that the statistic reads must be among them, unless it can do without.
        parameters: values by parameter name, of their type or as texts.
        engine: name of the engine.
        public: hide what could betray a firm, by the rule in force (:mod:`rumbo.core.statistics.confidentiality`).

    Returns:
        The result with its lineage.

    Raises:
        UnknownCodeError: there is no such statistic.
        ParameterError: a parameter that it does not have or a value that it cannot take.
        MissingTableError: a reference table that it needs is not there.
        ConfidentialityError: the statistic must not be published.
        InputError: an unknown engine, or no lake where one is needed.
    """
    found = statistic(name) if isinstance(name, str) else name
    values = read_parameters(found.header, parameters or {})
    run = _Run(found, values, engine_named(engine), lines, tables)
    plan, read = run.plan(cells=False)
    table, shown = shaped(run.engine.run(plan), found.header, values)
    result = Result(found, table, _lineage(run, plan, read), shown)
    return _published(result, run) if public else result


def _published(result: Result, run: "_Run") -> Result:
    from rumbo.core.statistics.confidentiality import load_rule, publication_rule, published  # noqa: PLC0415 - rare

    if publication_rule(result.statistic) is None:
        return published(result, None, load_rule())
    plan, _read = run.plan(cells=True)
    return published(result, run.engine.run(plan), load_rule())


@dataclass(frozen=True, slots=True)
class _Run:
    """What was asked of whom, and what there is to answer it from."""

    statistic: Statistic
    values: Mapping[str, Value]
    engine: Engine
    lines: LineSource | None
    tables: Mapping[str, ReferenceTable]

    def plan(self, *, cells: bool) -> tuple[Plan, dict[str, ReferenceTable]]:
        """One select of the statistic in the engine's words, and the reference tables that it reads."""
        query = bind(self.statistic, self.values, cells=cells)
        read = _reference_tables(self.statistic, query, self.tables)
        source = _lines(self.statistic, query, self.lines)
        sql = expand(query, self.engine.dialect).sql(self.engine.dialect, pretty=True, comments=False)
        return Plan(sql, source, {n: _as_read(t, self.lines, self.engine) for n, t in read.items()}), read


def _lines(found: Statistic, query: exp.Expr, lines: LineSource | None) -> LineSource | None:
    if LINES not in tables_read(query):
        return None
    if lines is None:
        what = _("The statistic “{name}” reads customs lines, and there is no lake.").format(name=found.name)
        raise InputError(Problem(what, mend=_("Import customs files first, with “rumbo customs import”.")))
    return lines


def _reference_tables(
    found: Statistic, query: exp.Expr, tables: Mapping[str, ReferenceTable]
) -> dict[str, ReferenceTable]:
    """The tables that the query reads. One without hash is not loaded; an optional one is then read as empty."""
    optional = {use.name for use in found.header.tables if not use.required}
    read = {name: tables.get(name) for name in tables_read(query) if name != LINES}
    for name, table in read.items():
        if table is None or (not table.sha256 and name not in optional):
            raise MissingTableError(found.name, name)
    return {name: table for name, table in read.items() if table is not None}


def _as_read(table: ReferenceTable, source: LineSource | None, runner: Engine) -> pa.Table:
    """A table as the query reads it: one of ranges is spread over the subheadings of the lake."""
    if source is None or not is_of_ranges(table.arrow):
        return table.arrow
    return spread(table.arrow, subheadings_of(source, runner.subheadings))


def _lineage(run: _Run, plan: Plan, read: Mapping[str, ReferenceTable]) -> Lineage:
    source = plan.lines
    return Lineage(
        statistic=run.statistic.name,
        code=run.statistic.header.code,
        sql=plan.sql,
        sql_sha256=run.statistic.sql_sha256,
        engine=run.engine.name,
        lake_version=source.version if source else None,
        tables=MappingProxyType({n: TableVersion(t.version, t.sha256) for n, t in sorted(read.items())}),
        parameters=MappingProxyType(dict(run.values)),
        simulated=bool(source and source.simulated),
        lines=run.engine.count(source) if source else None,
        snapshots=tuple(source.snapshots) if source else (),
    )
