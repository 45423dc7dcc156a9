/*
name: agreement_coverage
code: E1
title: {es: Cobertura de los acuerdos comerciales, en: Coverage by trade agreements}
meaning:
  es: >-
    Parte del comercio que se hace con socios que tienen un acuerdo en vigor. Un socio con dos acuerdos cuenta una vez. La
    cobertura no dice si se usaron las preferencias.
  en: >-
    Part of trade that is with partners that have an agreement in force. A partner with two agreements counts once. Coverage
    does not tell whether preferences were used.
formula: 100 * sum of V_c with agreement in force / V_t
unit: "%"
source: pnmce:257,723,2393,2694,5002
parameters:
  - name: flow
    choices: [X, M, XM]
    meaning: {es: "X exportaciones, M importaciones, XM ambas.", en: "X exports, M imports, XM both."}
  - years
  - status
  - name: universe
    type: choice
    choices: [all, non_mining_energy]
    default: all
    meaning:
      es: "Todas las mercancías, o sin minería metálica, no metálica ni hidrocarburos."
      en: "All goods, or without metallic and non-metallic mining and hydrocarbons."
  - name: membership
    type: choice
    choices: [shipment, year_end, list]
    default: shipment
    meaning:
      es: Acuerdo en vigor en la fecha de cada declaración, al fin de su año, o según una lista de socios.
      en: Agreement in force on the date of each declaration, at the end of its year, or by a list of partners.
  - name: partners
    type: list
    default: ["--"]
    meaning: {es: Socios con acuerdo cuando se pide por lista., en: Partners with agreement where a list is asked for.}
tables: [{name: agreement}, {name: sector}]
columns:
  - year
  - fob_usd
  - name: covered_usd
    type: money
    unit: US$
    meaning: {es: Valor FOB con socios que tienen un acuerdo en vigor., en: FOB value with partners that have an agreement in force.}
  - name: coverage_pct
    type: ratio
    unit: "%"
    meaning: {es: Cobertura., en: Coverage.}
  - name: partners
    type: integer
    unit: partners
    meaning: {es: Socios con valor mayor que cero., en: Partners with a value above zero.}
  - name: covered_partners
    type: integer
    unit: partners
    meaning: {es: De ellos los que tuvieron un acuerdo en vigor., en: Of them those that had an agreement in force.}
chart: {kind: line, x: year, y: coverage_pct}
printed:
  - {of: total trade, value: "about 90", unit: "% of trade", source: "pnmce:257"}
  - {of: exports, value: "more than 90", unit: "% of exports", source: "pnmce:723,2694"}
  - {year: 2006, of: exports, value: "8", unit: "% of exports", source: "pnmce:723"}
  - {year: 2040, of: trade wanted, value: "95", unit: "% of trade", source: "pnmce:2393"}
publication: {hides: [fob_usd, covered_usd, coverage_pct]}
*/
with by_day as (
  select
    lines.year,
    lines.partner,
    case
      when :membership = 'year_end' then cast(concat(cast(lines.year as text), '-12-31') as date)
      else lines.period_on
    end as day,
    sum(lines.fob_usd) as fob_usd,
    sum(case when lines.fob_usd > 0 then 1 else 0 end) as counted
  from lines
  left join sector on sector.subheading = lines.subheading
  where (lines.flow = :flow or :flow = 'XM')
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and (:universe = 'all' or not coalesce(sector.mining_energy, false))
  group by
    lines.year,
    lines.partner,
    case
      when :membership = 'year_end' then cast(concat(cast(lines.year as text), '-12-31') as date)
      else lines.period_on
    end
),

days as (
  select distinct
    partner,
    day
  from by_day
),

covered as (
  select distinct
    days.partner,
    days.day
  from days
  inner join agreement
    on agreement.partner = days.partner
    and agreement.entry_into_force <= days.day
    and (agreement.end_date is null or agreement.end_date >= days.day)
),

marked as (
  select
    by_day.year,
    by_day.partner,
    by_day.fob_usd,
    by_day.counted,
    case
      when :membership = 'list' and by_day.partner in (:partners) then 1
      when :membership <> 'list' and covered.partner is not null then 1
      else 0
    end as inside
  from by_day
  left join covered
    on covered.partner = by_day.partner
    and covered.day = by_day.day
)

select
  year,
  sum(fob_usd) as fob_usd,
  sum(case when inside = 1 then fob_usd else 0 end) as covered_usd,
  pct(sum(case when inside = 1 then fob_usd else 0 end), sum(fob_usd)) as coverage_pct,
  count(distinct case when counted > 0 then partner end) as partners,
  count(distinct case when counted > 0 and inside = 1 then partner end) as covered_partners
from marked
group by year
order by year
;
with by_day as (
  select
    lines.year,
    lines.partner,
    case
      when :membership = 'year_end' then cast(concat(cast(lines.year as text), '-12-31') as date)
      else lines.period_on
    end as day,
    lines.trader_id,
    sum(lines.fob_usd) as fob_usd,
    sum(case when lines.fob_usd > 0 then 1 else 0 end) as counted
  from lines
  left join sector on sector.subheading = lines.subheading
  where (lines.flow = :flow or :flow = 'XM')
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and (:universe = 'all' or not coalesce(sector.mining_energy, false))
  group by
    lines.year,
    lines.partner,
    case
      when :membership = 'year_end' then cast(concat(cast(lines.year as text), '-12-31') as date)
      else lines.period_on
    end,
    lines.trader_id
),

days as (
  select distinct
    partner,
    day
  from by_day
),

covered as (
  select distinct
    days.partner,
    days.day
  from days
  inner join agreement
    on agreement.partner = days.partner
    and agreement.entry_into_force <= days.day
    and (agreement.end_date is null or agreement.end_date >= days.day)
),

marked as (
  select
    by_day.year,
    by_day.partner,
    by_day.trader_id,
    by_day.fob_usd,
    by_day.counted,
    case
      when :membership = 'list' and by_day.partner in (:partners) then 1
      when :membership <> 'list' and covered.partner is not null then 1
      else 0
    end as inside
  from by_day
  left join covered
    on covered.partner = by_day.partner
    and covered.day = by_day.day
)

select
  year,
  case when inside = 1 then 'con acuerdo' else 'sin acuerdo' end as part,
  trader_id,
  sum(fob_usd) as value
from marked
group by year, case when inside = 1 then 'con acuerdo' else 'sin acuerdo' end, trader_id
order by year, part, trader_id
