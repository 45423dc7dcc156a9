/*
name: consolidated_exporters
code: D3
title: {es: Empresas exportadoras consolidadas y esporádicas, en: Consolidated and sporadic exporters}
meaning:
  es: >-
    Consolidadas: exportaron en cada uno de los últimos años de la ventana, cinco por defecto. Esporádicas: exportaron en
    el año, pero no en todos ellos. Si los datos no cubren la ventana, no hay dato.
  en: >-
    Consolidated: exported in each of the last years of the window, five by default. Sporadic: exported in the year but
    not in all of them. Where the data do not cover the window there is no value.
formula: C_t = E_t ∩ E_{t-1} ∩ ... ∩ E_{t-4}; S_t = E_t minus C_t
unit: firms
source: pnmce:671-673,5119,5136
parameters:
  - years
  - status
  - name: window
    type: integer
    default: 5
    minimum: 2
    maximum: 30
    meaning: {es: Años seguidos que hacen consolidada a una empresa., en: Years in a row that make a firm consolidated.}
  - name: minimum_value
    type: decimal
    default: 0
    minimum: 0
    meaning:
      es: Valor FOB en US$ que la empresa debe superar en un año para contar como exportadora de ese año.
      en: FOB value in US$ that a firm must exceed in a year to count as an exporter of that year.
columns:
  - year
  - name: exporters
    type: integer
    unit: firms
    meaning: {es: Empresas exportadoras del año., en: Exporters of the year.}
  - name: consolidated
    type: integer
    unit: firms
    meaning: {es: Exportadoras en cada año de la ventana., en: Exporters in each year of the window.}
  - name: sporadic
    type: integer
    unit: firms
    meaning: {es: Las demás exportadoras del año., en: The other exporters of the year.}
chart: {kind: line, x: year, y: consolidated}
printed:
  - {year: 2024, of: consolidated, value: "3,318", unit: firms, source: "pnmce:672,2819,5136"}
  - {year: 2024, of: sporadic, value: "6,453", unit: firms, source: "pnmce:673"}
  - {year: 2024, of: exporters, value: "9,771", unit: firms, source: "pnmce:559,671"}
publication: open
*/
with active as (
  select
    trader_id,
    year
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

spans as (
  select
    this.year,
    this.trader_id,
    count(*) as active_years
  from active as this
  inner join active as other
    on other.trader_id = this.trader_id
    and other.year > this.year - :window
    and other.year <= this.year
  where this.year in (:years)
  group by this.year, this.trader_id
),

beginning as (
  select min(year) as first_year
  from lines
  where flow = 'X'
),

counts as (
  select
    year,
    count(*) as exporters,
    sum(case when active_years = :window then 1 else 0 end) as consolidated
  from spans
  group by year
)

select
  counts.year,
  counts.exporters,
  case when counts.year - :window >= beginning.first_year - 1 then counts.consolidated end as consolidated,
  case
    when counts.year - :window >= beginning.first_year - 1 then counts.exporters - counts.consolidated
  end as sporadic
from counts
cross join beginning
order by counts.year
