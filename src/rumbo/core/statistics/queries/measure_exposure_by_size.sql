/*
name: measure_exposure_by_size
code: E3
title: {es: "Exposición a una medida de terceros por tamaño de empresa", en: "Exposure to a foreign measure by firm size"}
meaning:
  es: >-
    Los productos que alcanza una medida de otro mercado, por tamaño de las empresas que los exportan: qué parte va a ese mercado,
    y cuánto de ella alcanza la medida, que puede valer solo para algunos tamaños y desde fechas distintas.
  en: >-
    The products that a measure of another market reaches, by the size of the firms that export them: what part goes to that
    market, and how much of it the measure reaches, which may hold for some sizes only and from different days.
formula: 100 * X_{p,m,s} / X_{p,s}; sum of X_{p,m,s} where the scope names s, or names no size
unit: "%"
source: pnmce:553-568,813
parameters:
  - name: measure
    type: text
    default: EUDR
    meaning: {es: Nombre de la medida., en: Name of the measure.}
  - years
  - status
  - name: application
    type: choice
    choices: [always, in_force]
    default: always
    meaning:
      es: Lo alcanzado en todos los años, o solo en las fechas en que la medida se aplica.
      en: What is reached in every year, or only on the days on which the measure applies.
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
tables: [{name: measure_scope}, {name: bloc}, {name: annual_sales}, {name: uit}, {name: taxpayer, required: false}]
columns:
  - year
  - name: market
    type: text
    unit: class
    meaning: {es: Mercado que aplica la medida., en: Market that applies the measure.}
  - name: product
    type: text
    unit: class
    meaning: {es: Producto al que alcanza., en: Product that it reaches.}
  - name: size
    type: text
    unit: class
    meaning: {es: "Micro, Pequeña, Mediana, Grande, Otros o sin dato.", en: "Micro, Pequeña, Mediana, Grande, Otros or sin dato (no data)."}
  - name: fob_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones del producto., en: Exports of the product.}
  - name: market_usd
    type: money
    unit: US$
    meaning: {es: Las que van al mercado., en: Those that go to the market.}
  - name: exposure_pct
    type: ratio
    unit: "%"
    meaning: {es: Parte de las exportaciones del producto de ese tamaño., en: Part of the exports of the product by that size.}
  - name: reached_usd
    type: money
    unit: US$
    meaning:
      es: "De las que van al mercado, las que alcanza la medida; vacío donde falta el tamaño del que depende."
      en: "Of those that go to the market, what the measure reaches; empty where the size that it depends on is missing."
  - name: firms
    meaning: {es: Empresas que exportan el producto a ese mercado., en: Firms that export the product to that market.}
chart: {kind: stacked, x: size, y: market_usd, series: [product]}
printed:
  - {of: "EUDR, café, Unión Europea", value: "46", unit: "% of coffee exports", source: "pnmce:813"}
  - {of: "EUDR, cacao, Unión Europea", value: "39", unit: "% of cocoa exports", source: "pnmce:813"}
remarks:
  - es: El tamaño es el de la exportadora; una medida puede referirse al de la empresa que importa, que no se conoce.
    en: The size is that of the exporter; a measure may mean that of the importing firm, which is not known.
publication: {strata: [year, market], classes: [product, size], hides: [fob_usd, market_usd, exposure_pct, reached_usd]}
*/
with codes as (
  select distinct subheading
  from lines
  where flow = 'X'
    and year in (:years)
),

scope as (
  select
    codes.subheading,
    measure_scope.market,
    measure_scope.product,
    measure_scope.firm_size,
    measure_scope.valid_from,
    measure_scope.valid_to
  from codes
  inner join measure_scope
    on codes.subheading between measure_scope.first_subheading and measure_scope.last_subheading
  where measure_scope.measure = :measure
),

products as (
  select distinct
    subheading,
    market,
    product
  from scope
),

members as (
  select distinct
    products.market,
    bloc.country,
    bloc.valid_from,
    bloc.valid_to
  from products
  inner join bloc on bloc.bloc = products.market
),

exports as (
  select
    lines.year,
    lines.period_on,
    lines.subheading,
    lines.partner,
    lines.trader_id,
    max(
      case when lines.trader_id is not null and (lines.trader_kind = 'company' or lines.trader_id_valid) then 1 else 0 end
    ) as identified,
    sum(lines.fob_usd) as fob_usd,
    sum(case when lines.fob_usd > 0 then 1 else 0 end) as counted
  from lines
  inner join (select distinct subheading from products) as listed on listed.subheading = lines.subheading
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, lines.period_on, lines.subheading, lines.partner, lines.trader_id
),

sized as (
  select
    exports.year,
    exports.period_on,
    exports.subheading,
    exports.partner,
    exports.trader_id,
    exports.fob_usd,
    exports.counted,
    case
      when exports.identified = 0 or taxpayer.kind in ('public_body', 'mission', 'other') then 'Otros'
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
  from exports
  left join annual_sales
    on annual_sales.trader_id = exports.trader_id
    and annual_sales.year = exports.year - :sales_lag
  left join uit on uit.year = exports.year - :sales_lag
  left join taxpayer on taxpayer.trader_id = exports.trader_id
),

marked as (
  select
    sized.year,
    sized.period_on,
    sized.subheading,
    sized.partner,
    sized.trader_id,
    sized.fob_usd,
    sized.counted,
    sized.size,
    products.market,
    products.product,
    case when sized.partner = products.market or members.country is not null then 1 else 0 end as there
  from sized
  inner join products on products.subheading = sized.subheading
  left join members
    on members.market = products.market
    and members.country = sized.partner
    and members.valid_from <= sized.period_on
    and (members.valid_to is null or members.valid_to >= sized.period_on)
),

reached as (
  select
    marked.year,
    marked.period_on,
    marked.subheading,
    marked.partner,
    marked.trader_id,
    marked.size,
    marked.market,
    marked.product,
    marked.there,
    max(marked.fob_usd) as fob_usd,
    max(marked.counted) as counted,
    max(
      case
        when scope.subheading is not null and (scope.firm_size is null or scope.firm_size = lower(marked.size)) then 1
        else 0
      end
    ) as surely,
    max(case when scope.firm_size <> lower(marked.size) then 1 else 0 end) as perhaps
  from marked
  left join scope
    on scope.subheading = marked.subheading
    and scope.market = marked.market
    and scope.product = marked.product
    and (scope.firm_size is null or scope.firm_size = lower(marked.size) or marked.size = 'sin dato')
    and (
      :application = 'always'
      or (scope.valid_from <= marked.period_on and (scope.valid_to is null or scope.valid_to >= marked.period_on))
    )
  group by
    marked.year,
    marked.period_on,
    marked.subheading,
    marked.partner,
    marked.trader_id,
    marked.size,
    marked.market,
    marked.product,
    marked.there
),

sums as (
  select
    year,
    market,
    product,
    size,
    sum(fob_usd) as fob_usd,
    sum(case when there = 1 then fob_usd else 0 end) as market_usd,
    sum(case when there = 1 and surely = 1 then fob_usd else 0 end) as reached_usd,
    max(case when there = 1 and surely = 0 and perhaps = 1 then 1 else 0 end) as unknown,
    count(distinct case when there = 1 and counted > 0 then trader_id end) as firms
  from reached
  group by year, market, product, size
)

select
  year,
  market,
  product,
  size,
  fob_usd,
  market_usd,
  pct(market_usd, fob_usd) as exposure_pct,
  case when unknown = 0 then reached_usd end as reached_usd,
  firms
from sums
order by year, market, product, size
;
with codes as (
  select distinct subheading
  from lines
  where flow = 'X'
    and year in (:years)
),

scope as (
  select
    codes.subheading,
    measure_scope.market,
    measure_scope.product,
    measure_scope.firm_size,
    measure_scope.valid_from,
    measure_scope.valid_to
  from codes
  inner join measure_scope
    on codes.subheading between measure_scope.first_subheading and measure_scope.last_subheading
  where measure_scope.measure = :measure
),

products as (
  select distinct
    subheading,
    market,
    product
  from scope
),

members as (
  select distinct
    products.market,
    bloc.country,
    bloc.valid_from,
    bloc.valid_to
  from products
  inner join bloc on bloc.bloc = products.market
),

exports as (
  select
    lines.year,
    lines.period_on,
    lines.subheading,
    lines.partner,
    lines.trader_id,
    max(
      case when lines.trader_id is not null and (lines.trader_kind = 'company' or lines.trader_id_valid) then 1 else 0 end
    ) as identified,
    sum(lines.fob_usd) as fob_usd,
    sum(case when lines.fob_usd > 0 then 1 else 0 end) as counted
  from lines
  inner join (select distinct subheading from products) as listed on listed.subheading = lines.subheading
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, lines.period_on, lines.subheading, lines.partner, lines.trader_id
),

sized as (
  select
    exports.year,
    exports.period_on,
    exports.subheading,
    exports.partner,
    exports.trader_id,
    exports.fob_usd,
    exports.counted,
    case
      when exports.identified = 0 or taxpayer.kind in ('public_body', 'mission', 'other') then 'Otros'
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
  from exports
  left join annual_sales
    on annual_sales.trader_id = exports.trader_id
    and annual_sales.year = exports.year - :sales_lag
  left join uit on uit.year = exports.year - :sales_lag
  left join taxpayer on taxpayer.trader_id = exports.trader_id
),

marked as (
  select
    sized.year,
    sized.period_on,
    sized.subheading,
    sized.partner,
    sized.trader_id,
    sized.fob_usd,
    sized.counted,
    sized.size,
    products.market,
    products.product,
    case when sized.partner = products.market or members.country is not null then 1 else 0 end as there
  from sized
  inner join products on products.subheading = sized.subheading
  left join members
    on members.market = products.market
    and members.country = sized.partner
    and members.valid_from <= sized.period_on
    and (members.valid_to is null or members.valid_to >= sized.period_on)
),

reached as (
  select
    marked.year,
    marked.period_on,
    marked.subheading,
    marked.partner,
    marked.trader_id,
    marked.size,
    marked.market,
    marked.product,
    marked.there,
    max(marked.fob_usd) as fob_usd,
    max(marked.counted) as counted,
    max(
      case
        when scope.subheading is not null and (scope.firm_size is null or scope.firm_size = lower(marked.size)) then 1
        else 0
      end
    ) as surely,
    max(case when scope.firm_size <> lower(marked.size) then 1 else 0 end) as perhaps
  from marked
  left join scope
    on scope.subheading = marked.subheading
    and scope.market = marked.market
    and scope.product = marked.product
    and (scope.firm_size is null or scope.firm_size = lower(marked.size) or marked.size = 'sin dato')
    and (
      :application = 'always'
      or (scope.valid_from <= marked.period_on and (scope.valid_to is null or scope.valid_to >= marked.period_on))
    )
  group by
    marked.year,
    marked.period_on,
    marked.subheading,
    marked.partner,
    marked.trader_id,
    marked.size,
    marked.market,
    marked.product,
    marked.there
)

select
  year,
  market,
  product,
  size,
  case
    when there = 1 and surely = 1 then 'alcanzado'
    when there = 1 then 'al mercado'
    else 'a otros'
  end as part,
  trader_id,
  sum(fob_usd) as value
from reached
group by
  year,
  market,
  product,
  size,
  case
    when there = 1 and surely = 1 then 'alcanzado'
    when there = 1 then 'al mercado'
    else 'a otros'
  end,
  trader_id
order by year, market, product, size, part, trader_id
