/*
name: concentration_hhi
code: B
title: {es: Concentración por productos y mercados, en: Concentration by products and markets}
meaning:
  es: >-
    Índice de Herfindahl-Hirschman de cada año: suma de los cuadrados de las participaciones en porcentaje, de 0 a 10,000, y
    cuántas clases iguales darían lo mismo. Las series con valor cero o negativo y las que no tienen clase no entran.
  en: >-
    Herfindahl-Hirschman index of each year: sum of the squares of the shares in per cent, from 0 to 10,000, and how many
    equal classes would give the same. Lines with a value of zero or below and those without class stay out.
formula: sum of (100 * V_{i,t} / V_t)^2, each share rounded to 6 decimals; 10000 / HHI
unit: index
source: pnmce:494,1601-1603
parameters:
  - flow
  - years
  - status
  - name: of
    type: choice
    choices: [products, partners]
    default: products
    meaning: {es: Por productos o por países socios., en: By products or by partner countries.}
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
  - name: classes
    type: integer
    unit: classes
    meaning: {es: Productos o países con valor., en: Products or countries with a value.}
  - name: hhi
    type: ratio
    unit: index
    meaning: {es: "Índice de concentración, de 0 a 10,000.", en: "Index of concentration, from 0 to 10,000."}
  - name: equivalent_number
    type: ratio
    unit: classes
    meaning: {es: Clases iguales que darían el mismo índice., en: Equal classes that would give the same index.}
  - name: coverage_pct
    type: ratio
    unit: "%"
    meaning: {es: Parte del valor que tiene clase., en: Part of the value that has a class.}
chart: {kind: line, x: year, y: hhi}
remarks: [nomenclature_break]
publication: open
*/
with by_class as (
  select
    year,
    case when :of = 'products' then substring(subheading, 1, :digits) else partner end as class,
    sum(fob_usd) as fob_usd
  from lines
  where flow = :flow
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
    and fob_usd > 0
  group by year, case when :of = 'products' then substring(subheading, 1, :digits) else partner end
),

totals as (
  select
    year,
    sum(case when class is not null then fob_usd else 0 end) as known_usd,
    sum(fob_usd) as fob_usd
  from by_class
  group by year
),

squares as (
  select
    by_class.year,
    count(by_class.class) as classes,
    sum(
      case
        when by_class.class is not null
          then cast(pct(by_class.fob_usd, totals.known_usd) as decimal(18, 6))
            * cast(pct(by_class.fob_usd, totals.known_usd) as decimal(18, 6))
      end
    ) as hhi
  from by_class
  inner join totals on totals.year = by_class.year
  group by by_class.year
)

select
  squares.year,
  squares.classes,
  cast(squares.hhi as decimal(38, 6)) as hhi,
  quotient(10000, cast(squares.hhi as decimal(38, 6))) as equivalent_number,
  pct(totals.known_usd, totals.fob_usd) as coverage_pct
from squares
inner join totals on totals.year = squares.year
order by squares.year
