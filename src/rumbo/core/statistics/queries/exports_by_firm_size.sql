/*
name: exports_by_firm_size
code: D2
title: {es: Exportaciones y exportadoras por tamaño de empresa, en: Exports and exporters by firm size}
meaning:
  es: >-
    Valor FOB y número de exportadoras por tamaño, según las ventas anuales en unidades impositivas tributarias (UIT): Micro
    hasta 150, Pequeña hasta 1 700, Mediana hasta 2 300 y Grande por encima. Otros son embajadas, misiones, instituciones
    públicas y personas sin negocio; lo exportado sin documento cuenta ahí en valor, no como empresa.
  en: >-
    FOB value and number of exporters by size, by yearly sales in tax units (UIT): Micro up to 150, Pequeña up to 1,700,
    Mediana up to 2,300 and Grande above. Otros are embassies, missions, public institutions and persons without business;
    what is exported without a tax id counts there in value, not as a firm.
formula: u = S_t / UIT_t; X by class; 100 * X_class / X_t
unit: US$
source: pnmce:553-568,5146
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
  - name: size
    type: text
    unit: class
    meaning: {es: "Micro, Pequeña, Mediana, Grande, Otros o sin dato.", en: "Micro, Pequeña, Mediana, Grande, Otros or sin dato (no data)."}
  - name: mipyme
    type: flag
    unit: flag
    meaning: {es: "Si la clase es Micro, Pequeña o Mediana.", en: "Whether the class is Micro, Pequeña or Mediana."}
  - fob_usd
  - share_pct
  - firms
  - name: firms_share_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en el número de exportadoras del año., en: Share of the number of exporters of the year.}
chart: {kind: stacked, x: year, y: firms, series: [size]}
printed:
  - {year: 2023, of: Total, value: "64,607", unit: US$ million, source: "pnmce:559"}
  - {year: 2024, of: Total, value: "74,518", unit: US$ million, source: "pnmce:559"}
  - {year: 2023, of: Total, value: "9,336", unit: firms, source: "pnmce:559"}
  - {year: 2024, of: Total, value: "9,771", unit: firms, source: "pnmce:559"}
  - {year: 2023, of: Grande, value: "62,073", unit: US$ million, source: "pnmce:560"}
  - {year: 2024, of: Grande, value: "71,239", unit: US$ million, source: "pnmce:560"}
  - {year: 2023, of: Grande, value: "2,681", unit: firms, source: "pnmce:560"}
  - {year: 2024, of: Grande, value: "2,899", unit: firms, source: "pnmce:560"}
  - {year: 2023, of: Mediana, value: "628", unit: US$ million, source: "pnmce:561"}
  - {year: 2024, of: Mediana, value: "749", unit: US$ million, source: "pnmce:561"}
  - {year: 2023, of: Mediana, value: "401", unit: firms, source: "pnmce:561"}
  - {year: 2024, of: Mediana, value: "446", unit: firms, source: "pnmce:561"}
  - {year: 2023, of: Pequeña, value: "1,503", unit: US$ million, source: "pnmce:562"}
  - {year: 2024, of: Pequeña, value: "1,433", unit: US$ million, source: "pnmce:562"}
  - {year: 2023, of: Pequeña, value: "3,301", unit: firms, source: "pnmce:562"}
  - {year: 2024, of: Pequeña, value: "3,264", unit: firms, source: "pnmce:562"}
  - {year: 2023, of: Micro, value: "386", unit: US$ million, source: "pnmce:563"}
  - {year: 2024, of: Micro, value: "1,091", unit: US$ million, source: "pnmce:563"}
  - {year: 2023, of: Micro, value: "2,867", unit: firms, source: "pnmce:563"}
  - {year: 2024, of: Micro, value: "3,062", unit: firms, source: "pnmce:563"}
  - {year: 2023, of: Otros, value: "17", unit: US$ million, source: "pnmce:564"}
  - {year: 2024, of: Otros, value: "6", unit: US$ million, source: "pnmce:564"}
  - {year: 2023, of: Otros, value: "86", unit: firms, source: "pnmce:564"}
  - {year: 2024, of: Otros, value: "100", unit: firms, source: "pnmce:564"}
remarks:
  - es: >-
      La política no imprime de qué año son las ventas; se toman las del mismo año, y la clase «sin dato» recoge a quienes
      no tienen ventas ni tamaño en la tabla cargada.
    en: >-
      The policy does not print of which year the sales are; those of the same year are taken, and the class “sin dato”
      holds the firms that have neither sales nor size in the table loaded.
publication: {classes: [size], hides: [fob_usd, share_pct]}
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
    and year in (:years)
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

totals as (
  select
    year,
    sum(fob_usd) as fob_usd,
    sum(case when positive_usd > 0 then 1 else 0 end) as firms
  from sized
  group by year
),

by_size as (
  select
    year,
    size,
    sum(fob_usd) as fob_usd,
    sum(case when positive_usd > 0 then 1 else 0 end) as firms
  from sized
  group by year, size
)

select
  by_size.year,
  by_size.size,
  by_size.size in ('Micro', 'Pequeña', 'Mediana') as mipyme,
  by_size.fob_usd,
  pct(by_size.fob_usd, totals.fob_usd) as share_pct,
  by_size.firms,
  pct(by_size.firms, totals.firms) as firms_share_pct
from by_size
inner join totals on totals.year = by_size.year
order by by_size.year, by_size.fob_usd desc, by_size.size
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
    and year in (:years)
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
)

select
  year,
  size,
  trader_id,
  fob_usd as value
from sized
order by year, size, trader_id
