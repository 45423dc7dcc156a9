/*
name: share_by_partner
code: C1
title: {es: Participación por mercado, en: Share by partner}
meaning:
  es: >-
    Valor FOB y participación de cada país socio en las exportaciones o importaciones del año, o en las de los sectores
    pedidos. Los miembros de los bloques pedidos, la Unión Europea por defecto, se muestran como un solo socio.
  en: >-
    FOB value of each partner country and its share of the exports or imports of the year, or of those of the sectors
    asked for. The members of the blocs asked for, the European Union by default, are shown as one partner.
formula: 100 * V_{c,t} / V_t
unit: "%"
source: pnmce:319,340,581
parameters:
  - flow
  - years
  - status
  - name: sectors
    type: list
    default: []
    meaning:
      es: Sectores a los que se limita; la minería son dos, metálica y no metálica. Todos si no se da ninguno.
      en: Sectors to limit it to; mining is two, metallic and non-metallic. All where none is given.
  - name: blocs
    type: list
    default: [UE]
    meaning:
      es: >-
        Bloques que se muestran como un solo socio, con los nombres de la tabla; «ninguno» deja a cada país por separado. Un
        país de dos de ellos va con el primero por orden alfabético.
      en: >-
        Blocs shown as one partner, by the names of the table; “ninguno” leaves every country on its own. A country in two
        of them goes with the first in alphabetical order.
  - name: membership
    type: choice
    choices: [shipment, year_end]
    default: shipment
    meaning:
      es: Cuándo cuenta un miembro de un bloque, en la fecha del embarque o si lo es el 31 de diciembre.
      en: When a member of a bloc counts, on the day of shipment or where it is one on 31 December.
tables: [{name: sector}, {name: country}, {name: bloc}]
columns:
  - year
  - name: partner
    type: text
    unit: class
    meaning: {es: Código del país o nombre del bloque., en: Code of the country or name of the bloc.}
  - name: partner_name
    type: text
    unit: name
    meaning: {es: Nombre del socio., en: Name of the partner (in Spanish).}
  - fob_usd
  - name: share_pct
    meaning:
      es: Participación en el total del año, o en el de los sectores pedidos.
      en: Share of the total of the year, or of that of the sectors asked for.
chart: {kind: bar, x: partner_name, y: share_pct}
printed:
  - {year: 2024, of: "exportaciones, China", value: "34", unit: "% of exports", source: "pnmce:581"}
  - {year: 2024, of: "exportaciones, Estados Unidos", value: "13", unit: "% of exports", source: "pnmce:581"}
  - {year: 2024, of: "exportaciones, Unión Europea", value: "11", unit: "% of exports", source: "pnmce:581"}
  - {year: 2024, of: "exportaciones, India", value: "6", unit: "% of exports", source: "pnmce:581"}
  - {year: 2024, of: "exportaciones, Canadá", value: "5", unit: "% of exports", source: "pnmce:581"}
  - {year: 2024, of: "importaciones, China", value: "28", unit: "% of imports", source: "pnmce:581"}
  - {year: 2024, of: "importaciones, Estados Unidos", value: "18", unit: "% of imports", source: "pnmce:581"}
  - {year: 2024, of: "importaciones, Unión Europea", value: "9", unit: "% of imports", source: "pnmce:581"}
  - {year: 2024, of: "importaciones, Brasil", value: "6", unit: "% of imports", source: "pnmce:581"}
  - {year: 2024, of: "importaciones, Argentina", value: "5", unit: "% of imports", source: "pnmce:581"}
  - {year: 2024, of: "importaciones, México", value: "3", unit: "% of imports", source: "pnmce:581"}
  - {year: 2024, of: "importaciones, Ecuador", value: "3", unit: "% of imports", source: "pnmce:581"}
  - {year: 2024, of: "minería, China", value: "48", unit: "% of mining exports", source: "pnmce:319,581"}
  - {year: 2024, of: "minería, India", value: "10", unit: "% of mining exports", source: "pnmce:319"}
  - {year: 2024, of: "minería, Canadá", value: "7", unit: "% of mining exports", source: "pnmce:319"}
  - {year: 2024, of: "agropecuario, Estados Unidos", value: "35", unit: "% of agricultural exports", source: "pnmce:340,581"}
  - {year: 2024, of: "agropecuario, Unión Europea", value: "30", unit: "% of agricultural exports", source: "pnmce:340,581"}
  - {year: 2024, of: "pesquero, China", value: "46", unit: "% of fishery exports", source: "pnmce:581"}
  - {year: 2024, of: "textil-confecciones, Estados Unidos", value: "51", unit: "% of textile and clothing exports", source: "pnmce:581"}
publication:
  classes: [partner]
  dimensions: {partner: partner}
  alone: {blocs: [ninguno]}
  hides: [fob_usd, share_pct]
*/
with by_day as (
  select
    lines.year,
    lines.partner,
    case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end as measured_on,
    sum(lines.fob_usd) as fob_usd
  from lines
  left join sector on sector.subheading = lines.subheading
  where lines.flow = :flow
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and coalesce(sector.sector, 'sin especificar') in (:sectors)
  group by
    lines.year,
    lines.partner,
    case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end
),

days as (
  select distinct
    partner,
    measured_on
  from by_day
),

blocs_of as (
  select
    days.partner,
    days.measured_on,
    min(bloc.bloc) as bloc
  from days
  inner join bloc on bloc.country = days.partner
  where bloc.bloc in (:blocs)
    and bloc.valid_from <= days.measured_on
    and (bloc.valid_to is null or bloc.valid_to >= days.measured_on)
  group by days.partner, days.measured_on
),

by_partner as (
  select
    by_day.year,
    coalesce(blocs_of.bloc, by_day.partner, 'sin especificar') as partner,
    sum(by_day.fob_usd) as fob_usd
  from by_day
  left join blocs_of
    on blocs_of.partner = by_day.partner
    and blocs_of.measured_on = by_day.measured_on
  group by by_day.year, coalesce(blocs_of.bloc, by_day.partner, 'sin especificar')
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from by_day
  group by year
)

select
  by_partner.year,
  by_partner.partner,
  coalesce(country.name_es, by_partner.partner) as partner_name,
  by_partner.fob_usd,
  pct(by_partner.fob_usd, totals.fob_usd) as share_pct
from by_partner
inner join totals on totals.year = by_partner.year
left join country on country.code = by_partner.partner
order by by_partner.year, by_partner.fob_usd desc, by_partner.partner
;
with by_day as (
  select
    lines.year,
    lines.trader_id,
    lines.partner,
    case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end as measured_on,
    sum(lines.fob_usd) as fob_usd
  from lines
  left join sector on sector.subheading = lines.subheading
  where lines.flow = :flow
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and coalesce(sector.sector, 'sin especificar') in (:sectors)
  group by
    lines.year,
    lines.trader_id,
    lines.partner,
    case
      when :membership = 'shipment' then lines.period_on
      else cast(concat(cast(lines.year as text), '-12-31') as date)
    end
),

days as (
  select distinct
    partner,
    measured_on
  from by_day
),

blocs_of as (
  select
    days.partner,
    days.measured_on,
    min(bloc.bloc) as bloc
  from days
  inner join bloc on bloc.country = days.partner
  where bloc.bloc in (:blocs)
    and bloc.valid_from <= days.measured_on
    and (bloc.valid_to is null or bloc.valid_to >= days.measured_on)
  group by days.partner, days.measured_on
)

select
  by_day.year,
  coalesce(blocs_of.bloc, by_day.partner, 'sin especificar') as partner,
  by_day.trader_id,
  sum(by_day.fob_usd) as value
from by_day
left join blocs_of
  on blocs_of.partner = by_day.partner
  and blocs_of.measured_on = by_day.measured_on
group by by_day.year, coalesce(blocs_of.bloc, by_day.partner, 'sin especificar'), by_day.trader_id
order by year, partner, trader_id
