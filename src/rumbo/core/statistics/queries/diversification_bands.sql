/*
name: diversification_bands
code: D5
title: {es: "Exportadoras por número de productos, mercados y sectores", en: "Exporters by number of products, markets and sectors"}
meaning:
  es: >-
    Cuántas exportadoras venden uno, de dos a nueve o diez o más productos y a cuántos mercados, si lo hacen desde un sector o
    varios, y cuántas venden un único producto a un único mercado.
  en: >-
    How many exporters sell one, two to nine or ten or more products and to how many markets, whether from one sector or
    several, and how many sell a single product to a single market.
formula: "100 * |{f: n_products = 1 and n_markets = 1}| / |E_t|"
unit: "%"
source: pnmce:494,1601-1603
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
  - name: axis
    type: text
    unit: class
    meaning: {es: Lo que se cuenta., en: What is counted.}
  - name: band
    type: text
    unit: class
    meaning: {es: Banda., en: Band.}
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
chart: {kind: stacked, x: axis, y: firms_pct, series: [band]}
printed:
  - {year: 2022, of: "sectores, 1", value: "74.3", unit: "% of exporters", source: "pnmce:1601"}
  - {year: 2022, of: "productos, 1", value: "45.3", unit: "% of exporters", source: "pnmce:1601"}
  - {year: 2022, of: "productos, 2-9", value: "42.6", unit: "% of exporters", source: "pnmce:1601"}
  - {year: 2022, of: "productos, more than 10", value: "12.1", unit: "% of exporters", source: "pnmce:1601"}
  - {year: 2022, of: "mercados, 1", value: "56.8", unit: "% of exporters", source: "pnmce:1601"}
  - {year: 2022, of: "mercados, 2-9", value: "37.8", unit: "% of exporters", source: "pnmce:1601"}
  - {year: 2022, of: "mercados, 10 or more", value: "5.4", unit: "% of exporters", source: "pnmce:1601"}
  - {year: 2022, of: "1 product and 1 market", value: "33.4", unit: "% of exporters", source: "pnmce:1603"}
  - {of: exporters with one market, value: "more than 50", unit: "% of exporters", source: "pnmce:494"}
remarks:
  - es: >-
      Lo impreso son 8 203 empresas de 2022 contadas por CIEN-ADEX, otro universo. La banda impresa «más de diez» deja fuera
      a las de diez productos exactos; aquí es «10 o más», porque lo impreso suma 100.
    en: >-
      What is printed are 8,203 firms of 2022 counted by CIEN-ADEX, another universe. The printed band “more than ten”
      leaves out firms with exactly ten products; here it is “10 or more”, since what is printed adds to 100.
  - es: Un valor sin país o sin sector no añade un mercado ni un sector; toda exportadora tiene al menos uno.
    en: A value without country or sector adds no market or sector; every exporter has at least one.
publication: {strata: [year, axis], classes: [band], hides: [fob_usd, value_pct]}
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

axes as (
  select
    year,
    'productos' as axis,
    products as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'mercados' as axis,
    markets as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'sectores' as axis,
    sectors as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'productos y mercados' as axis,
    case when products = '1' and markets = '1' then '1 y 1' else 'los demás' end as band,
    trader_id,
    fob_usd
  from profiles
),

bands as (
  select
    year,
    axis,
    band,
    count(*) as firms,
    sum(fob_usd) as fob_usd
  from axes
  group by year, axis, band
),

totals as (
  select
    year,
    count(*) as firms,
    sum(fob_usd) as fob_usd
  from profiles
  group by year
)

select
  bands.year,
  bands.axis,
  bands.band,
  bands.firms,
  pct(bands.firms, totals.firms) as firms_pct,
  bands.fob_usd,
  pct(bands.fob_usd, totals.fob_usd) as value_pct
from bands
inner join totals on totals.year = bands.year
order by bands.year, bands.axis, bands.band
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
),

axes as (
  select
    year,
    'productos' as axis,
    products as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'mercados' as axis,
    markets as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'sectores' as axis,
    sectors as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'productos y mercados' as axis,
    case when products = '1' and markets = '1' then '1 y 1' else 'los demás' end as band,
    trader_id,
    fob_usd
  from profiles
)

select
  year,
  axis,
  band,
  trader_id,
  fob_usd as value
from axes
order by year, axis, band, trader_id
