/*
name: products_over_threshold
code: B5
title: {es: Productos que superan un umbral de exportación, en: Products whose exports exceed a threshold}
meaning:
  es: >-
    Número de subpartidas nacionales de diez dígitos cuyas exportaciones del año superan un valor, sin minería ni
    hidrocarburos por defecto. Las series con valor cero o negativo no cuentan.
  en: >-
    Number of national subheadings of ten digits whose exports of the year exceed a value, without mining and
    hydrocarbons by default. Lines with a value of zero or below do not count.
formula: count of subheadings with X_{subheading,t} > threshold
unit: subheadings
source: pnmce:1577,1935,2809,5046,5056
parameters:
  - years
  - status
  - name: threshold
    type: decimal
    default: 1000000
    minimum: 0
    meaning:
      es: Valor FOB del año, en US$, que la subpartida debe superar; el valor justo no basta.
      en: FOB value of the year in US$ that the subheading must exceed; the value itself is not enough.
  - name: universe
    type: choice
    choices: [non_mining_energy, all]
    default: non_mining_energy
    meaning:
      es: Sin minería metálica, minería no metálica ni hidrocarburos (pnmce:5046), o todos los sectores.
      en: Without metallic mining, non-metallic mining and hydrocarbons (pnmce:5046), or all sectors.
  - name: sectors
    type: list
    default: []
    meaning:
      es: Sectores a los que se limita; la minería son dos, metálica y no metálica. Todos si no se da ninguno.
      en: Sectors to limit it to; mining is two, metallic and non-metallic. All where none is given.
tables: [{name: sector}]
columns:
  - year
  - name: products
    type: integer
    unit: subheadings
    meaning: {es: Subpartidas que superan el umbral., en: Subheadings that exceed the threshold.}
  - name: exported_products
    type: integer
    unit: subheadings
    meaning: {es: Subpartidas exportadas por cualquier valor., en: Subheadings exported for any value.}
chart: {kind: line, x: year, y: products}
printed:
  - {year: 2024, of: no minero energético, value: "810", unit: subheadings, source: "pnmce:2809,5056"}
  - {year: 2024, of: "agro, más de US$ 20 millones", value: "70", unit: products (more than), source: "pnmce:1577"}
remarks: [own_sectors, nomenclature_break]
publication: open
*/
with by_subheading as (
  select
    year,
    subheading,
    sum(case when fob_usd > 0 then fob_usd else 0 end) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, subheading
),

inside as (
  select
    by_subheading.year,
    case
      when (:universe = 'all' or not coalesce(sector.mining_energy, false))
        and coalesce(sector.sector, 'sin especificar') in (:sectors)
        then by_subheading.fob_usd
      else 0
    end as fob_usd
  from by_subheading
  left join sector on sector.subheading = by_subheading.subheading
)

select
  year,
  sum(case when fob_usd > :threshold and fob_usd > 0 then 1 else 0 end) as products,
  sum(case when fob_usd > 0 then 1 else 0 end) as exported_products
from inside
group by year
order by year
