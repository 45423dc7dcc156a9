/*
name: exports_by_sector
code: B2
title: {es: Exportaciones por sector económico, en: Exports by economic sector}
meaning:
  es: >-
    Valor FOB de las exportaciones de cada año por sector económico de la mercancía y su participación en el total. Lo
    que ningún sector recoge se muestra como «sin especificar» y cuenta en el total.
  en: >-
    FOB value of the exports of each year by economic sector of the goods, and its share of the total. What no sector
    holds is shown as “sin especificar” and counts in the total.
formula: X_{s,t}; 100 * X_{s,t} / X_t
unit: US$
source: pnmce:294,304,581,1560,4983,5046
parameters: [years, status]
tables: [{name: sector}]
columns:
  - year
  - name: sector
    type: text
    unit: class
    meaning: {es: Sector económico de la subpartida., en: Economic sector of the subheading.}
  - fob_usd
  - share_pct
chart: {kind: stacked, x: year, y: fob_usd, series: [sector]}
printed:
  - {year: 2024, of: minería (metálica y no metálica), value: "63", unit: "% of exports", source: "pnmce:294,1560"}
  - {year: 2024, of: agro, value: "17", unit: "% of exports", source: "pnmce:294"}
  - {year: 2024, of: agropecuario, value: "12,741", unit: US$ million, source: "pnmce:581,1560"}
  - {year: 2024, of: textil-confecciones, value: "1,640", unit: US$ million, source: "pnmce:581"}
remarks: [own_sectors]
publication: {classes: [sector], hides: [fob_usd, share_pct]}
*/
with by_subheading as (
  select
    year,
    subheading,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, subheading
),

by_sector as (
  select
    by_subheading.year,
    coalesce(sector.sector, 'sin especificar') as sector,
    sum(by_subheading.fob_usd) as fob_usd
  from by_subheading
  left join sector on sector.subheading = by_subheading.subheading
  group by by_subheading.year, coalesce(sector.sector, 'sin especificar')
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from by_subheading
  group by year
)

select
  by_sector.year,
  by_sector.sector,
  by_sector.fob_usd,
  pct(by_sector.fob_usd, totals.fob_usd) as share_pct
from by_sector
inner join totals on totals.year = by_sector.year
order by by_sector.year, by_sector.fob_usd desc, by_sector.sector
;
select
  lines.year,
  coalesce(sector.sector, 'sin especificar') as sector,
  lines.trader_id,
  sum(lines.fob_usd) as value
from lines
left join sector on sector.subheading = lines.subheading
where lines.flow = 'X'
  and lines.year in (:years)
  and (:status = 'all' or lines.regularised_on is not null)
group by lines.year, coalesce(sector.sector, 'sin especificar'), lines.trader_id
order by year, sector, trader_id
