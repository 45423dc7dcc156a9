/*
name: trade_with_bloc
code: C4
title: {es: Intercambio con un bloque, en: Trade with a bloc}
meaning:
  es: >-
    Exportaciones más importaciones de cada año con los miembros de cada bloque, según quiénes lo eran en la fecha. Los
    bloques comparten miembros y no se suman. Si un año falta un flujo en los datos no hay suma.
  en: >-
    Exports plus imports of each year with the members of each bloc, by who was one at the date. Blocs share members and
    are not to be added up. Where a flow is missing from the data of a year there is no sum.
formula: sum of X_c + M_c for c in the bloc
unit: US$
source: pnmce:1036
parameters:
  - years
  - status
  - name: blocs
    type: list
    default: []
    meaning: {es: "Bloques que se muestran; todos si no se da ninguno.", en: "Blocs to show; all where none is given."}
  - name: membership
    type: choice
    choices: [shipment, year_end]
    default: shipment
    meaning:
      es: Cuándo cuenta un miembro de un bloque, en la fecha del embarque o si lo es el 31 de diciembre.
      en: When a member of a bloc counts, on the day of shipment or where it is one on 31 December.
tables: [{name: bloc}]
columns:
  - year
  - name: bloc
    type: text
    unit: class
    meaning: {es: Bloque., en: Bloc.}
  - exports_usd
  - imports_usd
  - trade_usd
  - name: share_pct
    meaning: {es: Participación en el comercio total del año., en: Share of all trade of the year.}
chart: {kind: line, x: year, y: trade_usd, series: [bloc]}
printed:
  - {year: 2024, of: Comunidad Andina, value: "6,396", unit: US$ million, source: "pnmce:1036"}
  - {of: Alianza del Pacífico, value: "8,299", unit: US$ million, source: "pnmce:1036"}
remarks: [imports_fob]
publication:
  strata: [year, bloc]
  dimensions: {bloc: bloc}
  members: trade_values
  hides: [exports_usd, imports_usd, trade_usd, share_pct]
*/
with by_day as (
  select
    lines.year,
    lines.flow,
    lines.partner,
    case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end as measured_on,
    sum(lines.fob_usd) as fob_usd
  from lines
  where lines.flow in ('X', 'M')
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by
    lines.year,
    lines.flow,
    lines.partner,
    case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end
),

totals as (
  select
    year,
    sum(case when flow = 'X' then 0 end) as no_exports,
    sum(case when flow = 'M' then 0 end) as no_imports,
    sum(fob_usd) as fob_usd
  from by_day
  group by year
),

by_bloc as (
  select
    by_day.year,
    bloc.bloc,
    sum(case when by_day.flow = 'X' then by_day.fob_usd end) as exports_usd,
    sum(case when by_day.flow = 'M' then by_day.fob_usd end) as imports_usd
  from by_day
  inner join bloc
    on bloc.country = by_day.partner
    and bloc.valid_from <= by_day.measured_on
    and (bloc.valid_to is null or bloc.valid_to >= by_day.measured_on)
  where bloc.bloc in (:blocs)
  group by by_day.year, bloc.bloc
),

sums as (
  select
    by_bloc.year,
    by_bloc.bloc,
    coalesce(by_bloc.exports_usd, totals.no_exports) as exports_usd,
    coalesce(by_bloc.imports_usd, totals.no_imports) as imports_usd,
    totals.fob_usd as total_usd
  from by_bloc
  inner join totals on totals.year = by_bloc.year
)

select
  year,
  bloc,
  exports_usd,
  imports_usd,
  exports_usd + imports_usd as trade_usd,
  pct(exports_usd + imports_usd, total_usd) as share_pct
from sums
order by year, trade_usd desc, bloc
;
with by_day as (
  select
    lines.year,
    lines.flow,
    lines.trader_id,
    lines.partner,
    case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end as measured_on,
    sum(lines.fob_usd) as fob_usd
  from lines
  where lines.flow in ('X', 'M')
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by
    lines.year,
    lines.flow,
    lines.trader_id,
    lines.partner,
    case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end
)

select
  by_day.year,
  bloc.bloc,
  by_day.flow as part,
  by_day.trader_id,
  sum(by_day.fob_usd) as value
from by_day
inner join bloc
  on bloc.country = by_day.partner
  and bloc.valid_from <= by_day.measured_on
  and (bloc.valid_to is null or bloc.valid_to >= by_day.measured_on)
where bloc.bloc in (:blocs)
group by by_day.year, bloc.bloc, by_day.flow, by_day.trader_id
order by year, bloc, part, trader_id
