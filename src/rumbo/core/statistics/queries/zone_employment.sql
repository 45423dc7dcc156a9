/*
name: zone_employment
code: E7
title: {es: Impacto del empleo de las ZEE, en: Employment impact of the special economic zones}
meaning:
  es: Empleo de las zonas sobre la población económicamente activa ocupada de su departamento.
  en: Jobs in the zones over the occupied population of their department.
formula: 100 * jobs / occupied population
unit: "%"
source: pnmce:2189-2206
parameters: [years]
tables: [{name: zee_employment}, {name: department}]
columns:
  - year
  - name: department
    type: text
    unit: class
    meaning: {es: Departamento., en: Department.}
  - name: occupied_thousand
    type: weight
    unit: thousand persons
    meaning: {es: Población ocupada., en: Occupied population.}
  - name: jobs_thousand
    type: weight
    unit: thousand persons
    meaning: {es: Empleo de las zonas., en: Jobs in the zones.}
  - name: impact_pct
    type: ratio
    unit: "%"
    meaning: {es: Impacto., en: Impact.}
chart: {kind: bar, x: department, y: impact_pct}
printed:
  - {year: 2023, of: Piura, value: "0.13", unit: "% of the occupied population", source: "pnmce:2197"}
  - {year: 2023, of: Tacna, value: "0.55", unit: "% of the occupied population", source: "pnmce:2198"}
  - {year: 2023, of: Arequipa, value: "0.03", unit: "% of the occupied population", source: "pnmce:2202"}
  - {year: 2023, of: Moquegua, value: "0.13", unit: "% of the occupied population", source: "pnmce:2203"}
remarks:
  - es: La tabla que se instala trae las cuatro filas que la política imprime; con ella el resultado las repite.
    en: The table that ships holds the four rows that the policy prints; with it the result repeats them.
publication: open
*/
select
  zee_employment.year,
  coalesce(department.name, zee_employment.department) as department,
  zee_employment.occupied_thousand,
  zee_employment.jobs_thousand,
  pct(zee_employment.jobs_thousand, zee_employment.occupied_thousand) as impact_pct
from zee_employment
left join department on department.code = zee_employment.department
where zee_employment.year in (:years)
order by zee_employment.year, department
