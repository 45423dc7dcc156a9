/*
name: zone_exports_by_sector
code: E5
title: {es: Sectores de exportación de las ZEE, en: Sectors of zone exports}
meaning:
  es: >-
    Exportaciones de las empresas de las zonas económicas especiales por sector, de todas las zonas o de cada una, con la
    participación en lo que exporta la zona y en lo que exportan las zonas de ese sector.
  en: >-
    Exports of the firms of the special economic zones by sector, of all zones or of each, with the share of what the zone
    exports and of what the zones export of that sector.
formula: 100 * X_{z,s} / X_z
unit: US$
source: pnmce:2174-2200
parameters:
  - years
  - status
  - name: by_zone
    type: choice
    choices: ["no", "yes"]
    default: "no"
    meaning: {es: Todas las zonas juntas o cada una., en: All zones together or each of them.}
tables: [{name: zee_register}, {name: sector}]
columns:
  - year
  - name: zone
    type: text
    unit: class
    meaning: {es: Zona., en: Zone.}
  - name: sector
    type: text
    unit: class
    meaning: {es: Sector económico de la subpartida., en: Economic sector of the subheading.}
  - fob_usd
  - name: share_pct
    meaning: {es: Participación en lo que exporta la zona., en: Share of what the zone exports.}
  - name: sector_share_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en lo que exportan las zonas de ese sector., en: Share of what the zones export of that sector.}
chart: {kind: stacked, x: year, y: fob_usd, series: [sector], panel: zone}
printed:
  - {year: 2024, of: agropecuario, value: "53", unit: "% of ZEE exports", source: "pnmce:2180"}
  - {year: 2024, of: químico, value: "37", unit: "% of ZEE exports", source: "pnmce:2180"}
  - {year: 2024, of: minería no metálica, value: "4", unit: "% of ZEE exports", source: "pnmce:2180"}
  - {year: 2024, of: metal-mecánico, value: "3", unit: "% of ZEE exports", source: "pnmce:2180"}
  - {year: 2024, of: textil, value: "2", unit: "% of ZEE exports", source: "pnmce:2180"}
  - {year: 2024, of: minero, value: "2", unit: "% of ZEE exports", source: "pnmce:2180"}
  - {year: 2024, of: "ZED Paita, agropecuario", value: "98", unit: "% of ZEE agricultural exports", source: "pnmce:2180"}
remarks:
  - own_sectors
  - es: Una empresa que está a la vez en dos zonas cuenta en la primera por nombre.
    en: A firm that is in two zones at once counts in the first by name.
  - es: Las seis participaciones impresas suman 101, y «otros» incluye un sector que tiene participación propia.
    en: The six printed shares add to 101, and “otros” is said to hold a sector with a share of its own.
publication: {classes: [zone, sector], hides: [fob_usd, share_pct, sector_share_pct]}
*/
with of_members as (
  select
    lines.year,
    lines.period_on,
    lines.trader_id,
    lines.subheading,
    sum(lines.fob_usd) as fob_usd
  from lines
  inner join (select distinct trader_id from zee_register) as member on member.trader_id = lines.trader_id
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, lines.period_on, lines.trader_id, lines.subheading
),

inside as (
  select
    of_members.year,
    of_members.period_on,
    of_members.trader_id,
    of_members.subheading,
    min(zee_register.zone) as zone,
    max(of_members.fob_usd) as fob_usd
  from of_members
  inner join zee_register
    on zee_register.trader_id = of_members.trader_id
    and zee_register.valid_from <= of_members.period_on
    and (zee_register.valid_to is null or zee_register.valid_to >= of_members.period_on)
  group by of_members.year, of_members.period_on, of_members.trader_id, of_members.subheading
),

by_cell as (
  select
    inside.year,
    case when :by_zone = 'yes' then inside.zone else 'todas' end as zone,
    coalesce(sector.sector, 'sin especificar') as sector,
    sum(inside.fob_usd) as fob_usd
  from inside
  left join sector on sector.subheading = inside.subheading
  group by
    inside.year,
    case when :by_zone = 'yes' then inside.zone else 'todas' end,
    coalesce(sector.sector, 'sin especificar')
),

zones as (
  select
    year,
    zone,
    sum(fob_usd) as fob_usd
  from by_cell
  group by year, zone
),

sectors as (
  select
    year,
    sector,
    sum(fob_usd) as fob_usd
  from by_cell
  group by year, sector
)

select
  by_cell.year,
  by_cell.zone,
  by_cell.sector,
  by_cell.fob_usd,
  pct(by_cell.fob_usd, zones.fob_usd) as share_pct,
  pct(by_cell.fob_usd, sectors.fob_usd) as sector_share_pct
from by_cell
inner join zones
  on zones.year = by_cell.year
  and zones.zone = by_cell.zone
inner join sectors
  on sectors.year = by_cell.year
  and sectors.sector = by_cell.sector
order by by_cell.year, by_cell.zone, by_cell.fob_usd desc, by_cell.sector
;
with of_members as (
  select
    lines.year,
    lines.period_on,
    lines.trader_id,
    lines.subheading,
    sum(lines.fob_usd) as fob_usd
  from lines
  inner join (select distinct trader_id from zee_register) as member on member.trader_id = lines.trader_id
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, lines.period_on, lines.trader_id, lines.subheading
),

inside as (
  select
    of_members.year,
    of_members.period_on,
    of_members.trader_id,
    of_members.subheading,
    min(zee_register.zone) as zone,
    max(of_members.fob_usd) as fob_usd
  from of_members
  inner join zee_register
    on zee_register.trader_id = of_members.trader_id
    and zee_register.valid_from <= of_members.period_on
    and (zee_register.valid_to is null or zee_register.valid_to >= of_members.period_on)
  group by of_members.year, of_members.period_on, of_members.trader_id, of_members.subheading
)

select
  inside.year,
  case when :by_zone = 'yes' then inside.zone else 'todas' end as zone,
  coalesce(sector.sector, 'sin especificar') as sector,
  inside.trader_id,
  sum(inside.fob_usd) as value
from inside
left join sector on sector.subheading = inside.subheading
group by
  inside.year,
  case when :by_zone = 'yes' then inside.zone else 'todas' end,
  coalesce(sector.sector, 'sin especificar'),
  inside.trader_id
order by year, zone, sector, trader_id
