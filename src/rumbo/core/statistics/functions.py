"""How is a ratio rounded? Two functions of our own in the SQL, exact in every engine.

Engines disagree on the division of decimals: one answers in binary floating point, another with a scale of its own. So
the SQL of a statistic never divides; it says

- ``quotient(a, b)``: a / b
- ``pct(a, b)``: 100 * a / b

and both are the exact quotient of two decimals rounded half away from zero to 6 decimals, null where ``b`` is zero or
either is null. ``a`` and ``b`` are taken with 6 decimals and may reach 10^23, the square of all exports; the quotient
10^20. Beyond that engines refuse, and never answer another number. What the engine runs is the expansion below, so the
text that ran stands on its own.
"""

from functools import cache

from sqlglot import exp, parse_one

PLACES = 6

#: Numerator and denominator as whole millionths; adding half of the denominator rounds half away from zero.
_DUCKDB = """
cast(
  case when ({a} < 0) <> ({b} < 0) then -1 else 1 end
  * (
    (2 * {factor} * abs(cast(cast({a} as decimal(38, 6)) * 1000000 as int128)) * 1000000
      + abs(cast(cast({b} as decimal(38, 6)) * 1000000 as int128)))
    // nullif(2 * abs(cast(cast({b} as decimal(38, 6)) * 1000000 as int128)), 0)
  )
  * 0.000001
  as decimal(38, 6)
)
"""

#: Spark rounds a division to a scale of its own; only one without remainder stays exact. So whole millionths are
#: divided twice, for the whole part and for the millionths of the quotient; what is left over is taken off before.
_SPARK = """
case when ({a} < 0) <> ({b} < 0) then -1 else 1 end * (
  cast(({n} - {n} % {d}) / {d} as decimal(38, 0))
  + cast(
    ({m} - {m} % (2 * {d})) / (2 * {d})
    as decimal(7, 0)
  ) * 0.000001
)
"""
#: ``m`` also adds half of the denominator, which rounds half away from zero.
_SPARK_PARTS = {
    "m": "({n} % {d} * 2000000 + {d})",
    "n": "(abs(cast(cast({a} as decimal(38, 6)) * 1000000 as decimal(38, 0))) * {factor})",
    "d": "nullif(abs(cast(cast({b} as decimal(38, 6)) * 1000000 as decimal(32, 0))), 0)",
}
for _part, _text in _SPARK_PARTS.items():
    _SPARK = _SPARK.replace(f"{{{_part}}}", _text)

_EXPANSIONS = {"duckdb": _DUCKDB, "spark": _SPARK}
FACTORS = {"pct": 100, "quotient": 1}
"""The functions of our own, and what each multiplies the numerator by."""


def expand(query: exp.Expr, dialect: str) -> exp.Expr:
    """Write the functions of our own out in the words of an engine.

    Args:
        query: the query; it is left as it is.
        dialect: ``duckdb`` or ``spark``.

    Returns:
        A new query.
    """
    made = query.copy()
    calls = [call for call in made.find_all(exp.Anonymous) if call.name.lower() in FACTORS]
    for call in reversed(calls):  # inner ones first
        call.replace(_written_out(call, _EXPANSIONS[dialect]))
    return made


def _written_out(call: exp.Anonymous, template: str) -> exp.Expr:
    numerator, denominator = call.expressions
    written = _parsed(template.format(a=":a", b=":b", factor=FACTORS[call.name.lower()])).copy()
    for hole in list(written.find_all(exp.Placeholder)):
        hole.replace(exp.paren((numerator if hole.name == "a" else denominator).copy()))
    return written


@cache
def _parsed(text: str) -> exp.Expr:
    found: exp.Expr = parse_one(text, read="duckdb")
    return found
