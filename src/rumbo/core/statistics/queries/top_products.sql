/*
name: top_products
code: B
title: {es: Principales productos, en: Top products}
meaning:
  es: Los productos de mayor valor FOB de cada año, exactamente tantos como se pidan, con su participación en el total.
  en: The products of the largest FOB value of each year, exactly as many as asked for, with their share of the total.
formula: the N largest V_{p,t}; 100 * V_{p,t} / V_t
unit: US$
source: pnmce:317,336
parameters:
  - flow
  - years
  - status
  - name: top
    type: integer
    default: 10
    minimum: 1
    maximum: 10000
    meaning: {es: Cuántos se muestran de cada año., en: How many are shown of each year.}
  - name: digits
    type: integer
    default: 10
    minimum: 2
    maximum: 10
    meaning:
      es: Dígitos del producto, 2 capítulo, 4 partida, 6 subpartida del Sistema Armonizado, 10 subpartida nacional.
      en: Digits of the product, 2 chapter, 4 heading, 6 Harmonized System subheading, 10 national subheading.
columns:
  - year
  - name: place
    type: integer
    unit: place
    meaning:
      es: Puesto por valor; a igual valor decide el código.
      en: Place by value; where values are equal the code decides.
  - name: product
    type: text
    unit: class
    meaning: {es: Código del producto., en: Code of the product.}
  - fob_usd
  - share_pct
  - name: tie_at_cut
    type: flag
    unit: flag
    meaning:
      es: El primero que ya no se muestra vale lo mismo que el último que se muestra.
      en: The first one not shown has the same value as the last one shown.
chart: {kind: bar, x: product, y: fob_usd}
remarks: [nomenclature_break]
publication: {classes: [product], dimensions: {product: digits}, hides: [place, fob_usd, share_pct, tie_at_cut]}
*/
with sums as (
  select
    year,
    substring(subheading, 1, :digits) as product,
    sum(fob_usd) as fob_usd
  from lines
  where flow = :flow
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, substring(subheading, 1, :digits)
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from sums
  group by year
),

ranked as (
  select
    year,
    product,
    fob_usd,
    row_number() over (partition by year order by fob_usd desc, product) as place
  from sums
),

cuts as (
  select
    year,
    sum(case when place = :top then fob_usd end) as last_usd,
    sum(case when place = :top + 1 then fob_usd end) as next_usd
  from ranked
  where place in (:top, :top + 1)
  group by year
)

select
  ranked.year,
  ranked.place,
  ranked.product,
  ranked.fob_usd,
  pct(ranked.fob_usd, totals.fob_usd) as share_pct,
  coalesce(cuts.last_usd = cuts.next_usd, false) as tie_at_cut
from ranked
inner join totals on totals.year = ranked.year
left join cuts on cuts.year = ranked.year
where ranked.place <= :top
order by ranked.year, ranked.place
;
select
  year,
  substring(subheading, 1, :digits) as product,
  trader_id,
  sum(fob_usd) as value
from lines
where flow = :flow
  and year in (:years)
  and (:status = 'all' or regularised_on is not null)
group by year, substring(subheading, 1, :digits), trader_id
order by year, product, trader_id
