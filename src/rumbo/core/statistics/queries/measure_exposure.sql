/*
name: measure_exposure
code: E3
title: {es: Exposición a una medida de terceros, en: Exposure to a foreign measure}
meaning:
  es: >-
    De los productos que alcanza una medida de otro mercado, qué parte de sus exportaciones va a ese mercado y qué parte de todas
    las exportaciones es eso, con cuántas empresas y departamentos. El mercado puede ser un país o un bloque, con los miembros
    de cada fecha.
  en: >-
    Of the products that a measure of another market reaches, what part of their exports goes to that market and what part
    of all exports that is, with how many firms and departments. The market may be a country or a bloc, with its members of
    each day.
formula: 100 * X_{p,m} / X_p; 100 * X_{p,m} / X
unit: "%"
source: pnmce:813
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
      es: El alcance de la medida en todos los años, o solo en las fechas en que se aplica.
      en: The scope of the measure in every year, or only on the days on which it applies.
tables: [{name: measure_scope}, {name: bloc}]
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
    meaning: {es: Parte de las exportaciones del producto., en: Part of the exports of the product.}
  - name: total_exposure_pct
    type: ratio
    unit: "%"
    meaning: {es: Parte de todas las exportaciones., en: Part of all exports.}
  - name: firms
    meaning: {es: Empresas que exportan el producto a ese mercado., en: Firms that export the product to that market.}
  - name: departments
    type: integer
    unit: departments
    meaning: {es: Departamentos desde los que lo hacen., en: Departments from which they do.}
chart: {kind: line, x: year, y: exposure_pct, series: [product]}
printed:
  - {of: "EUDR, café, Unión Europea", value: "46", unit: "% of coffee exports", source: "pnmce:813"}
  - {of: "EUDR, cacao, Unión Europea", value: "39", unit: "% of cocoa exports", source: "pnmce:813"}
remarks:
  - department
  - es: Cuenta toda empresa; el tamaño que la tabla da para una medida se aplica en measure_exposure_by_size.
    en: Every firm counts; the size that the table gives for a measure is applied in measure_exposure_by_size.
publication: {strata: [year, market], classes: [product], hides: [fob_usd, market_usd, exposure_pct, total_exposure_pct]}
*/
with exports as (
  select
    year,
    period_on,
    subheading,
    partner,
    trader_id,
    department,
    sum(fob_usd) as fob_usd,
    sum(case when fob_usd > 0 then 1 else 0 end) as counted
  from lines
  where flow = 'X'
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, period_on, subheading, partner, trader_id, department
),

codes as (
  select distinct subheading
  from exports
),

scope as (
  select
    codes.subheading,
    measure_scope.market,
    measure_scope.product,
    measure_scope.valid_from,
    measure_scope.valid_to
  from codes
  inner join measure_scope
    on codes.subheading between measure_scope.first_subheading and measure_scope.last_subheading
  where measure_scope.measure = :measure
),

members as (
  select distinct
    scope.market,
    bloc.country,
    bloc.valid_from,
    bloc.valid_to
  from scope
  inner join bloc on bloc.bloc = scope.market
),

reached as (
  select distinct
    exports.year,
    exports.period_on,
    exports.subheading,
    exports.partner,
    exports.trader_id,
    exports.department,
    exports.fob_usd,
    exports.counted,
    scope.market,
    scope.product
  from exports
  inner join scope
    on scope.subheading = exports.subheading
    and (
      :application = 'always'
      or (scope.valid_from <= exports.period_on and (scope.valid_to is null or scope.valid_to >= exports.period_on))
    )
),

marked as (
  select
    reached.year,
    reached.market,
    reached.product,
    reached.trader_id,
    reached.department,
    reached.fob_usd,
    reached.counted,
    case when reached.partner = reached.market or members.country is not null then 1 else 0 end as there
  from reached
  left join members
    on members.market = reached.market
    and members.country = reached.partner
    and members.valid_from <= reached.period_on
    and (members.valid_to is null or members.valid_to >= reached.period_on)
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from exports
  group by year
),

sums as (
  select
    year,
    market,
    product,
    sum(fob_usd) as fob_usd,
    sum(case when there = 1 then fob_usd else 0 end) as market_usd,
    count(distinct case when there = 1 and counted > 0 then trader_id end) as firms,
    count(distinct case when there = 1 and counted > 0 then department end) as departments
  from marked
  group by year, market, product
)

select
  sums.year,
  sums.market,
  sums.product,
  sums.fob_usd,
  sums.market_usd,
  pct(sums.market_usd, sums.fob_usd) as exposure_pct,
  pct(sums.market_usd, totals.fob_usd) as total_exposure_pct,
  sums.firms,
  sums.departments
from sums
inner join totals on totals.year = sums.year
order by sums.year, sums.market, sums.product
;
with exports as (
  select
    year,
    period_on,
    subheading,
    partner,
    trader_id,
    department,
    sum(fob_usd) as fob_usd,
    sum(case when fob_usd > 0 then 1 else 0 end) as counted
  from lines
  where flow = 'X'
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, period_on, subheading, partner, trader_id, department
),

codes as (
  select distinct subheading
  from exports
),

scope as (
  select
    codes.subheading,
    measure_scope.market,
    measure_scope.product,
    measure_scope.valid_from,
    measure_scope.valid_to
  from codes
  inner join measure_scope
    on codes.subheading between measure_scope.first_subheading and measure_scope.last_subheading
  where measure_scope.measure = :measure
),

members as (
  select distinct
    scope.market,
    bloc.country,
    bloc.valid_from,
    bloc.valid_to
  from scope
  inner join bloc on bloc.bloc = scope.market
),

reached as (
  select distinct
    exports.year,
    exports.period_on,
    exports.subheading,
    exports.partner,
    exports.trader_id,
    exports.department,
    exports.fob_usd,
    exports.counted,
    scope.market,
    scope.product
  from exports
  inner join scope
    on scope.subheading = exports.subheading
    and (
      :application = 'always'
      or (scope.valid_from <= exports.period_on and (scope.valid_to is null or scope.valid_to >= exports.period_on))
    )
),

marked as (
  select
    reached.year,
    reached.market,
    reached.product,
    reached.trader_id,
    reached.department,
    reached.fob_usd,
    reached.counted,
    case when reached.partner = reached.market or members.country is not null then 1 else 0 end as there
  from reached
  left join members
    on members.market = reached.market
    and members.country = reached.partner
    and members.valid_from <= reached.period_on
    and (members.valid_to is null or members.valid_to >= reached.period_on)
)

select
  year,
  market,
  product,
  case when there = 1 then 'al mercado' else 'a otros' end as part,
  trader_id,
  sum(fob_usd) as value
from marked
group by year, market, product, case when there = 1 then 'al mercado' else 'a otros' end, trader_id
order by year, market, product, part, trader_id
