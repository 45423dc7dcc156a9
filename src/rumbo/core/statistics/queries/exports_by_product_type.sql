/*
name: exports_by_product_type
code: B1
title: {es: Exportaciones tradicionales y no tradicionales, en: Traditional and non-traditional exports}
meaning:
  es: >-
    Valor FOB de las exportaciones de cada año por tipo de producto y su participación. Las subpartidas que la lista no
    nombra se cuentan en el tipo que se pida, no tradicional por defecto, y se muestra cuánto suman.
  en: >-
    FOB value of the exports of each year by product type, and its share. Subheadings that the list does not name count
    in the type asked for, non-traditional by default, and what they come to is shown.
formula: X_{T,t}; X_{NT,t}; 100 * X_{k,t} / X_t
unit: US$
source: pnmce:266,1558,1624,1747
parameters:
  - years
  - status
  - name: unlisted
    type: choice
    choices: [no tradicional, sin especificar]
    default: no tradicional
    meaning:
      es: Tipo en que se cuentan las subpartidas que la lista no nombra.
      en: Type in which the subheadings count that the list does not name.
tables: [{name: product_type}]
columns:
  - year
  - name: product_type
    type: text
    unit: class
    meaning: {es: Tradicional o no tradicional., en: Traditional or non-traditional.}
  - fob_usd
  - share_pct
  - name: unlisted_usd
    type: money
    unit: US$
    meaning: {es: "De ese valor, el de subpartidas sin lista.", en: "Of that value, that of subheadings in no list."}
chart: {kind: stacked, x: year, y: fob_usd, series: [product_type]}
printed:
  - {year: 2000, of: no tradicional, value: "2,054", unit: US$ million, source: "pnmce:1558"}
  - {year: 2024, of: no tradicional, value: "20,527", unit: US$ million, source: "pnmce:266,1558"}
  - {year: 2024, of: no tradicional, value: "28", unit: "% of exports", source: "pnmce:1624"}
remarks: [own_lists]
publication: {classes: [product_type], hides: [fob_usd, share_pct, unlisted_usd]}
*/
with by_subheading as (
  select
    year,
    subheading,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, subheading
),

by_type as (
  select
    by_subheading.year,
    coalesce(product_type.product_type, :unlisted) as product_type,
    sum(by_subheading.fob_usd) as fob_usd,
    sum(case when product_type.product_type is null then by_subheading.fob_usd else 0 end) as unlisted_usd
  from by_subheading
  left join product_type on product_type.subheading = by_subheading.subheading
  group by by_subheading.year, coalesce(product_type.product_type, :unlisted)
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from by_subheading
  group by year
)

select
  by_type.year,
  by_type.product_type,
  by_type.fob_usd,
  pct(by_type.fob_usd, totals.fob_usd) as share_pct,
  by_type.unlisted_usd
from by_type
inner join totals on totals.year = by_type.year
order by by_type.year, by_type.fob_usd desc, by_type.product_type
;
select
  lines.year,
  coalesce(product_type.product_type, :unlisted) as product_type,
  lines.trader_id,
  sum(lines.fob_usd) as value
from lines
left join product_type on product_type.subheading = lines.subheading
where lines.flow = 'X'
  and lines.year in (:years)
  and (:status = 'all' or lines.regularised_on is not null)
group by lines.year, coalesce(product_type.product_type, :unlisted), lines.trader_id
order by year, product_type, trader_id
