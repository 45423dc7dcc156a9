/*
name: exports_by_department
code: C5
title: {es: Exportaciones por región, en: Exports by region}
meaning:
  es: >-
    Valor FOB de las exportaciones por departamento de origen y su participación, o del interior frente a Lima y el Callao.
    La aduana de salida no es la región.
  en: >-
    FOB value of the exports by department of origin and its share, or of the interior against Lima and Callao. The
    customs office of exit is not the region.
formula: X_{r,t}; 100 * X_{r,t} / X_t
unit: US$
source: pnmce:583,1605,1747
parameters:
  - years
  - status
  - name: level
    type: choice
    choices: [department, area]
    default: department
    meaning:
      es: Por departamento, o el interior frente a Lima y el Callao.
      en: By department, or the interior against Lima and Callao.
  - name: lima_provinces
    type: choice
    choices: [lima, apart]
    default: lima
    meaning:
      es: Las provincias del departamento de Lima, con Lima o aparte, como interior.
      en: The provinces of the department of Lima, with Lima or apart, as interior.
  - name: without_region
    type: choice
    choices: [in_total, left_out]
    default: in_total
    meaning:
      es: Lo que no tiene región cuenta en el total como «sin especificar», o se deja fuera de él.
      en: What has no region counts in the total as “sin especificar”, or is left out of it.
tables: [{name: department}]
columns:
  - year
  - name: region
    type: text
    unit: class
    meaning: {es: Departamento o ámbito., en: Department or area.}
  - fob_usd
  - share_pct
chart: {kind: bar, x: region, y: fob_usd}
printed:
  - {year: 2024, of: regiones del interior, value: "84", unit: "% of exports", source: "pnmce:583"}
  - {year: 2024, of: Lima y Callao, value: "16", unit: "% of exports", source: "pnmce:583"}
  - {of: regiones del interior, value: "84.3", unit: "% of exports", source: "pnmce:1747"}
remarks: [department]
publication: {classes: [region], hides: [fob_usd, share_pct]}
*/
with by_place as (
  select
    year,
    department,
    substring(place_code, 1, 4) as province,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, department, substring(place_code, 1, 4)
),

placed as (
  select
    by_place.year,
    case
      when :lima_provinces = 'apart' and by_place.department = '15' and by_place.province <> '1501'
        then case when :level = 'department' then 'Lima Provincias' else 'interior' end
      when :level = 'department' then coalesce(department.name, 'sin especificar')
      else coalesce(department.area, 'sin especificar')
    end as region,
    by_place.fob_usd
  from by_place
  left join department on department.code = by_place.department
  where :without_region = 'in_total'
    or department.code is not null
),

by_region as (
  select
    year,
    region,
    sum(fob_usd) as fob_usd
  from placed
  group by year, region
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from placed
  group by year
)

select
  by_region.year,
  by_region.region,
  by_region.fob_usd,
  pct(by_region.fob_usd, totals.fob_usd) as share_pct
from by_region
inner join totals on totals.year = by_region.year
order by by_region.year, by_region.fob_usd desc, by_region.region
;
with placed as (
  select
    lines.year,
    case
      when :lima_provinces = 'apart' and lines.department = '15' and substring(lines.place_code, 1, 4) <> '1501'
        then case when :level = 'department' then 'Lima Provincias' else 'interior' end
      when :level = 'department' then coalesce(department.name, 'sin especificar')
      else coalesce(department.area, 'sin especificar')
    end as region,
    lines.trader_id,
    lines.fob_usd
  from lines
  left join department on department.code = lines.department
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and (:without_region = 'in_total' or department.code is not null)
)

select
  year,
  region,
  trader_id,
  sum(fob_usd) as value
from placed
group by year, region, trader_id
order by year, region, trader_id
