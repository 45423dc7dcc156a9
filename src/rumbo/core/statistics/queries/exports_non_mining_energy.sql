/*
name: exports_non_mining_energy
code: B6
title: {es: Exportaciones no minero energéticas, en: Exports without mining and energy}
meaning:
  es: >-
    Exportaciones menos las de minería metálica, minería no metálica e hidrocarburos, al mundo o a los socios con acuerdo
    comercial. Un socio con dos acuerdos cuenta una vez. Las subpartidas sin sector no se excluyen, y se muestra cuánto suman.
  en: >-
    Exports minus those of metallic mining, non-metallic mining and hydrocarbons, to the world or to the partners with a
    trade agreement. A partner in two agreements counts once. Subheadings without sector stay in, and what they come to is
    shown.
formula: XNME = XT - (XMM + XMNM + XH)
unit: US$
source: pnmce:2797,2798,4983,4994,5003,5007,5016
parameters:
  - years
  - status
  - name: partners
    type: choice
    choices: [world, agreement]
    default: world
    meaning:
      es: Todo el mundo, o solo los socios con acuerdo comercial.
      en: The whole world, or only the partners with a trade agreement.
  - name: membership
    type: choice
    choices: [shipment, year_end, list]
    default: shipment
    meaning:
      es: >-
        Cuándo cuenta un acuerdo: en vigor en la fecha del embarque, en vigor el 31 de diciembre (entonces cuenta el año
        entero), o por una lista fija de socios, sin mirar la tabla.
      en: >-
        When an agreement counts: in force on the day of shipment, in force on 31 December (the whole year counts then), or
        by a fixed list of partners, without looking at the table.
  - name: partner_list
    type: list
    default: ["--"]
    meaning:
      es: Socios con acuerdo cuando se pide por lista, como los que provee la DGNCI (pnmce:5007); ninguno si no se dan.
      en: Partners with agreement where a list is asked for, such as those that the DGNCI gives (pnmce:5007); none by default.
tables: [{name: sector}, {name: agreement}]
columns:
  - year
  - name: total_usd
    type: money
    unit: US$
    meaning: {es: Exportaciones totales a esos socios., en: All exports to those partners.}
  - name: mining_energy_usd
    type: money
    unit: US$
    meaning: {es: "De ellas, las minero energéticas.", en: "Of them, those of mining and energy."}
  - name: fob_usd
    meaning: {es: Exportaciones no minero energéticas., en: Exports without mining and energy.}
  - name: share_pct
    meaning: {es: Participación en el total a esos socios., en: Share of all exports to those partners.}
  - name: unlisted_usd
    type: money
    unit: US$
    meaning: {es: "De ese valor, el de subpartidas sin sector.", en: "Of that value, that of subheadings without sector."}
chart: {kind: line, x: year, y: fob_usd}
printed:
  - {year: 2024, of: mundo, value: "23,237", unit: US$ million, source: "pnmce:2797,4994"}
  - {year: 2024, of: países con acuerdo vigente, value: "21,429", unit: US$ million, source: "pnmce:2798,5016"}
remarks: [own_sectors, monthly_revision]
publication: {hides: [total_usd, mining_energy_usd, fob_usd, share_pct, unlisted_usd]}
*/
with days as (
  select distinct
    partner,
    case
      when :membership = 'shipment' then period_on
      else cast(concat(cast(year as text), '-12-31') as date)
    end as measured_on
  from lines
  where flow = 'X'
    and year in (:years)
    and :partners <> 'world'
),

covered as (
  select distinct
    days.partner,
    days.measured_on
  from days
  inner join agreement on agreement.partner = days.partner
  where agreement.entry_into_force <= days.measured_on
    and (agreement.end_date is null or agreement.end_date >= days.measured_on)
),

by_subheading as (
  select
    lines.year,
    lines.subheading,
    sum(
      case
        when :partners = 'world' then lines.fob_usd
        when :membership = 'list' and lines.partner in (:partner_list) then lines.fob_usd
        when :membership <> 'list' and covered.partner is not null then lines.fob_usd
        else 0
      end
    ) as fob_usd
  from lines
  left join covered
    on :partners <> 'world'
    and covered.partner = lines.partner
    and covered.measured_on = case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, lines.subheading
),

sums as (
  select
    by_subheading.year,
    sum(by_subheading.fob_usd) as total_usd,
    sum(case when sector.mining_energy then by_subheading.fob_usd else 0 end) as mining_energy_usd,
    sum(case when sector.sector is null then by_subheading.fob_usd else 0 end) as unlisted_usd
  from by_subheading
  left join sector on sector.subheading = by_subheading.subheading
  group by by_subheading.year
)

select
  year,
  total_usd,
  mining_energy_usd,
  total_usd - mining_energy_usd as fob_usd,
  pct(total_usd - mining_energy_usd, total_usd) as share_pct,
  unlisted_usd
from sums
order by year
;
with days as (
  select distinct
    partner,
    case
      when :membership = 'shipment' then period_on
      else cast(concat(cast(year as text), '-12-31') as date)
    end as measured_on
  from lines
  where flow = 'X'
    and year in (:years)
    and :partners <> 'world'
),

covered as (
  select distinct
    days.partner,
    days.measured_on
  from days
  inner join agreement on agreement.partner = days.partner
  where agreement.entry_into_force <= days.measured_on
    and (agreement.end_date is null or agreement.end_date >= days.measured_on)
),

by_subheading as (
  select
    lines.year,
    lines.subheading,
    lines.trader_id,
    sum(lines.fob_usd) as fob_usd
  from lines
  left join covered
    on :partners <> 'world'
    and covered.partner = lines.partner
    and covered.measured_on = case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and (
      :partners = 'world'
      or (:membership = 'list' and lines.partner in (:partner_list))
      or (:membership <> 'list' and covered.partner is not null)
    )
  group by lines.year, lines.subheading, lines.trader_id
)

select
  by_subheading.year,
  case when sector.mining_energy then 'mining and energy' else 'others' end as part,
  by_subheading.trader_id,
  sum(by_subheading.fob_usd) as value
from by_subheading
left join sector on sector.subheading = by_subheading.subheading
group by
  by_subheading.year,
  case when sector.mining_energy then 'mining and energy' else 'others' end,
  by_subheading.trader_id
order by year, part, trader_id
