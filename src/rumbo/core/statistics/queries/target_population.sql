/*
name: target_population
code: D9
title: {es: Mipymes exportadoras no consolidadas, en: "Micro, small and medium exporters that are not consolidated"}
meaning:
  es: >-
    Población objetivo que las declaraciones permiten contar: exportadoras Micro, Pequeñas y Medianas del año que no exportaron
    en cada uno de los últimos años de la ventana. Las empresas con potencial exportador no exportan y no se pueden contar aquí.
  en: >-
    The target population that declarations allow to count: Micro, Pequeña and Mediana exporters of the year that did not
    export in each of the last years of the window. Firms with export potential do not export and cannot be counted here.
formula: "|{f in E_t minus C_t: f is MIPYME}|"
unit: firms
source: pnmce:683
parameters:
  - years
  - status
  - name: window
    type: integer
    default: 5
    minimum: 2
    maximum: 30
    meaning: {es: Años seguidos que hacen consolidada a una empresa., en: Years in a row that make a firm consolidated.}
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
  - name: exporters
    type: integer
    unit: firms
    meaning: {es: Exportadoras del año., en: Exporters of the year.}
  - name: mipyme
    type: integer
    unit: firms
    meaning: {es: "De ellas, Micro, Pequeñas y Medianas.", en: "Of them, Micro, Pequeña and Mediana."}
  - name: consolidated_mipyme
    type: integer
    unit: firms
    meaning: {es: Mipymes consolidadas., en: Of these the consolidated.}
  - name: target
    type: integer
    unit: firms
    meaning: {es: "Mipymes no consolidadas: la población objetivo.", en: "Those not consolidated: the target population."}
  - name: without_size
    type: integer
    unit: firms
    meaning: {es: Exportadoras sin dato de tamaño., en: Exporters whose size is not known.}
chart: {kind: line, x: year, y: target}
printed:
  - {of: MIPYMES exportadoras no consolidadas, value: "5,279", unit: firms, source: "pnmce:683"}
  - {of: MIPYMES con potencial exportador, value: "138,812", unit: firms, source: "pnmce:683"}
  - {of: total, value: "144,091", unit: firms, source: "pnmce:683"}
remarks:
  - es: >-
      La política no imprime de qué año son las ventas; se toman las del mismo año, y la clase «sin dato» recoge a quienes
      no tienen ventas ni tamaño en la tabla cargada.
    en: >-
      The policy does not print of which year the sales are; those of the same year are taken, and the class “sin dato”
      holds the firms that have neither sales nor size in the table loaded.
publication: open
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
    and year > :years_min - :window
    and year <= :years_max
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

exporting as (
  select
    year,
    trader_id,
    size
  from sized
  where positive_usd > 0
),

spans as (
  select
    this.year,
    this.trader_id,
    this.size,
    count(*) as active_years
  from exporting as this
  inner join exporting as other
    on other.trader_id = this.trader_id
    and other.year > this.year - :window
    and other.year <= this.year
  where this.year in (:years)
  group by this.year, this.trader_id, this.size
),

beginning as (
  select min(year) as first_year
  from lines
  where flow = 'X'
),

counts as (
  select
    year,
    count(*) as exporters,
    sum(case when size in ('Micro', 'Pequeña', 'Mediana') then 1 else 0 end) as mipyme,
    sum(case when size in ('Micro', 'Pequeña', 'Mediana') and active_years = :window then 1 else 0 end) as consolidated,
    sum(case when size = 'sin dato' then 1 else 0 end) as without_size,
    max(case when size in ('Micro', 'Pequeña', 'Mediana', 'Grande') then 1 else 0 end) as known
  from spans
  group by year
)

select
  counts.year,
  counts.exporters,
  case when counts.known = 1 then counts.mipyme end as mipyme,
  case
    when counts.known = 1 and counts.year - :window >= beginning.first_year - 1 then counts.consolidated
  end as consolidated_mipyme,
  case
    when counts.known = 1 and counts.year - :window >= beginning.first_year - 1
      then counts.mipyme - counts.consolidated
  end as target,
  counts.without_size
from counts
cross join beginning
order by counts.year
