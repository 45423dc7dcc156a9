/*
name: exporters_by_sector
code: D8
title: {es: Empresas exportadoras por sector, en: Exporters by sector}
meaning:
  es: >-
    Número de empresas con exportaciones de mercancías de cada sector. Una empresa puede estar en varios sectores.
  en: >-
    Number of firms with exports of goods of each sector. A firm may be in several sectors.
formula: count(distinct firm) with exports of the class
unit: firms
source: pnmce:1581
parameters:
  - years
  - status
  - name: minimum_value
    type: decimal
    default: 0
    minimum: 0
    meaning:
      es: Valor FOB en US$ que la empresa debe superar en el año para contar.
      en: FOB value in US$ that a firm must exceed in the year to count.
tables: [{name: sector}]
columns:
  - year
  - name: sector
    type: text
    unit: class
    meaning: {es: Clase., en: Class.}
  - name: exporters
    type: integer
    unit: firms
    meaning: {es: Empresas con exportaciones de la clase en el año., en: Firms with exports of the class in the year.}
  - name: exporters_pct
    type: ratio
    unit: "%"
    meaning:
      es: Parte de todas las exportadoras del año; una empresa puede estar en varias clases y las partes no suman 100.
      en: Part of all exporters of the year; a firm may be in several classes and the parts do not add to 100.
chart: {kind: line, x: year, y: exporters, series: [sector]}
printed:
  - {year: 2000, of: agro, value: "972", unit: firms, source: "pnmce:1581"}
  - {year: 2024, of: agro, value: "2,824", unit: firms, source: "pnmce:1581"}
remarks:
  - own_sectors
publication: open
*/
with active as (
  select
    lines.year,
    coalesce(sector.sector, 'sin especificar') as sector,
    lines.trader_id,
    sum(lines.fob_usd) as fob_usd
  from lines
  left join sector on sector.subheading = lines.subheading
  where lines.flow = 'X'
    and lines.year in (:years)
    and lines.trader_id is not null
    and lines.fob_usd > 0
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, coalesce(sector.sector, 'sin especificar'), lines.trader_id
),

by_firm as (
  select
    year,
    trader_id
  from active
  group by year, trader_id
  having sum(fob_usd) > :minimum_value
),

totals as (
  select
    year,
    count(*) as exporters
  from by_firm
  group by year
),

counts as (
  select
    year,
    sector,
    count(*) as exporters
  from active
  where fob_usd > :minimum_value
  group by year, sector
)

select
  counts.year,
  counts.sector,
  counts.exporters,
  pct(counts.exporters, totals.exporters) as exporters_pct
from counts
inner join totals on totals.year = counts.year
order by counts.year, counts.exporters desc, counts.sector
