"""The same statistics with Polars: lazy frames, collected by the streaming engine; sums are exact decimals."""

import polars as pl

from benchmarks.comparison import finish
from benchmarks.comparison.finish import CLASS_NAMES, Rows
from benchmarks.comparison.place import Place
from benchmarks.comparison.tasks import FIRST, LAST, YEAR, task

_FOB = pl.col("fob_usd")
_NAMED = pl.col("trader_id").is_not_null()


def answer(name: str, place: Place) -> Rows:
    """The rows of a task."""
    files = place.files(task(name).years)
    return _ANSWERS[name](pl.scan_parquet(files, hive_partitioning=True, hive_schema=_HIVE), place)


_HIVE = {"flow": pl.String, "year": pl.Int32}


def _table(place: Place, name: str) -> pl.LazyFrame:
    return pl.scan_parquet(place.table(name))


def _collected(frame: pl.LazyFrame) -> pl.DataFrame:
    return frame.collect(engine="streaming")


def _exports(lines: pl.LazyFrame, place: Place) -> Rows:
    sums = lines.group_by("subheading").agg(_FOB.sum()).join(_table(place, "sector"), on="subheading", how="left")
    return finish.exports(*_collected(sums.select(*_PARTS)).row(0))


_PARTS = (
    _FOB.sum().alias("total"),
    _FOB.filter(pl.col("mining_energy")).sum().alias("mining"),
    _FOB.filter(pl.col("sector").is_null()).sum().alias("unlisted"),
)


def _covered(lines: pl.LazyFrame, place: Place) -> Rows:
    sums = lines.group_by("subheading", "partner", "period_on").agg(_FOB.sum())
    days = (
        sums.select("partner", "period_on")
        .unique()
        .join(_table(place, "agreement"), on="partner")
        .filter(pl.col("entry_into_force") <= pl.col("period_on"))
        .filter(pl.col("end_date").is_null() | (pl.col("end_date") >= pl.col("period_on")))
        .select("partner", "period_on")
        .unique()
    )
    inside = sums.join(days, on=["partner", "period_on"], how="semi")
    joined = inside.join(_table(place, "sector"), on="subheading", how="left")
    return finish.exports(*_collected(joined.select(*_PARTS)).row(0))


def _products(lines: pl.LazyFrame, place: Place) -> Rows:
    sums = lines.filter(_FOB > 0).group_by("subheading").agg(_FOB.sum())
    kept = sums.join(_table(place, "sector"), on="subheading", how="left").filter(
        ~pl.col("mining_energy").fill_null(value=False)
    )
    counted = kept.select((_FOB > 1_000_000).sum().alias("products"), (_FOB > 0).sum().alias("exported_products"))
    return [{"year": YEAR, **_collected(counted).row(0, named=True)}]


def _zones(lines: pl.LazyFrame, place: Place) -> Rows:
    register = _table(place, "zee_register").select("trader_id", "valid_from", "valid_to")
    days = lines.join(register, on="trader_id").filter(pl.col("valid_from") <= pl.col("period_on"))
    inside = days.filter(pl.col("valid_to").is_null() | (pl.col("valid_to") >= pl.col("period_on")))
    zone = _FOB.filter(pl.col("zone").is_not_null())
    whole = lines.select(_FOB.sum().alias("all"), zone.sum().alias("zone"), zone.count().alias("zone_lines"))
    total, firms = pl.collect_all([whole, inside.select(_FOB.sum())], engine="streaming")
    value, in_zone, found = total.row(0)
    return finish.zones(value, firms.item(), in_zone if found else None)


def _consolidated(lines: pl.LazyFrame, _place: Place) -> Rows:
    pairs = lines.filter((_FOB > 0) & _NAMED).select("trader_id", "year").unique()
    firms = pairs.group_by("trader_id").agg(pl.len().alias("years"), (pl.col("year") == YEAR).any().alias("now"))
    now = firms.filter("now").select(pl.len(), (pl.col("years") == 5).sum().alias("all"))
    exporters, steady = _collected(now).row(0)
    return [{"year": YEAR, "exporters": exporters, "consolidated": steady, "sporadic": exporters - steady}]


def _mipyme(lines: pl.LazyFrame, place: Place) -> Rows:
    known = _NAMED & ((pl.col("trader_kind") == "company") | pl.col("trader_id_valid"))
    firms = lines.group_by("trader_id").agg(
        known.any().alias("identified"),
        _FOB.sum().alias("usd"),
        ((_FOB > 0) & _NAMED).any().alias("exporter"),
    )
    sales = _table(place, "annual_sales").filter(pl.col("year") == YEAR).select("trader_id", "sales_pen", "size_class")
    uit = _collected(_table(place, "uit").filter(pl.col("year") == YEAR).select("uit_pen")).item()
    no_sales, size = pl.col("sales_pen").is_null(), pl.col("size_class")
    sized = firms.join(sales, on="trader_id", how="left").with_columns(
        size=pl.when(~pl.col("identified"))
        .then(pl.lit("other"))
        .when(no_sales & size.is_in(["micro", "pequeña", "mediana"]))
        .then(pl.lit("mipyme"))
        .when(no_sales & size.is_in(["grande", "otros"]))
        .then(pl.lit("other"))
        .when(no_sales)
        .then(pl.lit("unknown"))
        .when(pl.col("sales_pen") <= 2300 * uit)
        .then(pl.lit("mipyme"))
        .otherwise(pl.lit("other"))
    )
    small = pl.col("size") == "mipyme"
    sums = sized.select(
        pl.col("usd").filter(small).sum().alias("mipyme_usd"),
        pl.col("usd").sum().alias("exports_usd"),
        (small & pl.col("exporter")).sum().alias("mipyme_firms"),
        pl.col("exporter").sum().alias("exporters"),
        pl.col("usd").filter(pl.col("size") == "unknown").sum().alias("without_size_usd"),
    )
    return finish.mipyme(_collected(sums).row(0, named=True))


def _trade(lines: pl.LazyFrame, place: Place) -> Rows:
    sums = lines.group_by("year", "subheading", "partner").agg(_FOB.sum(), pl.col("net_kg").sum(), pl.len().alias("n"))
    named = sums.join(_table(place, "sector"), on="subheading", how="left").with_columns(
        pl.col("sector", "partner").fill_null("sin especificar")
    )
    cells = named.group_by("year", "sector", "partner").agg(
        _FOB.sum(), pl.col("net_kg").sum(), pl.col("n").sum().alias("line_count")
    )
    return finish.trade(_collected(cells).to_dicts())


def _survival(lines: pl.LazyFrame, _place: Place) -> Rows:
    pairs = lines.filter((_FOB > 0) & _NAMED).select("trader_id", "year").unique()
    power = pl.lit(2).pow(pl.col("year").cast(pl.Int64) - FIRST).cast(pl.Int64)
    firms = pairs.group_by("trader_id").agg(power.sum().alias("mask"))
    masks = _collected(firms.group_by("mask").agg(pl.len()))
    return finish.survival(dict(masks.iter_rows()))


def _band(column: str) -> pl.Expr:
    number = pl.col(column)
    few = pl.when(number < 10).then(pl.lit("2-9")).otherwise(pl.lit("10 o más"))
    return pl.when(number <= 1).then(pl.lit("1")).otherwise(few)


def _cross(lines: pl.LazyFrame, place: Place) -> Rows:
    sums = lines.filter((_FOB > 0) & _NAMED).group_by("year", "trader_id", "subheading", "partner").agg(_FOB.sum())
    profiles = (
        sums.join(_table(place, "sector").select("subheading", "sector"), on="subheading", how="left")
        .group_by("year", "trader_id")
        .agg(
            _FOB.sum(),
            pl.col("subheading").n_unique().alias("products"),
            pl.col("partner").drop_nulls().n_unique().alias("markets"),
            pl.col("sector").drop_nulls().n_unique().alias("sectors"),
        )
    )
    sectors = pl.when(pl.col("sectors") <= 1).then(pl.lit("1")).otherwise(pl.lit("más de 1"))
    banded = profiles.with_columns(products=_band("products"), markets=_band("markets"), sectors=sectors)
    cells = banded.group_by("year", "products", "markets", "sectors").agg(pl.len().alias("firms"), _FOB.sum())
    return finish.crossed(_collected(cells).to_dicts())


def _moves(lines: pl.LazyFrame, _place: Place) -> Rows:
    firms = lines.group_by("year", trader=pl.col("trader_id").fill_null("")).agg(
        _FOB.sum(), ((_FOB > 0) & _NAMED).any().alias("active")
    )
    yearly = _collected(firms).lazy()
    firsts = yearly.filter("active").group_by("trader").agg(pl.col("year").min().alias("first"))
    former = yearly.select(pl.col("year") + 1, "trader", _FOB.alias("former_usd"), pl.col("active").alias("was"))
    pairs = (
        yearly.join(former, on=["year", "trader"], how="full", coalesce=True)
        .filter(pl.col("year").is_between(FIRST + 1, LAST))
        .with_columns(pl.col("fob_usd", "former_usd").fill_null(0), pl.col("active", "was").fill_null(value=False))
        .join(firsts, on="trader", how="left")
    )
    active, was = pl.col("active"), pl.col("was")
    group = (
        pl.when(active & was)
        .then(pl.lit("continúan"))
        .when(was)
        .then(pl.lit("salen"))
        .when(active & (pl.col("first") < pl.col("year")))
        .then(pl.lit("reingresan"))
        .when(active)
        .then(pl.lit("ingresan"))
        .otherwise(pl.lit("sin empresa"))
    )
    cells = pairs.group_by("year", firm_group=group).agg(
        pl.len().alias("firms"), _FOB.sum(), pl.col("former_usd").sum()
    )
    return finish.moves(_collected(cells).to_dicts())


def _technology(lines: pl.LazyFrame, place: Place) -> Rows:
    company, person = pl.col("trader_kind") == "company", pl.col("trader_kind") == "natural_person"
    inside = lines.filter((_FOB > 0) & (company | (person & pl.col("trader_id_valid"))))
    classes = _table(place, "lall").select(
        "hs6", pl.col("technology").replace_strict(CLASS_NAMES, default=None, return_dtype=pl.String)
    )
    products = inside.group_by("year", "trader_id", "subheading").agg(_FOB.sum())
    named = products.with_columns(hs6=pl.col("subheading").str.slice(0, 6)).join(classes, on="hs6", how="left")
    by_class = _collected(named.group_by("year", "trader_id", "technology").agg(_FOB.sum())).lazy()
    classified = by_class.filter(pl.col("technology").is_not_null())
    period = classified.group_by("trader_id", "technology").agg(_FOB.sum())
    assigned = (
        period.filter(_FOB.max().over("trader_id") == _FOB)
        .group_by("trader_id")
        .agg(pl.col("technology").min(), (pl.len() > 1).alias("tied"))
    )
    passing = by_class.group_by("year", "trader_id").agg(_FOB.sum()).filter(_FOB >= 100)
    counts = (
        passing.join(assigned, on="trader_id")
        .group_by("year", "technology")
        .agg(pl.len().alias("firms"), pl.col("tied").sum())
    )
    coverage = by_class.group_by("year").agg(
        _FOB.sum().alias("all"), _FOB.filter(pl.col("technology").is_null()).sum().alias("left")
    )
    shown = assigned.select("technology").unique()
    found, covered, names = pl.collect_all([counts, coverage, shown], engine="streaming")
    return finish.technology(
        {(year, name): (firms, tied) for year, name, firms, tied in found.iter_rows()},
        {year: (value, left) for year, value, left in covered.iter_rows()},
        names["technology"].to_list(),
    )


_ANSWERS = {
    "exports_world": _exports,
    "exports_agreement": _covered,
    "products_over_threshold": _products,
    "zone_export_share": _zones,
    "consolidated_exporters": _consolidated,
    "mipyme_exports": _mipyme,
    "trade_values": _trade,
    "exporter_survival": _survival,
    "diversification_cross": _cross,
    "exporter_entry_exit": _moves,
    "technology_level": _technology,
}
