/*
name: growth_contribution
code: A7
title: {es: Contribución al crecimiento, en: Contribution to growth}
meaning:
  es: >-
    Cuántos puntos porcentuales de la variación del total explica cada clase de una dimensión. Las clases nuevas y las
    perdidas cuentan con cero en el año en que no están, y las contribuciones suman la variación del total.
  en: >-
    How many percentage points of the growth of the whole each class of a dimension accounts for. New and lost classes
    count with zero in the year in which they are not there, and the contributions add up to the growth of the whole.
formula: c_{i,t} = 100 * (V_{i,t} - V_{i,t-1}) / V_{t-1}
unit: percentage points
source: pnmce:558-566,625,627
parameters:
  - flow
  - years
  - status
  - name: by_1
    default: sector
  - nomenclature
columns:
  - year
  - class_1
  - name: fob_usd
    meaning: {es: Valor FOB; cero si la clase se perdió., en: FOB value; zero where the class was lost.}
  - name: former_usd
    meaning:
      es: Valor FOB del año anterior; cero si la clase es nueva, vacío si ese año no tiene datos.
      en: FOB value of the year before; zero where the class is new, empty where that year has no data.
  - name: contribution_pct
    type: ratio
    unit: percentage points
    meaning: {es: Contribución a la variación del total., en: Contribution to the growth of the whole.}
  - name: total_growth_pct
    type: ratio
    unit: "%"
    meaning: {es: Variación del total., en: Growth of the whole.}
chart: {kind: stacked, x: year, y: contribution_pct, series: [by_1]}
remarks: [families, monthly_revision]
publication:
  classes: [class_1]
  hides: [fob_usd, contribution_pct]
  former: [former_usd, contribution_pct]
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
    sum(lines.fob_usd) as fob_usd
  from summed as lines
  group by lines.year, :by_1
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from summed
  group by year
),

both_years as (
  select
    year,
    class_1,
    fob_usd,
    cast(0 as decimal(38, 2)) as former_usd
  from yearly
  union all
  select
    year + 1 as year,
    class_1,
    cast(0 as decimal(38, 2)) as fob_usd,
    fob_usd as former_usd
  from yearly
),

compared as (
  select
    year,
    class_1,
    sum(fob_usd) as fob_usd,
    sum(former_usd) as former_usd
  from both_years
  where year in (:years)
  group by year, class_1
)

select
  compared.year,
  compared.class_1,
  compared.fob_usd,
  case when former.fob_usd is not null then compared.former_usd end as former_usd,
  case
    when former.fob_usd > 0 then pct(compared.fob_usd - compared.former_usd, former.fob_usd)
  end as contribution_pct,
  case when former.fob_usd > 0 then pct(totals.fob_usd - former.fob_usd, former.fob_usd) end as total_growth_pct
from compared
inner join totals on totals.year = compared.year
left join totals as former on former.year = compared.year - 1
order by compared.year, compared.class_1
;
select
  lines.year,
  :by_1 as class_1,
  lines.trader_id,
  sum(lines.fob_usd) as value
from lines
where lines.flow = :flow
  and lines.year in (:years_and_before)
  and (:status = 'all' or lines.regularised_on is not null)
group by lines.year, :by_1, lines.trader_id
order by year, class_1, trader_id
