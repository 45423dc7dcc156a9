/*
name: product_exposure
code: E
title: {es: Exposición de cada producto a cada mercado, en: Exposure of each product to each market}
meaning:
  es: Qué parte de las exportaciones de cada producto va a cada mercado, y qué parte de todas las exportaciones es eso.
  en: What part of the exports of each product goes to each market, and what part of all exports that is.
formula: 100 * X_{p,m} / X_p; 100 * X_{p,m} / X
unit: "%"
source: pnmce:317-340,813
parameters:
  - years
  - status
  - name: digits
    type: integer
    default: 6
    minimum: 2
    maximum: 10
    meaning: {es: Dígitos de la subpartida que hacen un producto., en: Digits of the subheading that make a product.}
  - name: products
    type: list
    default: []
    meaning: {es: "Productos, con esos dígitos; todos si no se da ninguno.", en: "Products, of so many digits; all where none is given."}
  - name: partners
    type: list
    default: []
    meaning: {es: Mercados; todos si no se da ninguno., en: Markets; all where none is given.}
columns:
  - year
  - name: product
    type: text
    unit: code
    meaning: {es: Producto., en: Product.}
  - name: partner
    type: text
    unit: class
    meaning: {es: País de destino., en: Country of destination.}
  - name: fob_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones del producto a ese mercado., en: Exports of the product to that market.}
  - name: product_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones del producto., en: Exports of the product.}
  - name: exposure_pct
    type: ratio
    unit: "%"
    meaning: {es: Parte de las exportaciones del producto., en: Part of the exports of the product.}
  - name: total_exposure_pct
    type: ratio
    unit: "%"
    meaning: {es: Parte de todas las exportaciones., en: Part of all exports.}
  - firms
publication:
  classes: [product, partner]
  dimensions: {product: digits, partner: partner}
  hides: [fob_usd, product_usd, exposure_pct, total_exposure_pct]
*/
with by_firm as (
  select
    year,
    substring(subheading, 1, :digits) as product,
    coalesce(partner, 'sin especificar') as partner,
    trader_id,
    sum(fob_usd) as fob_usd,
    sum(case when fob_usd > 0 then 1 else 0 end) as counted
  from lines
  where flow = 'X'
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, substring(subheading, 1, :digits), coalesce(partner, 'sin especificar'), trader_id
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from by_firm
  group by year
),

products as (
  select
    year,
    product,
    sum(fob_usd) as fob_usd
  from by_firm
  group by year, product
),

markets as (
  select
    year,
    product,
    partner,
    sum(fob_usd) as fob_usd,
    count(distinct case when counted > 0 then trader_id end) as firms
  from by_firm
  where product in (:products)
    and partner in (:partners)
  group by year, product, partner
)

select
  markets.year,
  markets.product,
  markets.partner,
  markets.fob_usd,
  products.fob_usd as product_usd,
  pct(markets.fob_usd, products.fob_usd) as exposure_pct,
  pct(markets.fob_usd, totals.fob_usd) as total_exposure_pct,
  markets.firms
from markets
inner join products
  on products.year = markets.year
  and products.product = markets.product
inner join totals on totals.year = markets.year
order by markets.year, markets.product, markets.fob_usd desc, markets.partner
;
select
  year,
  substring(subheading, 1, :digits) as product,
  coalesce(partner, 'sin especificar') as partner,
  trader_id,
  sum(fob_usd) as value
from lines
where flow = 'X'
  and year in (:years)
  and (:status = 'all' or regularised_on is not null)
group by year, substring(subheading, 1, :digits), coalesce(partner, 'sin especificar'), trader_id
order by year, product, partner, trader_id
