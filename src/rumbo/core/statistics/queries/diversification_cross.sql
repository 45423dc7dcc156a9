/*
name: diversification_cross
code: D
title: {es: "Exportadoras por bandas de productos, mercados y sectores a la vez", en: "Exporters by bands of products, markets and sectors at once"}
meaning:
  es: Las mismas bandas de productos, mercados y sectores, cruzadas; cada exportadora está en una sola casilla.
  en: The same bands of products, markets and sectors, crossed; every exporter is in one cell only.
formula: firms and value by (n_products, n_markets, n_sectors)
unit: firms
source: pnmce:1601-1603
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
  - name: digits
    type: integer
    default: 10
    minimum: 2
    maximum: 10
    meaning: {es: Dígitos de la subpartida que hacen distinto a un producto., en: Digits of the subheading that make a product a different one.}
tables: [{name: sector}]
columns:
  - year
  - name: products
    type: text
    unit: class
    meaning: {es: Banda de productos., en: Band of products.}
  - name: markets
    type: text
    unit: class
    meaning: {es: Banda de mercados., en: Band of markets.}
  - name: sectors
    type: text
    unit: class
    meaning: {es: Banda de sectores., en: Band of sectors.}
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
publication: {classes: [products, markets, sectors], hides: [fob_usd, value_pct]}
*/
with by_subheading as (
  select
    year,
    trader_id,
    subheading,
    partner,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and trader_id is not null
    and fob_usd > 0
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id, subheading, partner
),

by_class as (
  select
    by_subheading.year,
    by_subheading.trader_id,
    substring(by_subheading.subheading, 1, :digits) as product,
    by_subheading.partner,
    sector.sector,
    by_subheading.fob_usd
  from by_subheading
  left join sector on sector.subheading = by_subheading.subheading
),

profiles as (
  select
    year,
    trader_id,
    sum(fob_usd) as fob_usd,
    case
      when count(distinct product) = 1 then '1'
      when count(distinct product) < 10 then '2-9'
      else '10 o más'
    end as products,
    case
      when count(distinct partner) <= 1 then '1'
      when count(distinct partner) < 10 then '2-9'
      else '10 o más'
    end as markets,
    case when count(distinct sector) <= 1 then '1' else 'más de 1' end as sectors
  from by_class
  group by year, trader_id
  having sum(fob_usd) > :minimum_value
),

totals as (
  select
    year,
    count(*) as firms,
    sum(fob_usd) as fob_usd
  from profiles
  group by year
),

crossed as (
  select
    year,
    products,
    markets,
    sectors,
    count(*) as firms,
    sum(fob_usd) as fob_usd
  from profiles
  group by year, products, markets, sectors
)

select
  crossed.year,
  crossed.products,
  crossed.markets,
  crossed.sectors,
  crossed.firms,
  pct(crossed.firms, totals.firms) as firms_pct,
  crossed.fob_usd,
  pct(crossed.fob_usd, totals.fob_usd) as value_pct
from crossed
inner join totals on totals.year = crossed.year
order by crossed.year, crossed.products, crossed.markets, crossed.sectors
;
with by_subheading as (
  select
    year,
    trader_id,
    subheading,
    partner,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and trader_id is not null
    and fob_usd > 0
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id, subheading, partner
),

by_class as (
  select
    by_subheading.year,
    by_subheading.trader_id,
    substring(by_subheading.subheading, 1, :digits) as product,
    by_subheading.partner,
    sector.sector,
    by_subheading.fob_usd
  from by_subheading
  left join sector on sector.subheading = by_subheading.subheading
),

profiles as (
  select
    year,
    trader_id,
    sum(fob_usd) as fob_usd,
    case
      when count(distinct product) = 1 then '1'
      when count(distinct product) < 10 then '2-9'
      else '10 o más'
    end as products,
    case
      when count(distinct partner) <= 1 then '1'
      when count(distinct partner) < 10 then '2-9'
      else '10 o más'
    end as markets,
    case when count(distinct sector) <= 1 then '1' else 'más de 1' end as sectors
  from by_class
  group by year, trader_id
  having sum(fob_usd) > :minimum_value
)

select
  year,
  products,
  markets,
  sectors,
  trader_id,
  fob_usd as value
from profiles
order by year, products, markets, sectors, trader_id
