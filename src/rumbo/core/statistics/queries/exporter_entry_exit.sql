/*
name: exporter_entry_exit
code: D
title: {es: Entrada y salida de exportadoras y márgenes del crecimiento, en: Entry and exit of exporters and the margins of growth}
meaning:
  es: >-
    Exportadoras que continúan, ingresan, reingresan y salen respecto del año anterior, con su valor en los dos años y lo que
    aportan al crecimiento total. Las que continúan son el margen intensivo; las demás, el extensivo. Lo exportado sin documento
    va aparte y los aportes suman el crecimiento.
  en: >-
    Exporters that stay, enter, come back and leave with respect to the year before, with their value in both years and what
    they add to total growth. Those that stay are the intensive margin, the others the extensive one. What is exported without
    a tax id stands apart, and the parts add to the growth.
formula: 100 * (X_g,t - X_g,t-1) / X_t-1; the sum over groups is the growth
unit: "%"
source: pnmce:572,671-673
parameters: [years, status]
columns:
  - year
  - name: firm_group
    type: text
    unit: class
    meaning:
      es: "Continúan, ingresan (sin exportaciones antes en los datos), reingresan, salen o sin empresa."
      en: "Continúan (stay), ingresan (enter: no exports before in the data), reingresan (come back), salen (leave) or no firm."
  - name: margin
    type: text
    unit: class
    meaning: {es: "Intensivo, extensivo o sin atribuir.", en: "Intensive, extensive or not attributed."}
  - name: firms
    type: integer
    unit: firms
    meaning: {es: Empresas del grupo., en: Firms of the group.}
  - former_usd
  - fob_usd
  - name: contribution_pp
    type: ratio
    unit: percentage points
    meaning: {es: Aporte al crecimiento total., en: What it adds to total growth.}
  - name: total_growth_pct
    type: ratio
    unit: "%"
    meaning: {es: Crecimiento de todas las exportaciones., en: Growth of all exports.}
chart: {kind: stacked, x: year, y: contribution_pp, series: [firm_group]}
remarks:
  - es: En los primeros años de los datos muchas de las que ingresan pueden haber exportado antes de que empiecen.
    en: In the first years of the data many that enter may have exported before the data begin.
publication: {classes: [firm_group], hides: [fob_usd, former_usd, contribution_pp]}
*/
with firm_years as (
  select
    year,
    trader_id,
    sum(fob_usd) as fob_usd,
    max(case when trader_id is not null and fob_usd > 0 then 1 else 0 end) as active
  from lines
  where flow = 'X'
    and year <= :years_max
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id
),

first_years as (
  select
    trader_id,
    min(year) as first_year
  from firm_years
  where active = 1
  group by trader_id
),

both_years as (
  select
    year,
    trader_id,
    fob_usd,
    active,
    cast(0 as decimal(38, 2)) as former_usd,
    0 as was_active
  from firm_years
  where year in (:years)
  union all
  select
    year + 1 as year,
    trader_id,
    cast(0 as decimal(38, 2)) as fob_usd,
    0 as active,
    fob_usd as former_usd,
    active as was_active
  from firm_years
  where year + 1 in (:years)
),

moves as (
  select
    year,
    trader_id,
    sum(fob_usd) as fob_usd,
    sum(former_usd) as former_usd,
    max(active) as active,
    max(was_active) as was_active
  from both_years
  group by year, trader_id
),

grouped as (
  select
    moves.year,
    moves.trader_id,
    moves.fob_usd,
    moves.former_usd,
    case
      when moves.active = 1 and moves.was_active = 1 then 'continúan'
      when moves.was_active = 1 then 'salen'
      when moves.active = 1 and first_years.first_year < moves.year then 'reingresan'
      when moves.active = 1 then 'ingresan'
      else 'sin empresa'
    end as firm_group
  from moves
  left join first_years on first_years.trader_id = moves.trader_id
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from firm_years
  group by year
)

select
  grouped.year,
  grouped.firm_group,
  case
    when grouped.firm_group = 'continúan' then 'intensivo'
    when grouped.firm_group = 'sin empresa' then 'sin atribuir'
    else 'extensivo'
  end as margin,
  sum(case when grouped.firm_group = 'sin empresa' then 0 else 1 end) as firms,
  sum(grouped.former_usd) as former_usd,
  sum(grouped.fob_usd) as fob_usd,
  case
    when max(former.fob_usd) > 0 then pct(sum(grouped.fob_usd) - sum(grouped.former_usd), max(former.fob_usd))
  end as contribution_pp,
  case
    when max(former.fob_usd) > 0 then pct(max(this.fob_usd) - max(former.fob_usd), max(former.fob_usd))
  end as total_growth_pct
from grouped
inner join totals as this on this.year = grouped.year
inner join totals as former on former.year = grouped.year - 1
group by grouped.year, grouped.firm_group
order by grouped.year, grouped.firm_group
;
with firm_years as (
  select
    year,
    trader_id,
    sum(fob_usd) as fob_usd,
    max(case when trader_id is not null and fob_usd > 0 then 1 else 0 end) as active
  from lines
  where flow = 'X'
    and year <= :years_max
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id
),

first_years as (
  select
    trader_id,
    min(year) as first_year
  from firm_years
  where active = 1
  group by trader_id
),

both_years as (
  select
    year,
    trader_id,
    fob_usd,
    active,
    cast(0 as decimal(38, 2)) as former_usd,
    0 as was_active
  from firm_years
  where year in (:years)
  union all
  select
    year + 1 as year,
    trader_id,
    cast(0 as decimal(38, 2)) as fob_usd,
    0 as active,
    fob_usd as former_usd,
    active as was_active
  from firm_years
  where year + 1 in (:years)
),

moves as (
  select
    year,
    trader_id,
    sum(fob_usd) as fob_usd,
    sum(former_usd) as former_usd,
    max(active) as active,
    max(was_active) as was_active
  from both_years
  group by year, trader_id
),

grouped as (
  select
    moves.year,
    moves.trader_id,
    moves.fob_usd,
    moves.former_usd,
    case
      when moves.active = 1 and moves.was_active = 1 then 'continúan'
      when moves.was_active = 1 then 'salen'
      when moves.active = 1 and first_years.first_year < moves.year then 'reingresan'
      when moves.active = 1 then 'ingresan'
      else 'sin empresa'
    end as firm_group
  from moves
  left join first_years on first_years.trader_id = moves.trader_id
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from firm_years
  group by year
)

select
  grouped.year,
  grouped.firm_group,
  'del año' as part,
  grouped.trader_id,
  grouped.fob_usd as value
from grouped
where grouped.fob_usd <> 0
union all
select
  grouped.year,
  grouped.firm_group,
  'del año anterior' as part,
  grouped.trader_id,
  grouped.former_usd as value
from grouped
where grouped.former_usd <> 0
order by year, firm_group, part, trader_id
