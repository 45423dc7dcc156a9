/*
name: zone_users
code: E6
title: {es: Usuarios de las ZEE, en: Users of the special economic zones}
meaning:
  es: Empresas instaladas en las zonas en una fecha, por zona y actividad principal.
  en: Firms installed in the zones on a day, by zone and main activity.
formula: count(distinct RUC) on the day
unit: firms
source: pnmce:2000,2009,2017
parameters:
  - name: day
    type: date
    default: 2024-12-31
    meaning: {es: "Fecha en la que se mira; por defecto, el fin del año.", en: "Day on which one looks; by default the end of the year."}
tables: [{name: zee_register}]
columns:
  - name: zone
    type: text
    unit: class
    meaning: {es: Zona., en: Zone.}
  - name: activity
    type: text
    unit: class
    meaning: {es: Actividad principal., en: Main activity.}
  - name: firms
    type: integer
    unit: firms
    meaning: {es: Empresas instaladas., en: Firms installed.}
  - name: all_firms
    type: integer
    unit: firms
    meaning: {es: "Empresas del sistema; la que está en dos zonas cuenta una vez.", en: "Firms of the system; one in two zones counts once."}
  - name: share_pct
    type: ratio
    unit: "%"
    meaning: {es: Parte de las empresas del sistema., en: Part of the firms of the system.}
printed:
  - {of: zones in operation, value: "4", unit: zones, source: "pnmce:2000"}
  - {year: 2022, value: "167", unit: firms, source: "pnmce:2009,2017"}
  - {year: 2024, value: "161", unit: firms, source: "pnmce:2000"}
  - {year: 2024, of: actividades logísticas, value: "47", unit: "% of firms", source: "pnmce:2000"}
  - {year: 2024, of: industriales, value: "41", unit: "% of firms", source: "pnmce:2000"}
  - {year: 2024, of: tecnologías de la información y comunicaciones, value: "10", unit: "% of firms", source: "pnmce:2000"}
publication: open
*/
with installed as (
  select
    trader_id,
    zone,
    coalesce(activity, 'sin especificar') as activity
  from zee_register
  where valid_from <= :day
    and (valid_to is null or valid_to >= :day)
),

whole as (
  select count(distinct trader_id) as firms
  from installed
),

counts as (
  select
    zone,
    activity,
    count(distinct trader_id) as firms
  from installed
  group by zone, activity
)

select
  counts.zone,
  counts.activity,
  counts.firms,
  whole.firms as all_firms,
  pct(counts.firms, whole.firms) as share_pct
from counts
cross join whole
order by counts.zone, counts.firms desc, counts.activity
