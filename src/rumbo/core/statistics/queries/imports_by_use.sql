/*
name: imports_by_use
code: B4
title: {es: Importaciones por uso o destino económico, en: Imports by economic use}
meaning:
  es: >-
    Valor FOB de las importaciones de cada año por uso económico de la mercancía (insumos, bienes de capital, bienes de
    consumo) y su participación en el total.
  en: >-
    FOB value of the imports of each year by economic use of the goods (inputs, capital goods, consumer goods), and its
    share of the total.
formula: M_{u,t}; 100 * M_{u,t} / M_t
unit: US$
source: pnmce:277,282
parameters: [years, status]
tables: [{name: use_class}]
columns:
  - year
  - name: use_class
    type: text
    unit: class
    meaning: {es: Uso o destino económico., en: Economic use.}
  - fob_usd
  - share_pct
chart: {kind: stacked, x: year, y: fob_usd, series: [use_class]}
printed:
  - {year: 2024, of: insumos, value: "49", unit: "% of imports", source: "pnmce:277"}
  - {year: 2024, of: bienes de capital, value: "29", unit: "% of imports", source: "pnmce:277"}
remarks: [imports_fob, own_lists]
publication: {classes: [use_class], hides: [fob_usd, share_pct]}
*/
with by_subheading as (
  select
    year,
    subheading,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'M'
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, subheading
),

by_use as (
  select
    by_subheading.year,
    coalesce(use_class.use_class, 'sin especificar') as use_class,
    sum(by_subheading.fob_usd) as fob_usd
  from by_subheading
  left join use_class on use_class.subheading = by_subheading.subheading
  group by by_subheading.year, coalesce(use_class.use_class, 'sin especificar')
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from by_subheading
  group by year
)

select
  by_use.year,
  by_use.use_class,
  by_use.fob_usd,
  pct(by_use.fob_usd, totals.fob_usd) as share_pct
from by_use
inner join totals on totals.year = by_use.year
order by by_use.year, by_use.fob_usd desc, by_use.use_class
;
select
  lines.year,
  coalesce(use_class.use_class, 'sin especificar') as use_class,
  lines.trader_id,
  sum(lines.fob_usd) as value
from lines
left join use_class on use_class.subheading = lines.subheading
where lines.flow = 'M'
  and lines.year in (:years)
  and (:status = 'all' or lines.regularised_on is not null)
group by lines.year, coalesce(use_class.use_class, 'sin especificar'), lines.trader_id
order by year, use_class, trader_id
