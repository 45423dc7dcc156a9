/*
name: diversification_by_size
code: D5
title: {es: "Exportadoras por número de productos, mercados y sectores, según su tamaño", en: "Exporters by number of products, markets and sectors, by firm size"}
meaning:
  es: >-
    Las bandas de productos, mercados y sectores de las exportadoras de cada tamaño, por sus ventas del año en unidades impositivas
    tributarias (UIT).
  en: >-
    The bands of products, markets and sectors of the exporters of each size, by their sales of the year in tax units (UIT).
formula: "100 * |{f in g: n_products = 1 and n_markets = 1}| / |g|"
unit: "%"
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
  - name: sales_lag
    type: integer
    default: 0
    minimum: 0
    maximum: 3
    meaning:
      es: Años entre las ventas y las exportaciones; 0, las ventas del mismo año.
      en: Years between the sales and the exports; 0 for the sales of the same year.
  - name: micro_limit
    type: decimal
    default: 150
    minimum: 0
    meaning: {es: "Ventas en UIT hasta las que una empresa es Micro, inclusive.", en: "Sales in UIT up to which a firm is Micro, inclusive."}
  - name: small_limit
    type: decimal
    default: 1700
    minimum: 0
    meaning: {es: "Ventas en UIT hasta las que es Pequeña, inclusive.", en: "Sales in UIT up to which it is Pequeña, inclusive."}
  - name: medium_limit
    type: decimal
    default: 2300
    minimum: 0
    meaning: {es: "Ventas en UIT hasta las que es Mediana, inclusive.", en: "Sales in UIT up to which it is Mediana, inclusive."}
tables: [{name: sector}, {name: annual_sales}, {name: uit}, {name: taxpayer, required: false}]
columns:
  - year
  - name: axis
    type: text
    unit: class
    meaning: {es: Lo que se cuenta., en: What is counted.}
  - name: size
    type: text
    unit: class
    meaning: {es: "Micro, Pequeña, Mediana, Grande, Otros o sin dato.", en: "Micro, Pequeña, Mediana, Grande, Otros or sin dato (no data)."}
  - name: band
    type: text
    unit: class
    meaning: {es: Banda., en: Band.}
  - firms
  - name: firms_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en las exportadoras de ese tamaño., en: Share of the exporters of that size.}
  - name: fob_usd
    type: money
    unit: US$
    meaning: {es: Lo que exportan., en: What they export.}
  - name: value_pct
    type: ratio
    unit: "%"
    meaning: {es: "Participación en lo que exportan todas las empresas del año.", en: Share of what all firms of the year export.}
chart: {kind: stacked, x: size, y: firms_pct, series: [band], panel: axis}
remarks:
  - es: Un valor sin país o sin sector no añade un mercado ni un sector; toda exportadora tiene al menos uno.
    en: A value without country or sector adds no market or sector; every exporter has at least one.
publication: {strata: [year, axis], classes: [size, band], hides: [fob_usd, value_pct]}
*/
with by_subheading as (
  select
    year,
    trader_id,
    subheading,
    partner,
    max(case when trader_kind = 'company' or trader_id_valid then 1 else 0 end) as identified,
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
    by_subheading.identified,
    by_subheading.fob_usd
  from by_subheading
  left join sector on sector.subheading = by_subheading.subheading
),

profiles as (
  select
    year,
    trader_id,
    max(identified) as identified,
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

sized as (
  select
    profiles.year,
    profiles.trader_id,
    profiles.fob_usd,
    profiles.products,
    profiles.markets,
    profiles.sectors,
    case
      when profiles.identified = 0 or taxpayer.kind in ('public_body', 'mission', 'other') then 'Otros'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'otros' then 'Otros'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'micro' then 'Micro'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'pequeña' then 'Pequeña'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'mediana' then 'Mediana'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'grande' then 'Grande'
      when annual_sales.sales_pen is null or uit.uit_pen is null then 'sin dato'
      when annual_sales.sales_pen <= :micro_limit * uit.uit_pen then 'Micro'
      when annual_sales.sales_pen <= :small_limit * uit.uit_pen then 'Pequeña'
      when annual_sales.sales_pen <= :medium_limit * uit.uit_pen then 'Mediana'
      else 'Grande'
    end as size
  from profiles
  left join annual_sales
    on annual_sales.trader_id = profiles.trader_id
    and annual_sales.year = profiles.year - :sales_lag
  left join uit on uit.year = profiles.year - :sales_lag
  left join taxpayer on taxpayer.trader_id = profiles.trader_id
),

axes as (
  select
    year,
    'productos' as axis,
    size,
    products as band,
    trader_id,
    fob_usd
  from sized
  union all
  select
    year,
    'mercados' as axis,
    size,
    markets as band,
    trader_id,
    fob_usd
  from sized
  union all
  select
    year,
    'sectores' as axis,
    size,
    sectors as band,
    trader_id,
    fob_usd
  from sized
  union all
  select
    year,
    'productos y mercados' as axis,
    size,
    case when products = '1' and markets = '1' then '1 y 1' else 'los demás' end as band,
    trader_id,
    fob_usd
  from sized
),

bands as (
  select
    year,
    axis,
    size,
    band,
    count(*) as firms,
    sum(fob_usd) as fob_usd
  from axes
  group by year, axis, size, band
),

group_totals as (
  select
    year,
    size,
    count(*) as firms
  from sized
  group by year, size
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from sized
  group by year
)

select
  bands.year,
  bands.axis,
  bands.size,
  bands.band,
  bands.firms,
  pct(bands.firms, group_totals.firms) as firms_pct,
  bands.fob_usd,
  pct(bands.fob_usd, totals.fob_usd) as value_pct
from bands
inner join group_totals
  on group_totals.year = bands.year
  and group_totals.size = bands.size
inner join totals on totals.year = bands.year
order by bands.year, bands.axis, bands.size, bands.band
;
with by_subheading as (
  select
    year,
    trader_id,
    subheading,
    partner,
    max(case when trader_kind = 'company' or trader_id_valid then 1 else 0 end) as identified,
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
    by_subheading.identified,
    by_subheading.fob_usd
  from by_subheading
  left join sector on sector.subheading = by_subheading.subheading
),

profiles as (
  select
    year,
    trader_id,
    max(identified) as identified,
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

sized as (
  select
    profiles.year,
    profiles.trader_id,
    profiles.fob_usd,
    profiles.products,
    profiles.markets,
    profiles.sectors,
    case
      when profiles.identified = 0 or taxpayer.kind in ('public_body', 'mission', 'other') then 'Otros'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'otros' then 'Otros'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'micro' then 'Micro'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'pequeña' then 'Pequeña'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'mediana' then 'Mediana'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'grande' then 'Grande'
      when annual_sales.sales_pen is null or uit.uit_pen is null then 'sin dato'
      when annual_sales.sales_pen <= :micro_limit * uit.uit_pen then 'Micro'
      when annual_sales.sales_pen <= :small_limit * uit.uit_pen then 'Pequeña'
      when annual_sales.sales_pen <= :medium_limit * uit.uit_pen then 'Mediana'
      else 'Grande'
    end as size
  from profiles
  left join annual_sales
    on annual_sales.trader_id = profiles.trader_id
    and annual_sales.year = profiles.year - :sales_lag
  left join uit on uit.year = profiles.year - :sales_lag
  left join taxpayer on taxpayer.trader_id = profiles.trader_id
),

axes as (
  select
    year,
    'productos' as axis,
    size,
    products as band,
    trader_id,
    fob_usd
  from sized
  union all
  select
    year,
    'mercados' as axis,
    size,
    markets as band,
    trader_id,
    fob_usd
  from sized
  union all
  select
    year,
    'sectores' as axis,
    size,
    sectors as band,
    trader_id,
    fob_usd
  from sized
  union all
  select
    year,
    'productos y mercados' as axis,
    size,
    case when products = '1' and markets = '1' then '1 y 1' else 'los demás' end as band,
    trader_id,
    fob_usd
  from sized
)

select
  year,
  axis,
  size,
  band,
  trader_id,
  fob_usd as value
from axes
order by year, axis, size, band, trader_id
