/*
name: diversification_by_department
code: D5
title: {es: "Exportadoras por número de productos, mercados y sectores, según el departamento", en: "Exporters by number of products, markets and sectors, by department"}
meaning:
  es: >-
    Las bandas de productos, mercados y sectores de lo que cada empresa exporta desde un departamento. Una empresa de dos
    departamentos está en los dos, en cada uno con lo que exporta desde él.
  en: >-
    The bands of products, markets and sectors of what each firm exports from a department. A firm of two departments is in
    both, in each with what it exports from there.
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
tables: [{name: sector}, {name: department}]
columns:
  - year
  - name: axis
    type: text
    unit: class
    meaning: {es: Lo que se cuenta., en: What is counted.}
  - name: department
    type: text
    unit: class
    meaning: {es: Código del departamento., en: Code of the department.}
  - name: department_name
    type: text
    unit: class
    meaning: {es: Su nombre., en: Its name.}
  - name: band
    type: text
    unit: class
    meaning: {es: Banda., en: Band.}
  - firms
  - name: firms_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en las exportadoras del departamento., en: Share of the exporters of the department.}
  - name: fob_usd
    type: money
    unit: US$
    meaning: {es: Lo que exportan., en: What they export.}
  - name: value_pct
    type: ratio
    unit: "%"
    meaning: {es: "Participación en lo que exportan todas las empresas del año.", en: Share of what all firms of the year export.}
chart: {kind: stacked, x: department_name, y: firms_pct, series: [band], panel: axis}
remarks:
  - department
  - es: Un valor sin país o sin sector no añade un mercado ni un sector; toda exportadora tiene al menos uno.
    en: A value without country or sector adds no market or sector; every exporter has at least one.
publication: {strata: [year, axis], classes: [department, band], hides: [fob_usd, value_pct]}
*/
with by_subheading as (
  select
    year,
    trader_id,
    coalesce(department, 'sin especificar') as department,
    subheading,
    partner,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and trader_id is not null
    and fob_usd > 0
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id, coalesce(department, 'sin especificar'), subheading, partner
),

by_class as (
  select
    by_subheading.year,
    by_subheading.trader_id,
    by_subheading.department,
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
    department,
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
  group by year, trader_id, department
  having sum(fob_usd) > :minimum_value
),

axes as (
  select
    year,
    'productos' as axis,
    department,
    products as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'mercados' as axis,
    department,
    markets as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'sectores' as axis,
    department,
    sectors as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'productos y mercados' as axis,
    department,
    case when products = '1' and markets = '1' then '1 y 1' else 'los demás' end as band,
    trader_id,
    fob_usd
  from profiles
),

bands as (
  select
    year,
    axis,
    department,
    band,
    count(*) as firms,
    sum(fob_usd) as fob_usd
  from axes
  group by year, axis, department, band
),

group_totals as (
  select
    year,
    department,
    count(*) as firms
  from profiles
  group by year, department
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from profiles
  group by year
)

select
  bands.year,
  bands.axis,
  bands.department,
  coalesce(department.name, bands.department) as department_name,
  bands.band,
  bands.firms,
  pct(bands.firms, group_totals.firms) as firms_pct,
  bands.fob_usd,
  pct(bands.fob_usd, totals.fob_usd) as value_pct
from bands
inner join group_totals
  on group_totals.year = bands.year
  and group_totals.department = bands.department
inner join totals on totals.year = bands.year
left join department on department.code = bands.department
order by bands.year, bands.axis, bands.department, bands.band
;
with by_subheading as (
  select
    year,
    trader_id,
    coalesce(department, 'sin especificar') as department,
    subheading,
    partner,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and trader_id is not null
    and fob_usd > 0
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id, coalesce(department, 'sin especificar'), subheading, partner
),

by_class as (
  select
    by_subheading.year,
    by_subheading.trader_id,
    by_subheading.department,
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
    department,
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
  group by year, trader_id, department
  having sum(fob_usd) > :minimum_value
),

axes as (
  select
    year,
    'productos' as axis,
    department,
    products as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'mercados' as axis,
    department,
    markets as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'sectores' as axis,
    department,
    sectors as band,
    trader_id,
    fob_usd
  from profiles
  union all
  select
    year,
    'productos y mercados' as axis,
    department,
    case when products = '1' and markets = '1' then '1 y 1' else 'los demás' end as band,
    trader_id,
    fob_usd
  from profiles
)

select
  year,
  axis,
  department,
  band,
  trader_id,
  fob_usd as value
from axes
order by year, axis, department, band, trader_id
