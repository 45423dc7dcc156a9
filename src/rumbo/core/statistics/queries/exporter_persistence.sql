/*
name: exporter_persistence
code: D
title: {es: Exportadoras por años de actividad, en: Exporters by years of activity}
meaning:
  es: >-
    Exportadoras de cada año según en cuántos de los últimos años de la ventana exportaron, ese año incluido. Los años cuya
    ventana los datos no cubren no se muestran.
  en: >-
    Exporters of each year by in how many of the last years of the window they exported, that year among them. Years whose
    window the data do not cover are not shown.
formula: "|{f in E_t: f exported in n of the last w years}|"
unit: firms
source: pnmce:671-673
parameters:
  - years
  - status
  - name: window
    type: integer
    default: 10
    minimum: 2
    maximum: 50
    meaning: {es: "Años que se miran, hasta el año mostrado.", en: "Years looked at, up to the year shown."}
  - name: minimum_value
    type: decimal
    default: 0
    minimum: 0
    meaning:
      es: Valor FOB en US$ que la empresa debe superar en el año para contar.
      en: FOB value in US$ that a firm must exceed in the year to count.
columns:
  - year
  - name: years_active
    type: integer
    unit: years
    meaning: {es: Años de la ventana en que exportaron., en: Years of the window in which they exported.}
  - firms
  - name: firms_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en el número de exportadoras., en: Share of the number of exporters.}
  - name: fob_usd
    type: money
    unit: US$
    meaning: {es: Lo que exportan., en: What they export.}
  - name: value_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en lo que exportan todas ellas., en: Share of what all of them export.}
chart: {kind: bar, x: years_active, y: firms_pct, series: [year]}
publication: {classes: [years_active], hides: [fob_usd, value_pct]}
*/
with active as (
  select
    trader_id,
    year,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year > :years_min - :window
    and year <= :years_max
    and trader_id is not null
    and fob_usd > 0
    and (:status = 'all' or regularised_on is not null)
  group by trader_id, year
  having sum(fob_usd) > :minimum_value
),

beginning as (
  select min(year) as first_year
  from lines
  where flow = 'X'
),

spans as (
  select
    this.year,
    this.trader_id,
    max(this.fob_usd) as fob_usd,
    count(*) as years_active
  from active as this
  cross join beginning
  inner join active as other
    on other.trader_id = this.trader_id
    and other.year > this.year - :window
    and other.year <= this.year
  where this.year in (:years)
    and this.year - :window >= beginning.first_year - 1
  group by this.year, this.trader_id
),

totals as (
  select
    year,
    count(*) as firms,
    sum(fob_usd) as fob_usd
  from spans
  group by year
),

counts as (
  select
    year,
    years_active,
    count(*) as firms,
    sum(fob_usd) as fob_usd
  from spans
  group by year, years_active
)

select
  counts.year,
  counts.years_active,
  counts.firms,
  pct(counts.firms, totals.firms) as firms_pct,
  counts.fob_usd,
  pct(counts.fob_usd, totals.fob_usd) as value_pct
from counts
inner join totals on totals.year = counts.year
order by counts.year, counts.years_active
;
with active as (
  select
    trader_id,
    year,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year > :years_min - :window
    and year <= :years_max
    and trader_id is not null
    and fob_usd > 0
    and (:status = 'all' or regularised_on is not null)
  group by trader_id, year
  having sum(fob_usd) > :minimum_value
),

beginning as (
  select min(year) as first_year
  from lines
  where flow = 'X'
),

spans as (
  select
    this.year,
    this.trader_id,
    max(this.fob_usd) as fob_usd,
    count(*) as years_active
  from active as this
  cross join beginning
  inner join active as other
    on other.trader_id = this.trader_id
    and other.year > this.year - :window
    and other.year <= this.year
  where this.year in (:years)
    and this.year - :window >= beginning.first_year - 1
  group by this.year, this.trader_id
)

select
  year,
  years_active,
  trader_id,
  fob_usd as value
from spans
order by year, years_active, trader_id
