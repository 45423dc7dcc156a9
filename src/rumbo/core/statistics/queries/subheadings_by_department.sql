/*
name: subheadings_by_department
code: C6
title: {es: Diversificación de productos por región, en: Subheadings by region}
meaning:
  es: >-
    Número de subpartidas nacionales distintas que exporta cada departamento en el año. Las series con valor cero o
    negativo no cuentan.
  en: >-
    Number of distinct national subheadings that each department exports in the year. Lines with a value of zero or below
    do not count.
formula: count of subheadings with X_{subheading,r,t} > minimum
unit: subheadings
source: pnmce:1605
parameters:
  - years
  - status
  - name: minimum_value
    type: decimal
    default: 0
    minimum: 0
    meaning:
      es: Valor FOB del año, en US$, que debe superar la subpartida en el departamento.
      en: FOB value of the year in US$ that the subheading must exceed in the department.
tables: [{name: department}]
columns:
  - year
  - name: region
    type: text
    unit: class
    meaning: {es: Departamento., en: Department.}
  - name: subheadings
    type: integer
    unit: subheadings
    meaning: {es: Subpartidas distintas., en: Distinct subheadings.}
chart: {kind: bar, x: region, y: subheadings}
printed:
  - {year: 2024, of: Tacna, value: "1,117", unit: subheadings, source: "pnmce:1605"}
  - {year: 2024, of: Arequipa, value: "783", unit: subheadings, source: "pnmce:1605"}
remarks: [department, nomenclature_break]
publication: open
*/
with by_subheading as (
  select
    lines.year,
    coalesce(department.name, 'sin especificar') as region,
    lines.subheading
  from lines
  left join department on department.code = lines.department
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and lines.fob_usd > 0
  group by lines.year, coalesce(department.name, 'sin especificar'), lines.subheading
  having sum(lines.fob_usd) > :minimum_value
)

select
  year,
  region,
  count(*) as subheadings
from by_subheading
group by year, region
order by year, subheadings desc, region
