"""What does a statistic come to? It is bound, run by an engine on one version of the lake, and comes with its lineage.

An engine is a thing that runs SQL over files and a few small tables; there is a seam for each (:data:`ENGINES`), and
nothing above it knows which one ran.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from types import MappingProxyType

import pyarrow as pa
from sqlglot import exp

from rumbo.core.customs.lake import Lake
from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _
from rumbo.core.statistics.binding import LINES, bind, tables_read
from rumbo.core.statistics.functions import expand
from rumbo.core.statistics.lineage import Lineage, Result, TableVersion
from rumbo.core.statistics.parameters import Value, read_parameters
from rumbo.core.statistics.partitions import partition_conditions
from rumbo.core.statistics.plan import Engine, Plan
from rumbo.core.statistics.references import ReferenceTable, as_read, in_force, reference_tables
from rumbo.core.statistics.registry import Statistic, statistic
from rumbo.core.statistics.shaping import shaped
from rumbo.core.statistics.sources import LineSource, source_of

ENGINES = {
    "duckdb": "rumbo.core.statistics.duckdb_engine",
    "spark": "rumbo.core.statistics.spark_engine",
}
"""Modules of the engines by name; each has a function ``engine() -> Engine``."""


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
        package = str(error.name).partition(".")[0]
        what = _("The engine “{name}” is not installed: “{module}” is missing.").format(name=name, module=package)
        mend = _("Install it with “pip install {module}”, or choose another engine; the results are the same.")
        raise InputError(Problem(what, mend=mend.format(module=package))) from None
    return made


def run(
    name: str | Statistic,
    *,
    lake: Lake,
    parameters: Mapping[str, object] | None = None,
    version: int | None = None,
    engine: str = "duckdb",
    tables: Mapping[str, ReferenceTable] | None = None,
    public: bool = False,
) -> Result:
    """Compute a statistic over a version of the lake; see :func:`run_statistic`.

    Args:
        name: name or code of the statistic, or the statistic itself.
        lake: the lake of the workspace.
        parameters: values by parameter name, of their type or as texts.
        version: version of the lake; the latest by default.
        engine: name of the engine.
        tables: reference tables by name that take the place of those in force.
        public: hide what could betray a firm.

    Raises:
        UnknownVersionError: there is no such version of the lake.
        InputError: as :func:`run_statistic`.
    """
    elsewhere = engine == "spark" and os.environ.get("RUMBO_SPARK_LAKE")
    lines = source_of(lake, version, here=not elsewhere)
    return run_statistic(name, lines=lines, tables=tables, parameters=parameters, engine=engine, public=public)


def run_statistic(
    name: str | Statistic,
    *,
    lines: LineSource | None,
    tables: Mapping[str, ReferenceTable] | None = None,
    parameters: Mapping[str, object] | None = None,
    engine: str = "duckdb",
    public: bool = False,
) -> Result:
    """Compute a statistic over one version of the customs lines.

    Args:
        name: name or code of the statistic, or the statistic itself.
        lines: the version of the lake; may be ``None`` for a statistic that reads no customs line.
        tables: reference tables by name that take the place of those in force.
        parameters: values by parameter name, of their type or as texts.
        engine: name of the engine.
        public: hide what could betray a firm, by the rule in force (:mod:`rumbo.core.statistics.confidentiality`).

    Returns:
        The result with its lineage.

    Raises:
        UnknownCodeError: there is no such statistic.
        ParameterError: a parameter that it does not have or a value that it cannot take.
        MissingTableError: a reference table that it needs is not loaded and none ships; its ``table`` says which.
        ConfidentialityError: the statistic must not be published.
        InputError: an unknown engine, no lake where one is needed, or more than the engine can take: a figure that does
            not fit, too little memory, a file that cannot be read.
    """
    found = statistic(name) if isinstance(name, str) else name
    values = read_parameters(found.header, parameters or {})
    run = _Run(found, values, engine_named(engine), lines, tables or {})
    plan, read = run.plan(cells=False)
    table, shown = shaped(run.engine.run(plan), found.header, values)
    result = Result(found, table, _lineage(run, plan, read), shown)
    return _published(result, run) if public else result


def _published(result: Result, run: "_Run") -> Result:
    from rumbo.core.statistics.confidentiality import load_rule  # noqa: PLC0415 - rare
    from rumbo.core.statistics.publishing import published  # noqa: PLC0415 - rare

    def firms(name: str, given: Mapping[str, Value]) -> pa.Table:
        found = run.statistic if name == run.statistic.name else statistic(name)
        plan, _read = replace(run, statistic=found, values=read_parameters(found.header, given)).plan(cells=True)
        return run.engine.run(plan)

    def tables(name: str) -> pa.Table:
        return as_read(run.tables.get(name) or in_force(name), run.lines, run.engine)

    return published(result, firms, tables, load_rule())


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
        read = reference_tables(self.statistic, query, self.tables)
        source = _lines(self.statistic, query, self.lines)
        sql = expand(query, self.engine.dialect).sql(self.engine.dialect, pretty=True, comments=False)
        tables = {name: as_read(table, self.lines, self.engine) for name, table in read.items()}
        return Plan(sql, source, tables, partition_conditions(query), self.statistic.name), read


def _lines(found: Statistic, query: exp.Expr, lines: LineSource | None) -> LineSource | None:
    if LINES not in tables_read(query):
        return None
    if lines is None:
        what = _("The statistic “{name}” reads customs lines, and there is no lake.").format(name=found.name)
        raise InputError(Problem(what, mend=_("Import customs files first, with “rumbo customs import”.")))
    return lines


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
        simulated=bool(source and source.simulated) or any(getattr(t, "simulated", False) for t in read.values()),
        lines=_line_count(run, source),
        snapshots=tuple(source.snapshots) if source else (),
    )


def _line_count(run: _Run, source: LineSource | None) -> int | None:
    """As the lake told it; counted from the files only where it did not."""
    if source is None:
        return None
    return run.engine.count(source) if source.line_count is None else source.line_count
