/*
name: top_exporters
code: D
title: {es: "Las mayores exportadoras, una por una", en: "The largest exporters one by one"}
meaning:
  es: >-
    Las N mayores exportadoras de un universo por orden de valor; si dos exportan lo mismo, por documento. Las empresas llevan su
    RUC; las personas naturales se cuentan y no se muestran. Es para uso interno.
  en: >-
    The N largest exporters of a universe by value; where two export the same, by tax id. Companies come with their RUC;
    natural persons are counted and not shown. It is for internal use.
formula: firms by value descending, then by tax id
unit: US$
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
  - name: place
    type: integer
    unit: place
    meaning: {es: Lugar por valor., en: Place by value.}
  - name: company_id
    type: text
    unit: id
    meaning: {es: RUC de la empresa; vacío si no es una., en: RUC of the company; empty where it is none.}
  - fob_usd
  - share_pct
  - name: cumulated_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación acumulada hasta ese lugar., en: Share cumulated up to that place.}
  - name: tie_at_cut
    type: flag
    unit: flag
    meaning:
      es: La que sigue a la última contada exporta lo mismo que ella; se corta por el documento.
      en: The one after the last counted exports as much as it does; the cut is by tax id.
publication: internal
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
),

cumulated as (
  select
    year,
    place,
    case when trader_kind = 'company' then trader_id end as company_id,
    fob_usd,
    sum(fob_usd) over (
      partition by year order by place rows between unbounded preceding and current row
    ) as cumulated_usd
  from ranked
  where place <= :top
)

select
  cumulated.year,
  cumulated.place,
  cumulated.company_id,
  cumulated.fob_usd,
  pct(cumulated.fob_usd, totals.fob_usd) as share_pct,
  pct(cumulated.cumulated_usd, totals.fob_usd) as cumulated_pct,
  coalesce(cuts.last_usd = cuts.next_usd, false) as tie_at_cut
from cumulated
inner join cuts on cuts.year = cumulated.year
inner join totals on totals.year = cumulated.year
order by cumulated.year, cumulated.place
