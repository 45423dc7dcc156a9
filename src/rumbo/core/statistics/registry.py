"""Which statistics are there? One file each, ``queries/NAME.sql``: a header in YAML, then the SQL.

The hash of the SQL is the version of the formula: what changes the result changes the hash.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from rumbo.core.errors import Problem, UnknownCodeError
from rumbo.core.language import _
from rumbo.core.policy.sentences import shape_problems
from rumbo.core.policy.shape import nearest
from rumbo.core.policy.yaml_source import parse
from rumbo.core.statistics.errors import QueryError
from rumbo.core.statistics.header import Header, Publication
from rumbo.core.statistics.vocabulary import spelled_out

QUERIES = Path(__file__).parent / "queries"

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_OPENS, _CLOSES, _NEXT = "/*", "*/", ";"


@dataclass(frozen=True, slots=True)
class Statistic:
    """A statistic: what its header says, and the SQL that computes it.

    Attributes:
        header: everything that the file says of itself.
        sql: the SQL, with its parameters as ``:name``.
        cells_sql: the second select, the value of each firm in each cell; empty where there is none.
        sql_sha256: hash of all the SQL of the file: the version of the formula.
    """

    header: Header
    sql: str
    cells_sql: str
    sql_sha256: str

    @property
    def name(self) -> str:
        """Name of the statistic and of its file."""
        return self.header.name


@cache
def statistics() -> tuple[Statistic, ...]:
    """Every statistic, in the order of the catalogue: by code, then by name.

    Raises:
        QueryError: a query file has problems; those of all files are told.
    """
    found: list[Statistic] = []
    problems: list[Problem] = []
    for path in sorted(QUERIES.glob("*.sql")):
        try:
            found.append(_read_once(path))
        except QueryError as error:
            problems.extend(error.problems)
    if problems:
        raise QueryError(*problems)
    return tuple(sorted(found, key=_order))


def statistic(name: str) -> Statistic:
    """The statistic of a name, or of a code of the catalogue that only one statistic has.

    Raises:
        UnknownCodeError: there is none; the message names the nearest one.
    """
    path = QUERIES / f"{name}.sql"
    if _NAME.fullmatch(name) and path.is_file():
        return _read_once(path)
    every = statistics()
    coded = [s for s in every if s.header.code == name]
    if len(coded) == 1:
        return coded[0]
    near = nearest(name, [s.name for s in every])
    raise UnknownCodeError(name, [s.name for s in coded] or ([near] if near else []))


@cache
def _read_once(path: Path) -> Statistic:
    return read_query(path)


def read_query(path: Path) -> Statistic:
    """Read one query file.

    Raises:
        QueryError: the file has problems; all of them are told, each with its line.
    """
    content = path.read_bytes().decode("utf-8")
    header, both = _parts(content, path.name)
    sql, _semicolon, cells = both.partition(_NEXT)
    file = parse(header.encode(), path.name)
    if file.problems:
        raise QueryError(*file.problems)
    try:
        told = Header.model_validate(spelled_out(file.data))
    except ValidationError as error:
        raise QueryError(*shape_problems(error, file, "query", Header)) from None
    if told.name != path.stem:
        what = _("The header says “{name}”, the file is named “{file}”; both must be the same.")
        mend = _("Rename one of them.")
        raise QueryError(Problem(what.format(name=told.name, file=path.stem), file.at(("name",)), mend))
    if isinstance(told.publication, Publication) != bool(cells):
        what = _(
            "The header tells a rule of publication, or a second select stands after “;”; both or none was expected."
        )
        mend = _("Write the select of the value of each firm in each cell, or “publication: open” or “internal”.")
        raise QueryError(Problem(what, file.at(("publication",)), mend))
    return Statistic(told, sql.strip() + "\n", cells.strip(), hashlib.sha256(both.encode()).hexdigest())


def _parts(content: str, name: str) -> tuple[str, str]:
    """Header and SQL of a file; the header keeps its lines, so that a problem is told with the line of the file."""
    opened, closed, sql = content.partition(_CLOSES)
    if not content.startswith(_OPENS) or not closed:
        what = _("The file does not begin with a header between “/*” and “*/”.")
        mend = _("Write the header in YAML: name, code, title, meaning, formula, unit, source, columns ...")
        raise QueryError(Problem(what, f"{name}:1", mend))
    return opened.removeprefix(_OPENS), sql.strip() + "\n"


def _order(found: Statistic) -> tuple[str, int, str]:
    code = found.header.code
    return code[0], int(code[1:] or 99), found.name
