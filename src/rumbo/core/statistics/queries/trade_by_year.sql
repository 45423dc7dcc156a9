/*
name: trade_by_year
code: A3
title: {es: Comercio exterior de bienes por año, en: Goods trade by year}
meaning:
  es: Suma de exportaciones e importaciones de bienes de cada año, a FOB. Si falta uno de los dos flujos no hay suma.
  en: Sum of the goods exports and imports of each year, at FOB. Where one of the two flows is missing there is no sum.
formula: T_t = X_t + M_t
unit: US$
source: pnmce:282,289
parameters: [years, status]
columns:
  - year
  - exports_usd
  - imports_usd
  - trade_usd
chart: {kind: bar, x: year, y: trade_usd}
printed:
  - {year: 2000, value: "13,749", unit: US$ million, source: "pnmce:289"}
  - {year: 2024, value: "125,817", unit: US$ million, source: "pnmce:289"}
remarks: [imports_fob, monthly_revision]
publication: {hides: [exports_usd, imports_usd, trade_usd]}
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
  exports_usd + imports_usd as trade_usd
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
