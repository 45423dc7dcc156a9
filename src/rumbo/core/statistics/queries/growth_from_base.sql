/*
name: growth_from_base
code: A6
title: {es: Variación respecto de un año base, en: Growth against a base year}
meaning:
  es: >-
    Valor FOB de cada año desde el año base, del total o de cada clase: variación acumulada, cuántas veces el valor base y
    tasa media anual. La tasa media cuenta los años transcurridos, no los que tienen datos.
  en: >-
    FOB value of each year from the base year on, of the whole or of each class: accumulated growth, multiple of the base
    and mean yearly rate. The mean rate counts the years that went by, not those with data.
formula: 100 * (V_t / V_b - 1); V_t / V_b; 100 * ((V_t / V_b)^(1 / (t - b)) - 1)
unit: "%"
source: pnmce:266,648,1543
parameters:
  - flow
  - years
  - status
  - by_1
  - nomenclature
  - name: base_year
    type: integer
    default: 2019
    minimum: 1900
    maximum: 2200
    meaning: {es: Año con el que se compara., en: Year compared with.}
columns:
  - year
  - class_1
  - fob_usd
  - name: base_usd
    type: money
    unit: US$
    meaning: {es: Valor FOB del año base; vacío si no lo hubo., en: FOB value of the base year; empty if none.}
  - name: growth_pct
    meaning:
      es: Variación acumulada desde el año base; vacía si la base no es positiva.
      en: Growth accumulated since the base year; empty where the base is not positive.
  - name: multiple
    type: ratio
    unit: times
    meaning: {es: Cuántas veces el valor del año base., en: How many times the value of the base year.}
  - name: mean_rate_pct
    type: ratio
    unit: "% a year"
    meaning:
      es: Tasa media anual desde el año base, calculada en coma flotante y redondeada a 6 decimales.
      en: Mean yearly rate since the base year, computed in floating point and rounded to 6 decimals.
chart: {kind: line, x: year, y: multiple, series: [by_1]}
printed:
  - {year: 2024, of: "no tradicional, 2019", value: "49", unit: "%", source: "pnmce:266"}
  - {year: 2024, of: "bienes y servicios, 2001", value: "8", unit: times, source: "pnmce:648"}
remarks: [families, monthly_revision]
publication:
  classes: [class_1]
  hides: [fob_usd, base_usd, growth_pct, multiple, mean_rate_pct]
*/
with summed as (
  select
    lines.year,
    :by_columns,
    sum(lines.fob_usd) as fob_usd
  from lines
  where lines.flow = :flow
    and lines.year >= :base_year
    and (lines.year in (:years) or lines.year = :base_year)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, :by_columns
),

yearly as (
  select
    lines.year,
    :by_1 as class_1,
    sum(lines.fob_usd) as fob_usd
  from summed as lines
  group by lines.year, :by_1
),

compared as (
  select
    this.year,
    this.class_1,
    this.fob_usd,
    base.fob_usd as base_usd,
    coalesce(base.fob_usd > 0, false) as has_base
  from yearly as this
  left join yearly as base
    on base.year = :base_year
    and base.class_1 = this.class_1
  where this.year in (:years)
)

select
  year,
  class_1,
  fob_usd,
  base_usd,
  case when has_base then pct(fob_usd - base_usd, base_usd) end as growth_pct,
  case when has_base then quotient(fob_usd, base_usd) end as multiple,
  case
    when has_base and fob_usd > 0 and year > :base_year
      then cast(
        round(
          100 * (
            power(
              cast(fob_usd as double) * power(cast(base_usd as double), -1),
              power(cast(year - :base_year as double), -1)
            ) - 1
          ),
          6
        ) as decimal(38, 6)
      )
  end as mean_rate_pct
from compared
order by year, class_1
;
with by_firm as (
  select
    lines.year,
    :by_1 as class_1,
    lines.trader_id,
    sum(lines.fob_usd) as value
  from lines
  where lines.flow = :flow
    and lines.year >= :base_year
    and (lines.year in (:years) or lines.year = :base_year)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, :by_1, lines.trader_id
),

shown_years as (
  select distinct year
  from by_firm
  where year in (:years)
),

both_years as (
  select
    year,
    class_1,
    'year' as part,
    trader_id,
    value
  from by_firm
  where year in (:years)
  union all
  select
    shown_years.year,
    base.class_1,
    'base' as part,
    base.trader_id,
    base.value
  from shown_years
  inner join by_firm as base on base.year = :base_year
)

select
  year,
  class_1,
  part,
  trader_id,
  value
from both_years
order by year, class_1, part, trader_id
