/*
name: world_trade_share
code: E8
title: {es: Participación en el comercio mundial, en: Share in world trade}
meaning:
  es: >-
    Exportaciones e importaciones de bienes y servicios del país sobre las del mundo. Los bienes salen de las declaraciones; los
    servicios, del banco central; el mundo, de la OMC. Si falta una parte no hay dato.
  en: >-
    Exports and imports of goods and services of the country over those of the world. Goods come from the declarations,
    services from the central bank, the world from the WTO. Where a part is missing there is no value.
formula: 100 * (XB + XS + MB + MS) / (WXB + WXS + WMB + WMS)
unit: "%"
source: pnmce:2381,2433-2470,7342
parameters: [years, status]
tables: [{name: services_bcrp}, {name: world_trade}]
columns:
  - year
  - name: goods_exports_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones de bienes., en: Exports of goods.}
  - name: goods_imports_usd
    type: money
    unit: US$
    meaning: {es: Importaciones de bienes., en: Imports of goods.}
  - name: services_exports_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones de servicios., en: Exports of services.}
  - name: services_imports_usd
    type: money
    unit: US$
    meaning: {es: Importaciones de servicios., en: Imports of services.}
  - name: trade_usd
    type: money
    unit: US$
    meaning: {es: Las cuatro., en: All four.}
  - name: world_usd
    type: money
    unit: US$
    meaning: {es: Las cuatro del mundo., en: All four of the world.}
  - name: share_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación., en: Share.}
  - name: mean_share_pct
    type: ratio
    unit: "%"
    meaning:
      es: "La otra forma de la política, media sobre media (pnmce:2438): da lo mismo."
      en: "The policy's other form, mean over mean (pnmce:2438): it gives the same."
chart: {kind: line, x: year, y: share_pct}
printed:
  - {year: 2005, value: "0.13", unit: "% of world trade", source: "pnmce:2440"}
  - {year: 2024, value: "0.23", unit: "% of world trade", source: "pnmce:2381,2440,2445,2470,7342"}
  - {year: 2040, of: trend, value: "0.27", unit: "% of world trade", source: "pnmce:2470"}
  - {year: 2040, of: desired and feasible, value: "0.3", unit: "% of world trade", source: "pnmce:2381,2470,7342"}
  - {year: 2040, of: aspirational, value: "0.34", unit: "% of world trade", source: "pnmce:2470"}
publication: open
*/
with goods as (
  select
    year,
    sum(case when flow = 'X' then fob_usd end) as exports_usd,
    sum(case when flow = 'M' then fob_usd end) as imports_usd
  from lines
  where year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year
),

by_year as (
  select
    year,
    max(case when quarter is null then exports_usd_million end) as whole_exports,
    max(case when quarter is null then imports_usd_million end) as whole_imports,
    sum(case when quarter is not null then exports_usd_million end) as quarter_exports,
    sum(case when quarter is not null then imports_usd_million end) as quarter_imports,
    count(distinct case when exports_usd_million is not null then quarter end) as export_quarters,
    count(distinct case when imports_usd_million is not null then quarter end) as import_quarters
  from services_bcrp
  where item = 'total'
  group by year
),

services as (
  select
    year,
    cast(
      coalesce(whole_exports, case when export_quarters = 4 then quarter_exports end) * 1000000 as decimal(38, 2)
    ) as exports_usd,
    cast(
      coalesce(whole_imports, case when import_quarters = 4 then quarter_imports end) * 1000000 as decimal(38, 2)
    ) as imports_usd
  from by_year
),

world as (
  select
    year,
    cast(
      (
        goods_exports_usd_million + goods_imports_usd_million
        + services_exports_usd_million + services_imports_usd_million
      ) * 1000000 as decimal(38, 2)
    ) as fob_usd
  from world_trade
  where year in (:years)
),

joined as (
  select
    world.year,
    goods.exports_usd as goods_exports_usd,
    goods.imports_usd as goods_imports_usd,
    services.exports_usd as services_exports_usd,
    services.imports_usd as services_imports_usd,
    goods.exports_usd + services.exports_usd as exports_usd,
    goods.imports_usd + services.imports_usd as imports_usd,
    world.fob_usd as world_usd
  from world
  left join goods on goods.year = world.year
  left join services on services.year = world.year
)

select
  year,
  goods_exports_usd,
  goods_imports_usd,
  services_exports_usd,
  services_imports_usd,
  exports_usd + imports_usd as trade_usd,
  world_usd,
  pct(exports_usd + imports_usd, world_usd) as share_pct,
  pct((exports_usd + imports_usd) * 0.5, world_usd * 0.5) as mean_share_pct
from joined
order by year
