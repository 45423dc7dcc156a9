/*
name: unit_values
code: B
title: {es: Valores unitarios, en: Unit values}
meaning:
  es: >-
    Dólares por kilogramo de cada producto y país, de dos maneras: el valor sobre el peso de todas las series, y la mediana
    de las series, que unas pocas equivocadas no mueven. Solo cuentan series con valor y peso mayores que cero.
  en: >-
    Dollars per kilogram of each product and country, in two ways: the value over the weight of all lines, and the median
    of the lines, which a few wrong ones do not move. Only lines with a value and a weight above zero count.
formula: V_{p,c,t} / kg_{p,c,t}; median of the V / kg of the lines
unit: US$/kg
source: pnmce:266
parameters:
  - flow
  - years
  - status
  - name: digits
    type: integer
    default: 10
    minimum: 2
    maximum: 10
    meaning:
      es: Dígitos del producto, 2 capítulo, 4 partida, 6 subpartida del Sistema Armonizado, 10 subpartida nacional.
      en: Digits of the product, 2 chapter, 4 heading, 6 Harmonized System subheading, 10 national subheading.
  - name: products
    type: list
    default: []
    meaning:
      es: Productos a los que se limita, con esos dígitos; todos si no se da ninguno.
      en: Products to limit it to, with those digits; all where none is given.
columns:
  - year
  - name: product
    type: text
    unit: class
    meaning: {es: Código del producto., en: Code of the product.}
  - name: partner
    type: text
    unit: class
    meaning: {es: Código del país., en: Code of the country.}
  - line_count
  - fob_usd
  - net_kg
  - name: unit_value
    type: ratio
    unit: US$/kg
    meaning: {es: Valor sobre peso de las series juntas., en: Value over weight of the lines together.}
  - name: median_unit_value
    type: ratio
    unit: US$/kg
    meaning: {es: Mediana del valor unitario de las series., en: Median of the unit value of the lines.}
chart: {kind: line, x: year, y: unit_value, series: [product, partner]}
remarks:
  - nomenclature_break
  - es: Un valor unitario mezcla calidades y variedades dentro de la subpartida; no es un precio.
    en: A unit value mixes qualities and varieties within the subheading; it is not a price.
publication:
  classes: [product, partner]
  dimensions: {product: digits, partner: partner}
  hides: [line_count, fob_usd, net_kg, unit_value, median_unit_value]
*/
with weighed as (
  select
    year,
    substring(subheading, 1, :digits) as product,
    coalesce(partner, 'sin especificar') as partner,
    fob_usd,
    net_kg,
    quotient(fob_usd, net_kg) as unit_value
  from lines
  where flow = :flow
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
    and fob_usd > 0
    and net_kg > 0
    and substring(subheading, 1, :digits) in (:products)
),

placed as (
  select
    year,
    product,
    partner,
    unit_value,
    row_number() over (partition by year, product, partner order by unit_value) as place,
    count(*) over (partition by year, product, partner) as line_count
  from weighed
),

medians as (
  select
    year,
    product,
    partner,
    quotient(sum(unit_value), count(*)) as median_unit_value
  from placed
  where 2 * place between line_count and line_count + 2
  group by year, product, partner
),

sums as (
  select
    year,
    product,
    partner,
    count(*) as line_count,
    sum(fob_usd) as fob_usd,
    sum(net_kg) as net_kg
  from weighed
  group by year, product, partner
)

select
  sums.year,
  sums.product,
  sums.partner,
  sums.line_count,
  sums.fob_usd,
  sums.net_kg,
  quotient(sums.fob_usd, sums.net_kg) as unit_value,
  medians.median_unit_value
from sums
inner join medians
  on medians.year = sums.year
  and medians.product = sums.product
  and medians.partner = sums.partner
order by sums.year, sums.product, sums.fob_usd desc, sums.partner
;
select
  year,
  substring(subheading, 1, :digits) as product,
  coalesce(partner, 'sin especificar') as partner,
  trader_id,
  sum(fob_usd) as value
from lines
where flow = :flow
  and year in (:years)
  and (:status = 'all' or regularised_on is not null)
  and fob_usd > 0
  and net_kg > 0
  and substring(subheading, 1, :digits) in (:products)
group by year, substring(subheading, 1, :digits), coalesce(partner, 'sin especificar'), trader_id
order by year, product, partner, trader_id
