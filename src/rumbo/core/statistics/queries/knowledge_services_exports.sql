/*
name: knowledge_services_exports
code: S1
title: {es: Exportaciones de servicios no tradicionales, en: Exports of non-traditional services}
meaning:
  es: >-
    Exportaciones del rubro «otros servicios» de la balanza de servicios, suma de los cuatro trimestres del año. Con menos
    trimestres no hay dato; una cifra anual ya sumada por otros no cuenta como resultado propio.
  en: >-
    Exports of the item “otros servicios” of the balance of services, the sum of the four quarters of the year. With fewer
    quarters there is no value; a yearly figure added up by others does not count as a result of our own.
formula: sum of the four quarters of otros servicios
unit: US$ million
source: pnmce:5062,5065-5078
parameters: [years]
tables: [{name: services_bcrp}]
columns:
  - year
  - name: usd_million
    type: ratio
    unit: US$ million
    meaning: {es: Exportaciones de los cuatro trimestres., en: Exports of the four quarters.}
chart: {kind: line, x: year, y: usd_million}
printed:
  - {year: 2024, value: "1,131", unit: US$ million, source: "pnmce:2809,5078"}
publication: open
*/
select
  cast(year as int) as year,
  cast(sum(exports_usd_million) as decimal(38, 6)) as usd_million
from services_bcrp
where item = 'otros servicios'
  and quarter is not null
  and exports_usd_million is not null
  and cast(year as int) in (:years)
group by cast(year as int)
having count(distinct quarter) = 4
order by year
