/*
name: goods_services_trade
code: A8
title: {es: Comercio exterior de bienes y servicios, en: Goods and services trade}
meaning:
  es: >-
    Comercio de bienes de las aduanas más comercio de servicios del BCRP. Un año de servicios es su valor anual o la suma
    de sus cuatro trimestres; si falta una parte no hay suma.
  en: >-
    Goods trade from customs plus services trade from the BCRP. A year of services is its yearly value or the sum of its
    four quarters; where a part is missing there is no sum.
formula: T_t + XS_t + MS_t
unit: US$
source: pnmce:648,2462,5068
parameters: [years, status]
tables: [{name: services_bcrp}]
columns:
  - year
  - name: goods_usd
    type: money
    unit: US$
    meaning:
      es: Comercio de bienes a FOB; vacío si falta uno de los flujos.
      en: Goods trade at FOB; empty where one of the flows is missing.
  - name: services_exports_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones de servicios; vacío si faltan., en: Services exports; empty where missing.}
  - name: services_imports_usd
    type: money
    unit: US$
    meaning: {es: Importaciones de servicios; vacío si faltan., en: Services imports; empty where missing.}
  - name: trade_usd
    meaning: {es: Comercio de bienes y servicios., en: Goods and services trade.}
chart: {kind: bar, x: year, y: trade_usd}
printed:
  - {year: 2001, value: "17,534", unit: US$ million, source: "pnmce:648"}
  - {year: 2024, value: "148,038", unit: US$ million, source: "pnmce:648"}
  - {year: 2024, of: another edition, value: "152", unit: US$ thousand million, source: "pnmce:2462,2468"}
remarks:
  - imports_fob
  - monthly_revision
  - es: Los servicios se estiman con encuestas de alcance limitado (pnmce:1741,5065); la edición es la de la tabla cargada.
    en: Services are estimated from surveys of limited scope (pnmce:1741,5065); the edition is that of the table loaded.
publication: {hides: [goods_usd, trade_usd]}
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
),

services as (
  select
    year,
    max(case when quarter is null then exports_usd_million end) as year_exports,
    max(case when quarter is null then imports_usd_million end) as year_imports,
    sum(case when quarter is not null then exports_usd_million end) as quarters_exports,
    sum(case when quarter is not null then imports_usd_million end) as quarters_imports,
    sum(case when quarter is not null and exports_usd_million is not null then 1 else 0 end) as export_quarters,
    sum(case when quarter is not null and imports_usd_million is not null then 1 else 0 end) as import_quarters
  from services_bcrp
  where item = 'total'
  group by year
),

parts as (
  select
    flows.year,
    flows.exports_usd + flows.imports_usd as goods_usd,
    cast(
      1000000 * coalesce(
        services.year_exports, case when services.export_quarters = 4 then services.quarters_exports end
      ) as decimal(38, 2)
    ) as services_exports_usd,
    cast(
      1000000 * coalesce(
        services.year_imports, case when services.import_quarters = 4 then services.quarters_imports end
      ) as decimal(38, 2)
    ) as services_imports_usd
  from flows
  left join services on services.year = flows.year
)

select
  year,
  goods_usd,
  services_exports_usd,
  services_imports_usd,
  goods_usd + services_exports_usd + services_imports_usd as trade_usd
from parts
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
