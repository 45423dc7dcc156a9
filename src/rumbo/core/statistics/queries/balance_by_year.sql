/*
name: balance_by_year
code: A4
title: {es: Balanza comercial de bienes, en: Goods trade balance}
meaning:
  es: >-
    Exportaciones menos importaciones de bienes de cada año, ambas a FOB, y cuánto de las importaciones cubren las
    exportaciones. Si falta uno de los dos flujos no hay balanza.
  en: >-
    Goods exports minus imports of each year, both at FOB, and how much of the imports the exports cover. Where one of
    the two flows is missing there is no balance.
formula: B_t = X_t - M_t; 100 * X_t / M_t
unit: US$
source: pnmce:282,426
parameters: [years, status]
columns:
  - year
  - exports_usd
  - imports_usd
  - name: balance_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones menos importaciones., en: Exports minus imports.}
  - name: coverage_pct
    type: ratio
    unit: "%"
    meaning: {es: Exportaciones sobre importaciones., en: Exports over imports.}
chart: {kind: bar, x: year, y: balance_usd}
printed:
  - {year: 2024, value: "23,190", unit: US$ million, source: "pnmce:426"}
remarks:
  - imports_fob
  - monthly_revision
  - es: La balanza impresa de 2024, 23,190, no es la resta de los valores impresos, 74,518 y 51,299, que da 23,219.
    en: The balance printed for 2024, 23,190, is not the difference of the printed values, 74,518 and 51,299, which is 23,219.
publication: {hides: [exports_usd, imports_usd, balance_usd, coverage_pct]}
*/
with flows as (
  select
    year,
    sum(case when flow = 'X' then fob_usd end) as exports_usd,
    sum(case when flow = 'M' then fob_usd end) as imports_usd
  from lines
  where flow in ('X', 'M')
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year
)

select
  year,
  exports_usd,
  imports_usd,
  exports_usd - imports_usd as balance_usd,
  case when imports_usd > 0 then pct(exports_usd, imports_usd) end as coverage_pct
from flows
order by year
;
select
  year,
  flow as part,
  trader_id,
  sum(fob_usd) as value
from lines
where flow in ('X', 'M')
  and year in (:years)
  and (:status = 'all' or regularised_on is not null)
group by year, flow, trader_id
order by year, part, trader_id
