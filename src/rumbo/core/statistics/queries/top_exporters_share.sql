/*
name: top_exporters_share
code: D6
title: {es: Participación de las mayores exportadoras, en: Share of the largest exporters}
meaning:
  es: >-
    Qué parte de las exportaciones de un universo (todas, o las de un sector, departamento o producto) hacen sus N mayores
    exportadoras. El total incluye lo exportado sin documento.
  en: >-
    What part of the exports of a universe (all, or those of a sector, department or product) its N largest exporters make.
    The total holds what is exported without a tax id.
formula: 100 * sum of the N largest exporters / X
unit: "%"
source: pnmce:1581
parameters:
  - years
  - status
  - name: top
    type: integer
    default: 10
    minimum: 1
    maximum: 10000
    meaning: {es: Cuántas de las mayores exportadoras., en: How many of the largest exporters.}
  - name: sectors
    type: list
    default: []
    meaning: {es: Sectores; todos si no se da ninguno., en: Sectors; all where none is given.}
  - name: departments
    type: list
    default: []
    meaning: {es: Departamentos; todos si no se da ninguno., en: Departments; all where none is given.}
  - name: product
    type: text
    default: ""
    meaning:
      es: Primeros dígitos de las subpartidas; todas si no se dan.
      en: First digits of the subheadings; all where none are given.
tables: [{name: sector}]
columns:
  - year
  - name: exporters
    type: integer
    unit: firms
    meaning: {es: Exportadoras del universo., en: Exporters of the universe.}
  - name: counted
    type: integer
    unit: firms
    meaning: {es: "Mayores exportadoras contadas: N, o todas si son menos.", en: "Largest exporters counted: N, or all where they are fewer."}
  - name: top_usd
    type: money
    unit: US$
    meaning: {es: Lo que exportan., en: What they export.}
  - fob_usd
  - share_pct
  - name: tie_at_cut
    type: flag
    unit: flag
    meaning:
      es: La que sigue a la última contada exporta lo mismo que ella; se corta por el documento.
      en: The one after the last counted exports as much as it does; the cut is by tax id.
chart: {kind: line, x: year, y: share_pct}
printed:
  - {year: 2024, of: "agro, N = 10", value: "21", unit: "% of agricultural exports", source: "pnmce:1581"}
publication: {hides: [top_usd, share_pct]}
*/
with universe as (
  select
    lines.year,
    lines.trader_id,
    lines.trader_kind,
    lines.fob_usd
  from lines
  left join sector on sector.subheading = lines.subheading
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and coalesce(sector.sector, 'sin especificar') in (:sectors)
    and coalesce(lines.department, 'sin especificar') in (:departments)
    and substring(lines.subheading, 1, length(:product)) = :product
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from universe
  group by year
),

exporters as (
  select
    year,
    trader_id,
    max(trader_kind) as trader_kind,
    sum(fob_usd) as fob_usd
  from universe
  where trader_id is not null
    and fob_usd > 0
  group by year, trader_id
),

ranked as (
  select
    year,
    trader_id,
    trader_kind,
    fob_usd,
    row_number() over (partition by year order by fob_usd desc, trader_id) as place
  from exporters
),

cuts as (
  select
    year,
    count(*) as exporters,
    sum(case when place <= :top then 1 else 0 end) as counted,
    sum(case when place <= :top then fob_usd else 0 end) as top_usd,
    max(case when place = :top then fob_usd end) as last_usd,
    max(case when place = :top + 1 then fob_usd end) as next_usd
  from ranked
  group by year
)

select
  cuts.year,
  cuts.exporters,
  cuts.counted,
  cuts.top_usd,
  totals.fob_usd,
  pct(cuts.top_usd, totals.fob_usd) as share_pct,
  coalesce(cuts.last_usd = cuts.next_usd, false) as tie_at_cut
from cuts
inner join totals on totals.year = cuts.year
order by cuts.year
;
with universe as (
  select
    lines.year,
    lines.trader_id,
    lines.trader_kind,
    lines.fob_usd
  from lines
  left join sector on sector.subheading = lines.subheading
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and coalesce(sector.sector, 'sin especificar') in (:sectors)
    and coalesce(lines.department, 'sin especificar') in (:departments)
    and substring(lines.subheading, 1, length(:product)) = :product
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from universe
  group by year
),

exporters as (
  select
    year,
    trader_id,
    max(trader_kind) as trader_kind,
    sum(fob_usd) as fob_usd
  from universe
  where trader_id is not null
    and fob_usd > 0
  group by year, trader_id
),

ranked as (
  select
    year,
    trader_id,
    trader_kind,
    fob_usd,
    row_number() over (partition by year order by fob_usd desc, trader_id) as place
  from exporters
)

select
  year,
  case when place <= :top then 'las mayores' else 'las demás' end as part,
  trader_id,
  fob_usd as value
from ranked
order by year, part, trader_id
