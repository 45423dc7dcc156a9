/*
name: monthly_trade
code: A
title: {es: Comercio mensual, en: Monthly trade}
meaning:
  es: >-
    Valor FOB de cada mes, su variación respecto del mismo mes del año anterior y la suma de los doce meses que terminan en
    él. La suma falta si alguno de los doce no tiene datos.
  en: >-
    FOB value of each month, its growth over the same month of the year before and the sum of the twelve months that end
    with it. There is no sum where one of the twelve has no data.
formula: V_m; 100 * (V_m / V_{m-12} - 1); V_{m-11} + ... + V_m
unit: US$
source: pnmce:5118
parameters: [flow, years, status]
columns:
  - year
  - name: month
    type: integer
    unit: month
    meaning: {es: "Mes, de 1 a 12.", en: "Month, from 1 to 12."}
  - fob_usd
  - name: former_usd
    meaning: {es: Valor FOB del mismo mes del año anterior., en: FOB value of the same month of the year before.}
  - name: growth_pct
    meaning:
      es: Variación respecto del mismo mes del año anterior; vacía si la base no es positiva.
      en: Growth over the same month of the year before; empty where the base is not positive.
  - name: twelve_month_usd
    type: money
    unit: US$
    meaning: {es: Suma de los doce meses que terminan en este., en: Sum of the twelve months that end with this one.}
  - name: twelve_month_growth_pct
    type: ratio
    unit: "%"
    meaning:
      es: Variación de esa suma respecto de la de un año antes.
      en: Growth of that sum over the one of a year before.
chart: {kind: line, x: month, y: fob_usd, series: [year]}
remarks: [monthly_revision]
publication:
  classes: [month]
  hides: [fob_usd, growth_pct, twelve_month_usd, twelve_month_growth_pct]
  former: [former_usd, growth_pct]
  running: [twelve_month_usd, twelve_month_growth_pct]
*/
with monthly as (
  select
    year * 12 + extract(month from period_on) - 1 as month_no,
    sum(fob_usd) as fob_usd
  from lines
  where flow = :flow
    and year >= :years_min - 2
    and year <= :years_max
    and (:status = 'all' or regularised_on is not null)
  group by year * 12 + extract(month from period_on) - 1
),

windows as (
  select
    last.month_no,
    count(*) as months,
    sum(each.fob_usd) as fob_usd
  from monthly as last
  inner join monthly as each
    on each.month_no > last.month_no - 12
    and each.month_no <= last.month_no
  group by last.month_no
),

years_of_trade as (
  select
    month_no,
    fob_usd
  from windows
  where months = 12
),

shown as (
  select
    year,
    cast(extract(month from period_on) as int) as month,
    sum(fob_usd) as fob_usd
  from lines
  where flow = :flow
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, cast(extract(month from period_on) as int)
)

select
  shown.year,
  shown.month,
  shown.fob_usd,
  former.fob_usd as former_usd,
  case when former.fob_usd > 0 then pct(shown.fob_usd - former.fob_usd, former.fob_usd) end as growth_pct,
  ending.fob_usd as twelve_month_usd,
  case
    when before.fob_usd > 0 then pct(ending.fob_usd - before.fob_usd, before.fob_usd)
  end as twelve_month_growth_pct
from shown
left join monthly as former on former.month_no = shown.year * 12 + shown.month - 13
left join years_of_trade as ending on ending.month_no = shown.year * 12 + shown.month - 1
left join years_of_trade as before on before.month_no = shown.year * 12 + shown.month - 13
order by shown.year, shown.month
;
select
  year,
  cast(extract(month from period_on) as int) as month,
  trader_id,
  sum(fob_usd) as value
from lines
where flow = :flow
  and year >= :years_min - 2
  and year <= :years_max
  and (:status = 'all' or regularised_on is not null)
group by year, cast(extract(month from period_on) as int), trader_id
order by year, month, trader_id
