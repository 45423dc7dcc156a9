/*
name: zone_export_share
code: E4
title: {es: Participación de las ZEE en las exportaciones, en: Share of the special economic zones in exports}
meaning:
  es: >-
    Exportaciones de las empresas instaladas en zonas económicas especiales sobre las exportaciones nacionales, con tres fuentes
    para conciliarlas: las declaraciones de las empresas del registro mientras están en él, lo que informan las zonas y la zona
    que lleva la declaración. Sin registro vigente, informe o zona en el año, no hay dato.
  en: >-
    Exports of the firms installed in special economic zones over national exports, from three sources to reconcile them: the
    declarations of the firms of the register while they are in it, what the zones report, and the zone on the declaration.
    Without a register in force, a report or a zone in the year there is no value.
formula: 100 * sum of X_i / XN
unit: "%"
source: pnmce:2009,2017,2074,2815,5088-5109
parameters: [years, status]
tables: [{name: zee_register}, {name: zee_exports, required: false}]
columns:
  - year
  - name: exports_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones nacionales., en: National exports.}
  - name: firms_usd
    type: money
    unit: US$
    meaning: {es: Lo que exportan las empresas del registro., en: What the firms of the register export.}
  - name: firms_pct
    type: ratio
    unit: "%"
    meaning: {es: Su participación., en: Its share.}
  - name: reported_usd
    type: money
    unit: US$
    meaning: {es: Lo que informan las zonas., en: What the zones report.}
  - name: reported_pct
    type: ratio
    unit: "%"
    meaning: {es: Su participación., en: Its share.}
  - name: reported_months
    type: integer
    unit: reports
    meaning: {es: "Informes del año: uno por zona y mes.", en: "Reports of the year: one a zone and month."}
  - name: zone_usd
    type: money
    unit: US$
    meaning: {es: Declaraciones que llevan una zona., en: Declarations that carry a zone.}
  - name: zone_pct
    type: ratio
    unit: "%"
    meaning: {es: Su participación., en: Its share.}
chart: {kind: line, x: year, y: firms_pct}
printed:
  - {year: 2022, value: "0.15", unit: "% of national exports", source: "pnmce:2009,2017"}
  - {year: 2022, value: "93.9", unit: US$ million, source: "pnmce:2017"}
  - {year: 2024, value: "88", unit: US$ million, source: "pnmce:2074,5108"}
  - {year: 2024, value: "0.12", unit: "% of national exports", source: "pnmce:2074,2815,5109"}
  - {year: 2024, of: national exports, value: "74,431", unit: US$ million, source: "pnmce:5108"}
publication: {hides: [firms_usd, firms_pct, zone_usd, zone_pct]}
*/
with members as (
  select distinct trader_id
  from zee_register
),

by_member as (
  select
    lines.year,
    members.trader_id,
    case when members.trader_id is not null then lines.period_on end as period_on,
    sum(lines.fob_usd) as fob_usd,
    sum(case when lines.zone is not null then lines.fob_usd end) as zone_usd
  from lines
  left join members on members.trader_id = lines.trader_id
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, members.trader_id, case when members.trader_id is not null then lines.period_on end
),

inside as (
  select
    by_member.year,
    by_member.period_on,
    by_member.trader_id,
    min(zee_register.zone) as zone,
    max(by_member.fob_usd) as fob_usd
  from by_member
  inner join zee_register
    on zee_register.trader_id = by_member.trader_id
    and zee_register.valid_from <= by_member.period_on
    and (zee_register.valid_to is null or zee_register.valid_to >= by_member.period_on)
  group by by_member.year, by_member.period_on, by_member.trader_id
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd,
    sum(zone_usd) as zone_usd
  from by_member
  group by year
),

in_force as (
  select
    totals.year,
    count(*) as entries
  from totals
  inner join zee_register
    on extract(year from zee_register.valid_from) <= totals.year
    and (zee_register.valid_to is null or extract(year from zee_register.valid_to) >= totals.year)
  group by totals.year
),

of_firms as (
  select
    year,
    sum(fob_usd) as fob_usd
  from inside
  group by year
),

by_report as (
  select
    zone,
    year,
    month,
    coalesce(sum(case when sector is null then fob_usd end), sum(fob_usd)) as fob_usd
  from zee_exports
  group by zone, year, month
),

reported as (
  select
    year,
    sum(fob_usd) as fob_usd,
    count(*) as reports
  from by_report
  group by year
)

select
  totals.year,
  totals.fob_usd as exports_usd,
  case when in_force.entries > 0 then coalesce(of_firms.fob_usd, 0) end as firms_usd,
  case when in_force.entries > 0 then pct(coalesce(of_firms.fob_usd, 0), totals.fob_usd) end as firms_pct,
  reported.fob_usd as reported_usd,
  pct(reported.fob_usd, totals.fob_usd) as reported_pct,
  reported.reports as reported_months,
  totals.zone_usd,
  pct(totals.zone_usd, totals.fob_usd) as zone_pct
from totals
left join in_force on in_force.year = totals.year
left join of_firms on of_firms.year = totals.year
left join reported on reported.year = totals.year
order by totals.year
;
with of_members as (
  select
    lines.year,
    lines.period_on,
    lines.trader_id,
    sum(lines.fob_usd) as fob_usd
  from lines
  inner join (select distinct trader_id from zee_register) as member on member.trader_id = lines.trader_id
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, lines.period_on, lines.trader_id
),

inside as (
  select
    of_members.year,
    of_members.period_on,
    of_members.trader_id,
    min(zee_register.zone) as zone,
    max(of_members.fob_usd) as fob_usd
  from of_members
  inner join zee_register
    on zee_register.trader_id = of_members.trader_id
    and zee_register.valid_from <= of_members.period_on
    and (zee_register.valid_to is null or zee_register.valid_to >= of_members.period_on)
  group by of_members.year, of_members.period_on, of_members.trader_id
)

select
  year,
  'empresas del registro' as part,
  trader_id,
  sum(fob_usd) as value
from inside
group by year, trader_id
union all
select
  year,
  'declaraciones con zona' as part,
  trader_id,
  sum(fob_usd) as value
from lines
where flow = 'X'
  and zone is not null
  and year in (:years)
  and (:status = 'all' or regularised_on is not null)
group by year, trader_id
order by year, part, trader_id
