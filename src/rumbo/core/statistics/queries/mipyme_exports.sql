/*
name: mipyme_exports
code: D
title: {es: "Exportaciones de las micro, pequeñas y medianas empresas", en: "Exports of micro, small and medium firms"}
meaning:
  es: >-
    Valor FOB y número de las exportadoras Micro, Pequeñas y Medianas, y su participación en el total. Si de ninguna
    exportadora del año se conoce el tamaño, no hay dato.
  en: >-
    FOB value and number of the exporters that are Micro, Pequeña or Mediana, and their share of the whole. Where the size
    of no exporter of the year is known there is no value.
formula: 100 * (X_micro + X_pequeña + X_mediana) / X_t; the same for firms
unit: US$
source: pnmce:551,565-566,5146
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
  - name: mipyme_usd
    type: money
    unit: US$
    meaning: {es: Valor FOB que exportan., en: FOB value that they export.}
  - name: exports_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones totales., en: All exports.}
  - share_pct
  - name: mipyme_firms
    type: integer
    unit: firms
    meaning: {es: "Exportadoras Micro, Pequeñas y Medianas.", en: "Exporters that are Micro, Pequeña or Mediana."}
  - name: exporters
    type: integer
    unit: firms
    meaning: {es: Exportadoras del año., en: Exporters of the year.}
  - name: firms_share_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en el número de exportadoras del año., en: Share of the number of exporters of the year.}
  - name: without_size_pct
    type: ratio
    unit: "%"
    meaning: {es: Parte del valor exportada por empresas sin dato de tamaño., en: Part of the value exported by firms whose size is not known.}
chart: {kind: bar, x: year, y: mipyme_usd}
printed:
  - {year: 2023, value: "2,518", unit: US$ million, source: "pnmce:565"}
  - {year: 2024, value: "3,273", unit: US$ million, source: "pnmce:565"}
  - {year: 2023, value: "6,569", unit: firms, source: "pnmce:565"}
  - {year: 2024, value: "6,772", unit: firms, source: "pnmce:565"}
  - {year: 2023, value: "3.9", unit: "% of exports", source: "pnmce:566"}
  - {year: 2024, value: "4.4", unit: "% of exports", source: "pnmce:551,566"}
  - {year: 2023, value: "70.4", unit: "% of exporters", source: "pnmce:566"}
  - {year: 2024, value: "69.3", unit: "% of exporters", source: "pnmce:551,566"}
remarks:
  - es: >-
      La política no imprime de qué año son las ventas; se toman las del mismo año, y la clase «sin dato» recoge a quienes
      no tienen ventas ni tamaño en la tabla cargada.
    en: >-
      The policy does not print of which year the sales are; those of the same year are taken, and the class “sin dato”
      holds the firms that have neither sales nor size in the table loaded.
publication: {hides: [mipyme_usd, share_pct, without_size_pct]}
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

sums as (
  select
    year,
    sum(fob_usd) as exports_usd,
    sum(case when positive_usd > 0 then 1 else 0 end) as exporters,
    sum(case when size in ('Micro', 'Pequeña', 'Mediana') then fob_usd else 0 end) as mipyme_usd,
    sum(case when size in ('Micro', 'Pequeña', 'Mediana') and positive_usd > 0 then 1 else 0 end) as mipyme_firms,
    sum(case when size = 'sin dato' then fob_usd else 0 end) as without_size_usd,
    max(case when size in ('Micro', 'Pequeña', 'Mediana', 'Grande') then 1 else 0 end) as known
  from sized
  group by year
)

select
  year,
  case when known = 1 then mipyme_usd end as mipyme_usd,
  exports_usd,
  case when known = 1 then pct(mipyme_usd, exports_usd) end as share_pct,
  case when known = 1 then mipyme_firms end as mipyme_firms,
  exporters,
  case when known = 1 then pct(mipyme_firms, exporters) end as firms_share_pct,
  pct(without_size_usd, exports_usd) as without_size_pct
from sums
order by year
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
  case when size in ('Micro', 'Pequeña', 'Mediana') then 'mipyme' else 'las demás' end as part,
  trader_id,
  fob_usd as value
from sized
order by year, part, trader_id
