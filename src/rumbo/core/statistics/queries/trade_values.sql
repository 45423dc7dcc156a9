/*
name: trade_values
code: A
title: {es: Valores del comercio y su variación, en: Trade values and their growth}
meaning:
  es: >-
    Valor FOB, peso neto y series de cada año por hasta tres dimensiones a elección, con la participación en el total del
    año y la variación respecto del mismo grupo del año anterior.
  en: >-
    FOB value, net weight and lines of each year by up to three dimensions of choice, with the share of the total of the
    year and the growth over the same group of the year before.
formula: V_{i,t}; 100 * V_{i,t} / V_t; 100 * (V_{i,t} / V_{i,t-1} - 1)
unit: US$
source: pnmce:559,581,583
parameters: [flow, years, status, by_1, by_2, by_3]
columns:
  - year
  - class_1
  - class_2
  - class_3
  - fob_usd
  - net_kg
  - line_count
  - share_pct
  - former_usd
  - growth_pct
chart: {kind: line, x: year, y: fob_usd, series: [by_1]}
remarks: [monthly_revision]
publication:
  classes: [class_1, class_2, class_3]
  hides: [fob_usd, net_kg, line_count, share_pct]
  former: [former_usd, growth_pct]
*/
with summed as (
  select
    lines.year,
    :by_columns,
    sum(lines.fob_usd) as fob_usd,
    sum(lines.net_kg) as net_kg,
    count(*) as line_count
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
    :by_3 as class_3,
    sum(lines.fob_usd) as fob_usd,
    sum(lines.net_kg) as net_kg,
    sum(lines.line_count) as line_count
  from summed as lines
  group by lines.year, :by_1, :by_2, :by_3
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from summed
  group by year
)

select
  this.year,
  this.class_1,
  this.class_2,
  this.class_3,
  this.fob_usd,
  this.net_kg,
  this.line_count,
  pct(this.fob_usd, totals.fob_usd) as share_pct,
  former.fob_usd as former_usd,
  case when former.fob_usd > 0 then pct(this.fob_usd - former.fob_usd, former.fob_usd) end as growth_pct
from yearly as this
inner join totals on totals.year = this.year
left join yearly as former
  on former.year = this.year - 1
  and former.class_1 = this.class_1
  and former.class_2 = this.class_2
  and former.class_3 = this.class_3
where this.year in (:years)
order by this.year, this.fob_usd desc, this.class_1, this.class_2, this.class_3
;
select
  lines.year,
  :by_1 as class_1,
  :by_2 as class_2,
  :by_3 as class_3,
  lines.trader_id,
  sum(lines.fob_usd) as value
from lines
where lines.flow = :flow
  and lines.year in (:years_and_before)
  and (:status = 'all' or lines.regularised_on is not null)
group by lines.year, :by_1, :by_2, :by_3, lines.trader_id
order by year, class_1, class_2, class_3, trader_id
