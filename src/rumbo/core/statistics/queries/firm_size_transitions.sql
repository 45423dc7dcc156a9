/*
name: firm_size_transitions
code: D
title: {es: Cambios de tamaño de las exportadoras, en: Changes of size of exporters}
meaning:
  es: >-
    De qué tamaño eran el año anterior las exportadoras de cada tamaño, y cuáles no exportaron en uno de los dos años. Dice si
    un salto del valor de una clase es crecimiento o reclasificación.
  en: >-
    Which size the exporters of each size had the year before, and which did not export in one of the two years. It tells
    whether a jump of the value of a class is growth or reclassification.
formula: firms and value by (size in t-1, size in t)
unit: firms
source: pnmce:559-568
parameters:
  - years
  - status
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
tables: [{name: annual_sales}, {name: uit}, {name: taxpayer, required: false}]
columns:
  - year
  - name: former_size
    type: text
    unit: class
    meaning: {es: Tamaño el año anterior., en: Size the year before.}
  - name: size
    type: text
    unit: class
    meaning: {es: Tamaño en el año., en: Size in the year.}
  - firms
  - name: former_usd
    type: money
    unit: US$
    meaning: {es: Lo que exportaron el año anterior., en: What they exported the year before.}
  - name: fob_usd
    type: money
    unit: US$
    meaning: {es: Lo que exportaron en el año., en: What they exported in the year.}
printed:
  - {year: 2024, of: growth of Micro, value: "182.3", unit: "% of value", source: "pnmce:563"}
  - {year: 2024, of: growth of Micro, value: "6.8", unit: "% of firms", source: "pnmce:563"}
remarks:
  - es: >-
      La política no imprime de qué año son las ventas; se toman las del mismo año, y la clase «sin dato» recoge a quienes
      no tienen ventas ni tamaño en la tabla cargada.
    en: >-
      The policy does not print of which year the sales are; those of the same year are taken, and the class “sin dato”
      holds the firms that have neither sales nor size in the table loaded.
publication: {classes: [former_size, size], hides: [former_usd, fob_usd]}
*/
with firm_years as (
  select
    year,
    trader_id,
    max(case when trader_id is not null and (trader_kind = 'company' or trader_id_valid) then 1 else 0 end) as identified,
    sum(fob_usd) as fob_usd,
    sum(case when trader_id is not null and fob_usd > 0 then fob_usd else 0 end) as positive_usd
  from lines
  where flow = 'X'
    and year in (:years_and_before)
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id
),

sized as (
  select
    firm_years.year,
    firm_years.trader_id,
    firm_years.fob_usd,
    firm_years.positive_usd,
    case
      when firm_years.identified = 0 or taxpayer.kind in ('public_body', 'mission', 'other') then 'Otros'
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
  from firm_years
  left join annual_sales
    on annual_sales.trader_id = firm_years.trader_id
    and annual_sales.year = firm_years.year - :sales_lag
  left join uit on uit.year = firm_years.year - :sales_lag
  left join taxpayer on taxpayer.trader_id = firm_years.trader_id
),

both_years as (
  select
    year,
    trader_id,
    size,
    positive_usd as fob_usd,
    cast(null as text) as former_size,
    cast(null as decimal(38, 2)) as former_usd
  from sized
  where positive_usd > 0
  union all
  select
    year + 1 as year,
    trader_id,
    cast(null as text) as size,
    cast(null as decimal(38, 2)) as fob_usd,
    size as former_size,
    positive_usd as former_usd
  from sized
  where positive_usd > 0
),

moves as (
  select
    year,
    trader_id,
    coalesce(max(former_size), 'no exportó') as former_size,
    coalesce(max(size), 'no exportó') as size,
    coalesce(max(former_usd), 0) as former_usd,
    coalesce(max(fob_usd), 0) as fob_usd
  from both_years
  where year in (:years)
  group by year, trader_id
),

years_with_data as (
  select distinct year
  from lines
  where flow = 'X'
)

select
  moves.year,
  moves.former_size,
  moves.size,
  count(*) as firms,
  sum(moves.former_usd) as former_usd,
  sum(moves.fob_usd) as fob_usd
from moves
inner join years_with_data as this on this.year = moves.year
inner join years_with_data as former on former.year = moves.year - 1
group by moves.year, moves.former_size, moves.size
order by moves.year, moves.former_size, moves.size
;
with firm_years as (
  select
    year,
    trader_id,
    max(case when trader_id is not null and (trader_kind = 'company' or trader_id_valid) then 1 else 0 end) as identified,
    sum(fob_usd) as fob_usd,
    sum(case when trader_id is not null and fob_usd > 0 then fob_usd else 0 end) as positive_usd
  from lines
  where flow = 'X'
    and year in (:years_and_before)
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id
),

sized as (
  select
    firm_years.year,
    firm_years.trader_id,
    firm_years.fob_usd,
    firm_years.positive_usd,
    case
      when firm_years.identified = 0 or taxpayer.kind in ('public_body', 'mission', 'other') then 'Otros'
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
  from firm_years
  left join annual_sales
    on annual_sales.trader_id = firm_years.trader_id
    and annual_sales.year = firm_years.year - :sales_lag
  left join uit on uit.year = firm_years.year - :sales_lag
  left join taxpayer on taxpayer.trader_id = firm_years.trader_id
),

both_years as (
  select
    year,
    trader_id,
    size,
    positive_usd as fob_usd,
    cast(null as text) as former_size,
    cast(null as decimal(38, 2)) as former_usd
  from sized
  where positive_usd > 0
  union all
  select
    year + 1 as year,
    trader_id,
    cast(null as text) as size,
    cast(null as decimal(38, 2)) as fob_usd,
    size as former_size,
    positive_usd as former_usd
  from sized
  where positive_usd > 0
),

moves as (
  select
    year,
    trader_id,
    coalesce(max(former_size), 'no exportó') as former_size,
    coalesce(max(size), 'no exportó') as size,
    coalesce(max(former_usd), 0) as former_usd,
    coalesce(max(fob_usd), 0) as fob_usd
  from both_years
  where year in (:years)
  group by year, trader_id
),

years_with_data as (
  select distinct year
  from lines
  where flow = 'X'
)

select
  moves.year,
  moves.former_size,
  moves.size,
  'del año' as part,
  moves.trader_id,
  moves.fob_usd as value
from moves
where moves.fob_usd > 0
union all
select
  moves.year,
  moves.former_size,
  moves.size,
  'del año anterior' as part,
  moves.trader_id,
  moves.former_usd as value
from moves
where moves.former_usd > 0
order by year, former_size, size, part, trader_id
