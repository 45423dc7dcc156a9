/*
name: trade_facilitation_score
code: X6
title: {es: Indicador de Facilitación del Comercio, en: Trade facilitation indicator}
meaning:
  es: Media simple de los puntajes de los componentes del indicador de la OCDE, de 0 a 2. Hay dato solo en años de edición.
  en: Simple mean of the scores of the components of the OECD's indicator, from 0 to 2. Only years of an edition have a value.
formula: sum of the scores / number of components
unit: score
source: pnmce:2802,5023-5036
parameters:
  - years
  - name: economy
    type: text
    default: PE
    meaning: {es: Código ISO de la economía., en: ISO code of the economy.}
tables: [{name: trade_facilitation}]
columns:
  - year
  - name: score
    type: ratio
    unit: score
    meaning: {es: Media de los componentes., en: Mean of the components.}
  - name: components
    type: integer
    unit: components
    meaning: {es: Componentes con puntaje., en: Components with a score.}
chart: {kind: line, x: year, y: score}
printed:
  - {year: 2024, value: "1.617", unit: score, source: "pnmce:2802,5035"}
publication: open
*/
with editions as (
  select
    cast(edition as int) as year,
    sum(score) as total,
    count(*) as components
  from trade_facilitation
  where economy = :economy
    and cast(edition as int) in (:years)
  group by cast(edition as int)
)

select
  year,
  quotient(total, components) as score,
  components
from editions
order by year
