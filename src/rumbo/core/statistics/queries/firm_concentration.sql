/*
name: firm_concentration
code: D
title: {es: Concentración de las exportaciones en empresas, en: Concentration of exports in firms}
meaning:
  es: >-
    Qué tan pocas empresas exportan cuánto: participación en % de la mayor y de las 5, 10, 50 y 100 mayores, índice de
    Herfindahl-Hirschman (de 0 a 1) y coeficiente de Gini (de 0 a 1), sobre lo que exportan las empresas identificadas.
  en: >-
    How few firms export how much: share in % of the largest and of the 5, 10, 50 and 100 largest, the Herfindahl-Hirschman
    index (0 to 1) and the Gini coefficient (0 to 1), over what identified firms export.
formula: 100 * sum of the n largest / X; sum(s_f^2); (2 * sum(i * x_i) - (n + 1) * X) / (n * X), x ascending
unit: "% or index"
source: pnmce:1581,1601
parameters: [years, status]
columns:
  - year
  - name: measure
    type: text
    unit: class
    meaning: {es: Medida., en: Measure.}
  - name: value
    type: ratio
    unit: "% or index"
    meaning: {es: Valor de la medida., en: Value of the measure.}
  - name: exporters
    type: integer
    unit: firms
    meaning: {es: Exportadoras del año., en: Exporters of the year.}
chart: {kind: line, x: year, y: value, series: [measure], only: {measure: [top_001, top_005, top_010, top_050, top_100]}}
publication: {strata: [year, measure], hides: [value]}
*/
with exporters as (
  select
    year,
    trader_id,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and trader_id is not null
    and fob_usd > 0
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id
),

ranked as (
  select
    year,
    trader_id,
    fob_usd,
    row_number() over (partition by year order by fob_usd desc, trader_id) as place,
    row_number() over (partition by year order by fob_usd, trader_id) as place_from_below
  from exporters
),

measures as (
  select
    'top_001' as measure,
    1 as top
  union all
  select
    'top_005' as measure,
    5 as top
  union all
  select
    'top_010' as measure,
    10 as top
  union all
  select
    'top_050' as measure,
    50 as top
  union all
  select
    'top_100' as measure,
    100 as top
  union all
  select
    'hhi' as measure,
    null as top
  union all
  select
    'gini' as measure,
    null as top
),

totals as (
  select
    year,
    count(*) as exporters,
    sum(fob_usd) as fob_usd,
    sum(fob_usd * fob_usd) as squared,
    sum(place_from_below * fob_usd) as weighted
  from ranked
  group by year
),

tops as (
  select
    ranked.year,
    measures.measure,
    sum(case when ranked.place <= measures.top then ranked.fob_usd else 0 end) as fob_usd
  from ranked
  cross join measures
  group by ranked.year, measures.measure
)

select
  totals.year,
  tops.measure,
  case
    when tops.measure = 'hhi' and totals.fob_usd > 1000000000
      then quotient(totals.squared * 0.000001, totals.fob_usd * totals.fob_usd * 0.000001)
    when tops.measure = 'hhi' then quotient(totals.squared, totals.fob_usd * totals.fob_usd)
    when tops.measure = 'gini'
      then quotient(
        2 * totals.weighted - (totals.exporters + 1) * totals.fob_usd, totals.exporters * totals.fob_usd
      )
    else pct(tops.fob_usd, totals.fob_usd)
  end as value,
  totals.exporters
from totals
inner join tops on tops.year = totals.year
order by totals.year, tops.measure
;
with exporters as (
  select
    year,
    trader_id,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and trader_id is not null
    and fob_usd > 0
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id
),

ranked as (
  select
    year,
    trader_id,
    fob_usd,
    row_number() over (partition by year order by fob_usd desc, trader_id) as place,
    row_number() over (partition by year order by fob_usd, trader_id) as place_from_below
  from exporters
),

measures as (
  select
    'top_001' as measure,
    1 as top
  union all
  select
    'top_005' as measure,
    5 as top
  union all
  select
    'top_010' as measure,
    10 as top
  union all
  select
    'top_050' as measure,
    50 as top
  union all
  select
    'top_100' as measure,
    100 as top
  union all
  select
    'hhi' as measure,
    null as top
  union all
  select
    'gini' as measure,
    null as top
)

select
  ranked.year,
  measures.measure,
  case when ranked.place <= coalesce(measures.top, ranked.place) then 'las mayores' else 'las demás' end as part,
  ranked.trader_id,
  ranked.fob_usd as value
from ranked
cross join measures
order by year, measure, part, trader_id
