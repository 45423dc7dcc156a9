/*
name: trade_by_continent
code: C3
title: {es: Comercio por continente, en: Trade by continent}
meaning:
  es: >-
    Valor FOB y participación de cada continente en las exportaciones, las importaciones o ambas. La política imprime
    participaciones en el comercio total y en las exportaciones, que son dos estadísticas; de un año con un solo flujo no
    hay comercio total.
  en: >-
    FOB value of each continent and its share of the exports, the imports or both. The policy prints shares of total
    trade and of exports, which are two statistics; of a year with one flow only there is no total trade.
formula: 100 * V_{k,t} / V_t
unit: "%"
source: pnmce:373,581
parameters:
  - name: universe
    type: choice
    choices: [exports, imports, trade]
    default: exports
    meaning: {es: "Exportaciones, importaciones o ambas.", en: "Exports, imports or both."}
  - years
  - status
tables: [{name: country}]
columns:
  - year
  - name: continent
    type: text
    unit: class
    meaning: {es: Continente del socio., en: Continent of the partner.}
  - fob_usd
  - share_pct
chart: {kind: stacked, x: year, y: share_pct, series: [continent]}
printed:
  - {year: 2001, of: "comercio total, América", value: "55", unit: "% of goods trade", source: "pnmce:373"}
  - {year: 2001, of: "comercio total, Europa", value: "24", unit: "% of goods trade", source: "pnmce:373"}
  - {year: 2001, of: "comercio total, Asia", value: "19", unit: "% of goods trade", source: "pnmce:373"}
  - {year: 2024, of: "comercio total, Europa", value: "14", unit: "% of goods trade", source: "pnmce:373"}
  - {year: 2024, of: "exportaciones, Asia", value: "53", unit: "% of exports (more than)", source: "pnmce:581"}
  - {year: 2024, of: "exportaciones, América", value: "30", unit: "% of exports", source: "pnmce:581"}
  - {year: 2024, of: "exportaciones, Europa", value: "16", unit: "% of exports", source: "pnmce:581"}
publication: {classes: [continent], dimensions: {continent: continent}, hides: [fob_usd, share_pct]}
*/
with by_partner as (
  select
    lines.year,
    lines.flow,
    lines.partner,
    sum(lines.fob_usd) as fob_usd
  from lines
  where ((lines.flow = 'X' and :universe <> 'imports') or (lines.flow = 'M' and :universe <> 'exports'))
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, lines.flow, lines.partner
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from by_partner
  group by year
  having :universe <> 'trade'
    or count(distinct flow) = 2
),

placed as (
  select
    by_partner.year,
    case
      when country.special or country.continent is null then 'sin especificar'
      else country.continent
    end as continent,
    by_partner.fob_usd
  from by_partner
  left join country on country.code = by_partner.partner
),

by_continent as (
  select
    year,
    continent,
    sum(fob_usd) as fob_usd
  from placed
  group by year, continent
)

select
  by_continent.year,
  by_continent.continent,
  by_continent.fob_usd,
  pct(by_continent.fob_usd, totals.fob_usd) as share_pct
from by_continent
inner join totals on totals.year = by_continent.year
order by by_continent.year, by_continent.fob_usd desc, by_continent.continent
;
with placed as (
  select
    lines.year,
    case
      when country.special or country.continent is null then 'sin especificar'
      else country.continent
    end as continent,
    lines.trader_id,
    lines.fob_usd
  from lines
  left join country on country.code = lines.partner
  where ((lines.flow = 'X' and :universe <> 'imports') or (lines.flow = 'M' and :universe <> 'exports'))
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
)

select
  year,
  continent,
  trader_id,
  sum(fob_usd) as value
from placed
group by year, continent, trader_id
order by year, continent, trader_id
