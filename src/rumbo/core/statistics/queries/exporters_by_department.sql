/*
name: exporters_by_department
code: D
title: {es: Empresas exportadoras por departamento, en: Exporters by department}
meaning:
  es: >-
    Número de empresas con exportaciones desde cada departamento. Una empresa puede estar en varios.
  en: >-
    Number of firms with exports from each department. A firm may be in several.
formula: count(distinct firm) with exports of the class
unit: firms
source: pnmce:583,683
parameters:
  - years
  - status
  - name: minimum_value
    type: decimal
    default: 0
    minimum: 0
    meaning:
      es: Valor FOB en US$ que la empresa debe superar en el año para contar.
      en: FOB value in US$ that a firm must exceed in the year to count.
tables: [{name: department}]
columns:
  - year
  - name: department
    type: text
    unit: class
    meaning: {es: Código del departamento., en: Code of the department.}
  - name: department_name
    type: text
    unit: class
    meaning: {es: Su nombre., en: Its name.}
  - name: exporters
    type: integer
    unit: firms
    meaning: {es: Empresas con exportaciones de la clase en el año., en: Firms with exports of the class in the year.}
  - name: exporters_pct
    type: ratio
    unit: "%"
    meaning:
      es: Parte de todas las exportadoras del año; una empresa puede estar en varias clases y las partes no suman 100.
      en: Part of all exporters of the year; a firm may be in several classes and the parts do not add to 100.
chart: {kind: line, x: year, y: exporters, series: [department_name]}
remarks:
  - department
publication: open
*/
with active as (
  select
    lines.year,
    coalesce(lines.department, 'sin especificar') as department,
    lines.trader_id,
    sum(lines.fob_usd) as fob_usd
  from lines
  where lines.flow = 'X'
    and lines.year in (:years)
    and lines.trader_id is not null
    and lines.fob_usd > 0
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, coalesce(lines.department, 'sin especificar'), lines.trader_id
),

by_firm as (
  select
    year,
    trader_id
  from active
  group by year, trader_id
  having sum(fob_usd) > :minimum_value
),

totals as (
  select
    year,
    count(*) as exporters
  from by_firm
  group by year
),

counts as (
  select
    year,
    department,
    count(*) as exporters
  from active
  where fob_usd > :minimum_value
  group by year, department
)

select
  counts.year,
  counts.department,
  coalesce(department.name, counts.department) as department_name,
  counts.exporters,
  pct(counts.exporters, totals.exporters) as exporters_pct
from counts
inner join totals on totals.year = counts.year
left join department on department.code = counts.department
order by counts.year, counts.exporters desc, counts.department
