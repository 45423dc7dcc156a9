"""The same statistics as an analyst would write them by hand for DuckDB, each for its one question.

The views hold exactly the files of the flow and the years that the question needs; the sector of each subheading was
resolved before. Sums are exact decimals; percentages are binary floating point, as they come.
"""

from collections.abc import Sequence

import duckdb

from benchmarks.comparison.finish import Rows
from benchmarks.comparison.place import Place
from benchmarks.comparison.tasks import FIRST, LAST, YEAR, task

_TABLES = ("sector", "agreement", "zee_register", "annual_sales", "uit", "lall")

_EXPORTS = """
select
  {year} as year,
  sum(fob_usd) as total_usd,
  coalesce(sum(fob_usd) filter (mining_energy), 0) as mining_energy_usd,
  total_usd - mining_energy_usd as fob_usd,
  100 * (total_usd - mining_energy_usd) / total_usd as share_pct,
  coalesce(sum(fob_usd) filter (sector is null), 0) as unlisted_usd
from {lines} left join sector using (subheading)
"""

_COVERED = """(
  select subheading, sum(fob_usd) as fob_usd
  from (select subheading, partner, period_on, sum(fob_usd) as fob_usd from lines group by all) as l
  where exists (
    from agreement as a
    where a.partner = l.partner
      and a.entry_into_force <= l.period_on
      and (a.end_date is null or a.end_date >= l.period_on)
  )
  group by subheading
)"""

_BY_SUBHEADING = "(select subheading, sum(fob_usd) as fob_usd from lines group by subheading)"

_PRODUCTS = f"""
select
  {YEAR} as year,
  count(*) filter (usd > 1000000) as products,
  count(*) filter (usd > 0) as exported_products
from (select subheading, sum(fob_usd) as usd from lines where fob_usd > 0 group by subheading)
left join sector using (subheading)
where not coalesce(mining_energy, false)
"""

_ZONES = f"""
select
  {YEAR} as year,
  sum(l.fob_usd) as exports_usd,
  coalesce(sum(l.fob_usd) filter (z.trader_id is not null), 0) as firms_usd,
  100 * firms_usd / exports_usd as firms_pct,
  null as reported_usd,
  null as reported_pct,
  null as reported_months,
  sum(l.fob_usd) filter (l.zone is not null) as zone_usd,
  100 * zone_usd / exports_usd as zone_pct
from lines as l
left join zee_register as z
  on z.trader_id = l.trader_id
  and z.valid_from <= l.period_on
  and (z.valid_to is null or z.valid_to >= l.period_on)
"""

_CONSOLIDATED = f"""
select
  {YEAR} as year,
  count(*) filter (years >= 16) as exporters,
  count(*) filter (years = 31) as consolidated,
  exporters - consolidated as sporadic
from (
  select bit_or(1 << (year - {YEAR - 4})) as years
  from lines
  where fob_usd > 0 and trader_id is not null
  group by trader_id
)
"""

_MIPYME = f"""
with firms as (
  select
    trader_id,
    bool_or(trader_id is not null and (trader_kind = 'company' or trader_id_valid)) as identified,
    sum(fob_usd) as usd,
    coalesce(sum(fob_usd) filter (fob_usd > 0 and trader_id is not null), 0) > 0 as exporter
  from lines
  group by trader_id
),
sized as (
  select
    firms.*,
    case
      when not identified then 'other'
      when sales_pen is null and size_class in ('micro', 'pequeña', 'mediana') then 'mipyme'
      when sales_pen is null and size_class in ('grande', 'otros') then 'other'
      when sales_pen is null then 'unknown'
      when sales_pen <= 2300 * uit_pen then 'mipyme'
      else 'other'
    end as size
  from firms
  left join annual_sales on annual_sales.trader_id = firms.trader_id and annual_sales.year = {YEAR}
  left join uit on uit.year = {YEAR}
)
select
  {YEAR} as year,
  sum(usd) filter (size = 'mipyme') as mipyme_usd,
  sum(usd) as exports_usd,
  100 * mipyme_usd / exports_usd as share_pct,
  count(*) filter (size = 'mipyme' and exporter) as mipyme_firms,
  count(*) filter (exporter) as exporters,
  100 * mipyme_firms / exporters as firms_share_pct,
  100 * coalesce(sum(usd) filter (size = 'unknown'), 0) / exports_usd as without_size_pct
from sized
"""

_TRADE = """
with by_subheading as (
  select year, subheading, partner, sum(fob_usd) as fob_usd, sum(net_kg) as net_kg, count(*) as line_count
  from lines
  group by all
),
cells as (
  select
    year,
    coalesce(sector, 'sin especificar') as sector,
    coalesce(partner, 'sin especificar') as partner,
    sum(fob_usd) as fob_usd,
    sum(net_kg) as net_kg,
    sum(line_count) as line_count
  from by_subheading left join sector using (subheading)
  group by all
)
select
  this.*,
  100 * this.fob_usd / sum(this.fob_usd) over (partition by this.year) as share_pct,
  former.fob_usd as former_usd,
  case when former.fob_usd > 0 then 100 * (this.fob_usd - former.fob_usd) / former.fob_usd end as growth_pct
from cells as this
left join cells as former
  on former.year = this.year - 1 and former.sector = this.sector and former.partner = this.partner
"""

_SURVIVAL = f"""
with firms as (
  select bit_or(1 << (year - {FIRST})) as years
  from lines
  where fob_usd > 0 and trader_id is not null
  group by trader_id
),
masks as (select years, count(*) as firms from firms group by years),
cohorts as (
  select cohort, years >> (cohort - {FIRST}) as years, firms
  from masks, range({FIRST + 5}, {LAST + 1}) as c(cohort)
  where (years >> (cohort - {FIRST})) & 1 = 1 and (years >> (cohort - {FIRST} - 5)) & 31 = 0
)
select
  cohort,
  k,
  1 as cohorts,
  sum(firms) as firms,
  coalesce(sum(firms) filter (years & ((1 << k) - 1) = (1 << k) - 1), 0) as at_risk,
  coalesce(sum(firms) filter (years & ((2 << k) - 1) = (2 << k) - 1), 0) as continuous,
  coalesce(sum(firms) filter ((years >> k) & 1 = 1), 0) as present,
  100 * continuous / sum(firms) as continuous_pct,
  100 * present / sum(firms) as present_pct
from cohorts, range(1, 11) as h(k)
where cohort + k <= {LAST}
group by cohort, k
"""

_CROSS = """
with by_product as (
  select year, trader_id, subheading, partner, sum(fob_usd) as fob_usd
  from lines
  where fob_usd > 0 and trader_id is not null
  group by all
),
profiles as (
  select
    year,
    sum(fob_usd) as fob_usd,
    count(distinct subheading) as n_products,
    count(distinct partner) as n_markets,
    count(distinct sector) as n_sectors
  from by_product left join sector using (subheading)
  group by year, trader_id
),
cells as (
  select
    year,
    case when n_products = 1 then '1' when n_products < 10 then '2-9' else '10 o más' end as products,
    case when n_markets <= 1 then '1' when n_markets < 10 then '2-9' else '10 o más' end as markets,
    case when n_sectors <= 1 then '1' else 'más de 1' end as sectors,
    count(*) as firms,
    sum(fob_usd) as fob_usd
  from profiles
  group by all
)
select
  *,
  100 * firms / sum(firms) over (partition by year) as firms_pct,
  100 * fob_usd / sum(fob_usd) over (partition by year) as value_pct
from cells
"""

_MOVES = """
with firms as (
  select
    year,
    coalesce(trader_id, '') as trader,
    sum(fob_usd) as usd,
    bool_or(trader_id is not null and fob_usd > 0) as active
  from lines
  group by all
),
firsts as (select trader, min(year) as first_year from firms where active group by trader),
pairs as (
  select
    coalesce(this.year, former.year + 1) as year,
    coalesce(this.trader, former.trader) as trader,
    coalesce(this.usd, 0) as usd,
    coalesce(former.usd, 0) as former,
    coalesce(this.active, false) as active,
    coalesce(former.active, false) as was
  from firms as this full join firms as former on former.trader = this.trader and former.year = this.year - 1
),
grouped as (
  select
    year,
    case
      when active and was then 'continúan'
      when was then 'salen'
      when active and first_year < year then 'reingresan'
      when active then 'ingresan'
      else 'sin empresa'
    end as firm_group,
    count(*) as n,
    sum(usd) as fob_usd,
    sum(former) as former_usd
  from pairs left join firsts using (trader)
  where year > (select min(year) from firms) and year <= (select max(year) from firms)
  group by all
)
select
  year,
  firm_group,
  case firm_group
    when 'continúan' then 'intensivo' when 'sin empresa' then 'sin atribuir' else 'extensivo'
  end as margin,
  case when firm_group = 'sin empresa' then 0 else n end as firms,
  former_usd,
  fob_usd,
  100 * (fob_usd - former_usd) / sum(former_usd) over this_year as contribution_pp,
  100 * (sum(fob_usd) over this_year - sum(former_usd) over this_year) / sum(former_usd) over this_year
    as total_growth_pct
from grouped
window this_year as (partition by year)
"""

_TECHNOLOGY = f"""
with classes as (
  select
    hs6,
    case technology
      when 'primarios' then '1. Bienes primarios'
      when 'basados en recursos naturales' then '2. Bienes basados en recursos naturales'
      when 'baja' then '3. Bienes de baja tecnología'
      when 'mediana' then '4. Bienes de mediana y alta tecnología'
      when 'alta' then '4. Bienes de mediana y alta tecnología'
    end as technology
  from lall
),
by_subheading as (
  select year, trader_id, subheading, sum(fob_usd) as usd
  from lines
  where fob_usd > 0 and (trader_kind = 'company' or (trader_kind = 'natural_person' and trader_id_valid))
  group by all
),
by_class as (
  select year, trader_id, technology, sum(usd) as usd
  from by_subheading left join classes on hs6 = subheading[1:6]
  group by all
),
ranked as (
  select trader_id, technology, rank() over (partition by trader_id order by sum(usd) desc) as place
  from by_class
  where technology is not null
  group by trader_id, technology
),
assigned as (
  select trader_id, min(technology) as technology, count(*) > 1 as tied
  from ranked
  where place = 1
  group by trader_id
),
passing as (select year, trader_id from by_class group by all having sum(usd) >= 100),
counts as (
  select year, technology, count(*) as firms, count(*) filter (tied) as tied_firms
  from passing join assigned using (trader_id)
  group by all
),
cells as (
  select year, technology, coalesce(firms, 0) as firms, coalesce(tied_firms, 0) as tied_firms
  from (from range({FIRST}, {LAST + 1}) as y(year), (select distinct technology from assigned))
  left join counts using (year, technology)
),
shares as (select *, 100 * firms / sum(firms) over (partition by year) as share_pct from cells),
coverage as (
  select year, 100 * coalesce(sum(usd) filter (technology is null), 0) / sum(usd) as unclassified_pct
  from by_class
  group by year
)
select
  year,
  technology,
  firms,
  share_pct,
  share_pct - first_value(share_pct) over (partition by technology order by year) as change_pp,
  tied_firms,
  unclassified_pct,
  {LAST - FIRST + 1} as years_with_data
from shares join coverage using (year)
"""

QUERIES = {
    "exports_world": _EXPORTS.format(year=YEAR, lines=_BY_SUBHEADING),
    "exports_agreement": _EXPORTS.format(year=YEAR, lines=_COVERED),
    "products_over_threshold": _PRODUCTS,
    "zone_export_share": _ZONES,
    "consolidated_exporters": _CONSOLIDATED,
    "mipyme_exports": _MIPYME,
    "trade_values": _TRADE,
    "exporter_survival": _SURVIVAL,
    "diversification_cross": _CROSS,
    "exporter_entry_exit": _MOVES,
    "technology_level": _TECHNOLOGY,
}


def answer(name: str, place: Place) -> Rows:
    """The rows of a task."""
    with duckdb.connect() as connection:
        _show(connection, place, place.files(task(name).years), QUERIES[name])
        rows: Rows = connection.sql(QUERIES[name]).to_arrow_table().to_pylist()
    return rows


def _show(connection: duckdb.DuckDBPyConnection, place: Place, files: Sequence[str], query: str) -> None:
    """Make the lines and the tables that the query names."""
    listed = ", ".join(f"'{file}'" for file in files)
    types = "hive_types = {'flow': varchar, 'year': integer}"
    connection.execute(f"create view lines as from read_parquet([{listed}], hive_partitioning = true, {types})")
    for table in (each for each in _TABLES if each in query):
        connection.execute(f"create view {table} as from '{place.table(table)}'")
