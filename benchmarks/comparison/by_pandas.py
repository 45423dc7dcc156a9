"""The same statistics with pandas, on the columns that each needs; money as binary floating point, as usual."""

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds

from benchmarks.comparison import finish
from benchmarks.comparison.finish import CLASS_NAMES, Rows
from benchmarks.comparison.place import Place
from benchmarks.comparison.tasks import FIRST, LAST, YEAR, task

_DECIMALS = ("fob_usd", "net_kg")


def answer(name: str, place: Place) -> Rows:
    """The rows of a task."""
    asked = task(name)
    hive = ds.partitioning(pa.schema([("flow", pa.string()), ("year", pa.int32())]), flavor="hive")
    base = str(place.lake / "lines")
    lines = ds.dataset(place.files(asked.years), format="parquet", partitioning=hive, partition_base_dir=base)
    read = {
        column: ds.field(column).cast(pa.float64()) if column in _DECIMALS else ds.field(column)
        for column in asked.columns
    }
    return _ANSWERS[name](lines.to_table(columns=read).to_pandas(split_blocks=True, self_destruct=True), place)


def _table(place: Place, name: str) -> pd.DataFrame:
    return pd.read_parquet(place.table(name))


def _sums(frame: pd.DataFrame, *by: str, column: str = "fob_usd") -> pd.DataFrame:
    return frame.groupby(list(by), sort=False, dropna=False)[column].sum().reset_index()


def _parts(sums: pd.DataFrame, place: Place) -> Rows:
    joined = sums.merge(_table(place, "sector"), on="subheading", how="left")
    mining = joined["mining_energy"].eq(True)  # noqa: FBT003 - a value, not an option
    value = joined["fob_usd"]
    return finish.exports(value.sum(), value[mining].sum(), value[joined["sector"].isna()].sum())


def _exports(lines: pd.DataFrame, place: Place) -> Rows:
    return _parts(_sums(lines, "subheading"), place)


def _covered(lines: pd.DataFrame, place: Place) -> Rows:
    sums = _sums(lines, "subheading", "partner", "period_on")
    days = sums[["partner", "period_on"]].drop_duplicates().merge(_table(place, "agreement"), on="partner")
    open_end = days["end_date"].isna()
    begun = days["entry_into_force"] <= days["period_on"]
    kept = days[begun & (open_end | (days["end_date"].where(~open_end, days["period_on"]) >= days["period_on"]))]
    inside = sums.merge(kept[["partner", "period_on"]].drop_duplicates(), on=["partner", "period_on"])
    return _parts(inside, place)


def _products(lines: pd.DataFrame, place: Place) -> Rows:
    sums = _sums(lines[lines["fob_usd"] > 0], "subheading")
    joined = sums.merge(_table(place, "sector"), on="subheading", how="left")
    value = joined.loc[~joined["mining_energy"].eq(True), "fob_usd"].round(2)  # noqa: FBT003 - a value, not an option
    return [{"year": YEAR, "products": (value > 1_000_000).sum(), "exported_products": (value > 0).sum()}]


def _zones(lines: pd.DataFrame, place: Place) -> Rows:
    joined = lines.merge(_table(place, "zee_register")[["trader_id", "valid_from", "valid_to"]], on="trader_id")
    open_end = joined["valid_to"].isna()
    begun = joined["valid_from"] <= joined["period_on"]
    kept = begun & (open_end | (joined["valid_to"].where(~open_end, joined["period_on"]) >= joined["period_on"]))
    in_zone = lines.loc[lines["zone"].notna(), "fob_usd"]
    zone = in_zone.sum() if len(in_zone) else None
    return finish.zones(lines["fob_usd"].sum(), joined.loc[kept, "fob_usd"].sum(), zone)


def _active(lines: pd.DataFrame) -> pd.DataFrame:
    return lines.loc[(lines["fob_usd"] > 0) & lines["trader_id"].notna(), ["trader_id", "year"]].drop_duplicates()


def _consolidated(lines: pd.DataFrame, _place: Place) -> Rows:
    pairs = _active(lines)
    now = pairs.loc[pairs["year"] == YEAR, "trader_id"]
    years = pairs.groupby("trader_id").size().loc[now]
    steady = int((years == 5).sum())
    return [{"year": YEAR, "exporters": len(now), "consolidated": steady, "sporadic": len(now) - steady}]


def _mipyme(lines: pd.DataFrame, place: Place) -> Rows:
    named = lines["trader_id"].notna()
    lines["identified"] = named & ((lines["trader_kind"] == "company") | lines["trader_id_valid"])
    lines["exporter"] = named & (lines["fob_usd"] > 0)
    firms = lines.groupby("trader_id", sort=False, dropna=False).agg(
        identified=("identified", "any"), usd=("fob_usd", "sum"), exporter=("exporter", "any")
    )
    sales, uit = _table(place, "annual_sales"), _table(place, "uit")
    sales = sales.loc[sales["year"] == YEAR, ["trader_id", "sales_pen", "size_class"]]
    limit = 2300 * float(uit.loc[uit["year"] == YEAR, "uit_pen"].iloc[0])
    sized = firms.reset_index().merge(sales, on="trader_id", how="left")
    pen, size = sized["sales_pen"].astype(float), sized["size_class"]
    told = pen.isna() & size.isin(["micro", "pequeña", "mediana"])
    small = sized["identified"] & (told | (pen <= limit))
    unknown = sized["identified"] & pen.isna() & size.isna()
    return finish.mipyme(
        {
            "mipyme_usd": sized.loc[small, "usd"].sum(),
            "exports_usd": sized["usd"].sum(),
            "mipyme_firms": int((small & sized["exporter"]).sum()),
            "exporters": int(sized["exporter"].sum()),
            "without_size_usd": sized.loc[unknown, "usd"].sum(),
        }
    )


def _trade(lines: pd.DataFrame, place: Place) -> Rows:
    sums = lines.groupby(["year", "subheading", "partner"], sort=False, dropna=False).agg(
        fob_usd=("fob_usd", "sum"), net_kg=("net_kg", "sum"), line_count=("fob_usd", "size")
    )
    named = sums.reset_index().merge(_table(place, "sector")[["subheading", "sector"]], on="subheading", how="left")
    named[["sector", "partner"]] = named[["sector", "partner"]].fillna("sin especificar")
    cells = named.groupby(["year", "sector", "partner"], sort=False)[["fob_usd", "net_kg", "line_count"]].sum()
    return finish.trade(cells.reset_index().to_dict("records"))


def _survival(lines: pd.DataFrame, _place: Place) -> Rows:
    pairs = _active(lines)
    pairs["bit"] = 2 ** (pairs["year"].astype("int64") - FIRST)
    masks = pairs.groupby("trader_id", sort=False)["bit"].sum().value_counts()
    return finish.survival({int(mask): int(count) for mask, count in masks.items()})


def _cross(lines: pd.DataFrame, place: Place) -> Rows:
    kept = lines[(lines["fob_usd"] > 0) & lines["trader_id"].notna()]
    sums = _sums(kept, "year", "trader_id", "subheading", "partner")
    joined = sums.merge(_table(place, "sector")[["subheading", "sector"]], on="subheading", how="left")
    profiles = joined.groupby(["year", "trader_id"], sort=False).agg(
        fob_usd=("fob_usd", "sum"),
        products=("subheading", "nunique"),
        markets=("partner", "nunique"),
        sectors=("sector", "nunique"),
    )
    ends = [-1, 1, 9, 10**9]
    for column in ("products", "markets"):
        profiles[column] = pd.cut(profiles[column], ends, labels=["1", "2-9", "10 o más"]).astype(str)
    profiles["sectors"] = pd.cut(profiles["sectors"], [-1, 1, 10**9], labels=["1", "más de 1"]).astype(str)
    cells = profiles.groupby(["year", "products", "markets", "sectors"]).agg(
        firms=("fob_usd", "size"), fob_usd=("fob_usd", "sum")
    )
    return finish.crossed(cells.reset_index().to_dict("records"))


def _moves(lines: pd.DataFrame, _place: Place) -> Rows:
    lines["active"] = (lines["fob_usd"] > 0) & lines["trader_id"].notna()
    firms = (
        lines.groupby(["year", "trader_id"], sort=False, dropna=False)
        .agg(fob_usd=("fob_usd", "sum"), active=("active", "any"))
        .reset_index()
    )
    former = firms.rename(columns={"fob_usd": "former_usd", "active": "was"}).assign(year=firms["year"] + 1)
    pairs = firms.merge(former, on=["year", "trader_id"], how="outer")
    pairs = pairs[pairs["year"].between(FIRST + 1, LAST)]
    pairs[["fob_usd", "former_usd"]] = pairs[["fob_usd", "former_usd"]].fillna(0.0)
    active, was = pairs["active"].eq(True), pairs["was"].eq(True)  # noqa: FBT003 - values, not options
    firsts = firms[firms["active"]].groupby("trader_id")["year"].min().rename("first")
    back = pairs.join(firsts, on="trader_id")["first"] < pairs["year"]
    pairs["firm_group"] = "sin empresa"
    pairs.loc[active, "firm_group"] = "ingresan"
    pairs.loc[active & back, "firm_group"] = "reingresan"
    pairs.loc[was, "firm_group"] = "salen"
    pairs.loc[active & was, "firm_group"] = "continúan"
    cells = pairs.groupby(["year", "firm_group"]).agg(
        firms=("fob_usd", "size"), fob_usd=("fob_usd", "sum"), former_usd=("former_usd", "sum")
    )
    return finish.moves(cells.reset_index().to_dict("records"))


def _technology(lines: pd.DataFrame, place: Place) -> Rows:
    company, person = lines["trader_kind"] == "company", lines["trader_kind"] == "natural_person"
    kept = lines[(lines["fob_usd"] > 0) & (company | (person & lines["trader_id_valid"]))]
    products = _sums(kept, "year", "trader_id", "subheading")
    products["hs6"] = products["subheading"].str[:6]
    classes = _table(place, "lall")[["hs6", "technology"]]
    classes["technology"] = classes["technology"].map(CLASS_NAMES)
    by_class = _sums(products.merge(classes, on="hs6", how="left"), "year", "trader_id", "technology")
    classified = by_class[by_class["technology"].notna()]
    period = _sums(classified, "trader_id", "technology")
    period["fob_usd"] = period["fob_usd"].round(2)
    largest = period[period["fob_usd"] == period.groupby("trader_id")["fob_usd"].transform("max")]
    assigned = largest.groupby("trader_id").agg(technology=("technology", "min"), ties=("technology", "size"))
    totals = _sums(by_class, "year", "trader_id")
    passing = totals[totals["fob_usd"].round(2) >= 100].join(assigned, on="trader_id", how="inner")
    passing["tied"] = passing["ties"] > 1
    counts = passing.groupby(["year", "technology"])["tied"].agg(["size", "sum"])
    left = by_class[by_class["technology"].isna()].groupby("year")["fob_usd"].sum()
    whole = by_class.groupby("year")["fob_usd"].sum()
    return finish.technology(
        {(int(key[0]), key[1]): (int(row["size"]), int(row["sum"])) for key, row in counts.iterrows()},
        {int(year): (value, left.get(year, 0.0)) for year, value in whole.items()},
        assigned["technology"].unique().tolist(),
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
