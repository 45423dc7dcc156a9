/*
name: trade_by_customs_office
code: C8
title: {es: Comercio por aduana o punto de salida, en: Trade by customs office or point}
meaning:
  es: >-
    Exportaciones, importaciones y su suma por aduana, o por grupo de aduanas, como los pasos de frontera. Si un año falta
    un flujo en los datos no hay suma.
  en: >-
    Exports, imports and their sum by customs office, or by group of offices, such as the border crossings. Where a flow
    is missing from the data of a year there is no sum.
formula: V_{o,t}; 100 * V_{o,t} / T_t
unit: US$
source: pnmce:1129
parameters:
  - years
  - status
  - name: level
    type: choice
    choices: [office, group]
    default: office
    meaning: {es: Por aduana o por grupo de aduanas., en: By customs office or by group of offices.}
tables: [{name: customs_office}]
columns:
  - year
  - name: customs_office
    type: text
    unit: class
    meaning: {es: Código de la aduana o grupo., en: Code of the customs office or group.}
  - name: office_name
    type: text
    unit: name
    meaning: {es: Nombre de la aduana o grupo., en: Name of the customs office or group.}
  - exports_usd
  - imports_usd
  - trade_usd
  - name: share_pct
    meaning: {es: Participación en el comercio total del año., en: Share of all trade of the year.}
chart: {kind: bar, x: office_name, y: trade_usd}
printed:
  - {year: 2023, of: pasos de frontera, value: "3", unit: "% of goods trade", source: "pnmce:1129"}
  - {year: 2023, of: pasos de frontera, value: "3,000", unit: US$ million (more than), source: "pnmce:1129"}
remarks: [imports_fob]
publication: {classes: [customs_office], hides: [exports_usd, imports_usd, trade_usd, share_pct]}
*/
with by_code as (
  select
    year,
    customs_office,
    flow,
    sum(fob_usd) as fob_usd
  from lines
  where flow in ('X', 'M')
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, customs_office, flow
),

totals as (
  select
    year,
    sum(case when flow = 'X' then 0 end) as no_exports,
    sum(case when flow = 'M' then 0 end) as no_imports,
    sum(fob_usd) as fob_usd
  from by_code
  group by year
),

placed as (
  select
    by_code.year,
    case
      when :level = 'group' then coalesce(customs_office.office_group, 'sin especificar')
      else by_code.customs_office
    end as customs_office,
    by_code.flow,
    by_code.fob_usd
  from by_code
  left join customs_office on customs_office.code = by_code.customs_office
),

by_office as (
  select
    year,
    customs_office,
    sum(case when flow = 'X' then fob_usd end) as exports_usd,
    sum(case when flow = 'M' then fob_usd end) as imports_usd
  from placed
  group by year, customs_office
),

sums as (
  select
    by_office.year,
    by_office.customs_office,
    coalesce(by_office.exports_usd, totals.no_exports) as exports_usd,
    coalesce(by_office.imports_usd, totals.no_imports) as imports_usd,
    totals.fob_usd as total_usd
  from by_office
  inner join totals on totals.year = by_office.year
)

select
  sums.year,
  sums.customs_office,
  coalesce(customs_office.name, sums.customs_office) as office_name,
  sums.exports_usd,
  sums.imports_usd,
  sums.exports_usd + sums.imports_usd as trade_usd,
  pct(sums.exports_usd + sums.imports_usd, sums.total_usd) as share_pct
from sums
left join customs_office on customs_office.code = sums.customs_office
order by year, trade_usd desc, customs_office
;
with placed as (
  select
    lines.year,
    case
      when :level = 'group' then coalesce(customs_office.office_group, 'sin especificar')
      else lines.customs_office
    end as customs_office,
    lines.flow,
    lines.trader_id,
    lines.fob_usd
  from lines
  left join customs_office on customs_office.code = lines.customs_office
  where lines.flow in ('X', 'M')
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
)

select
  year,
  customs_office,
  flow as part,
  trader_id,
  sum(fob_usd) as value
from placed
group by year, customs_office, flow, trader_id
order by year, customs_office, part, trader_id
