/*
name: growth
code: A5
title: {es: Variación anual del valor, en: Yearly growth of the value}
meaning:
  es: >-
    Variación porcentual del valor FOB respecto del año anterior, del total o de cada clase de hasta dos dimensiones.
    Una clase sin valor el año anterior no tiene variación.
  en: >-
    Growth of the FOB value over the year before, of the whole or of each class of up to two dimensions. A class without
    value in the year before has no growth.
formula: g_t = 100 * (V_t / V_{t-1} - 1)
unit: "%"
source: pnmce:625,627,636
parameters:
  - flow
  - years
  - status
  - by_1
  - by_2
  - nomenclature
  - name: minimum_base
    type: decimal
    default: 0
    minimum: 0
    meaning:
      es: Valor del año anterior, en US$, por debajo del cual la variación se señala por su base pequeña.
      en: Value of the year before, in US$, below which growth is flagged for its small base.
columns:
  - year
  - class_1
  - class_2
  - fob_usd
  - former_usd
  - growth_pct
  - name: small_base
    type: flag
    unit: flag
    meaning: {es: La base es menor que la mínima pedida., en: The base is below the minimum asked for.}
chart: {kind: line, x: year, y: growth_pct, series: [by_1]}
printed:
  - {year: 2020, of: exportaciones, value: "-10.23", unit: "%", source: "pnmce:625"}
  - {year: 2021, of: exportaciones, value: "46.11", unit: "%", source: "pnmce:627"}
  - {year: 2022, of: exportaciones, value: "4.47", unit: "%", source: "pnmce:627"}
  - {year: 2023, of: exportaciones, value: "1.52", unit: "%", source: "pnmce:627"}
  - {year: 2024, of: exportaciones, value: "15.34", unit: "%", source: "pnmce:627"}
  - {year: 2023, of: importaciones, value: "-10.6", unit: "%", source: "pnmce:636"}
  - {year: 2024, of: importaciones, value: "5", unit: "%", source: "pnmce:636"}
remarks: [families, monthly_revision]
publication:
  classes: [class_1, class_2]
  hides: [fob_usd]
  former: [former_usd, growth_pct, small_base]
*/
with summed as (
  select
    lines.year,
    :by_columns,
    sum(lines.fob_usd) as fob_usd
  from lines
  where lines.flow = :flow
    and lines.year in (:years_and_before)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, :by_columns
),

yearly as (
  select
    lines.year,
    :by_1 as class_1,
    :by_2 as class_2,
    sum(lines.fob_usd) as fob_usd
  from summed as lines
  group by lines.year, :by_1, :by_2
)

select
  this.year,
  this.class_1,
  this.class_2,
  this.fob_usd,
  former.fob_usd as former_usd,
  case when former.fob_usd > 0 then pct(this.fob_usd - former.fob_usd, former.fob_usd) end as growth_pct,
  coalesce(former.fob_usd < :minimum_base, false) as small_base
from yearly as this
left join yearly as former
  on former.year = this.year - 1
  and former.class_1 = this.class_1
  and former.class_2 = this.class_2
where this.year in (:years)
order by this.year, this.class_1, this.class_2
;
select
  lines.year,
  :by_1 as class_1,
  :by_2 as class_2,
  lines.trader_id,
  sum(lines.fob_usd) as value
from lines
where lines.flow = :flow
  and lines.year in (:years_and_before)
  and (:status = 'all' or lines.regularised_on is not null)
group by lines.year, :by_1, :by_2, lines.trader_id
order by year, class_1, class_2, trader_id
