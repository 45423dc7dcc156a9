/*
name: exports_by_product
code: B3
title: {es: Exportaciones por grupo de productos, en: Exports by group of products}
meaning:
  es: >-
    Valor FOB de las exportaciones de cada grupo de productos y su participación en el total del año, o en el de los
    sectores pedidos. Los grupos pueden contenerse unos a otros y no se suman.
  en: >-
    FOB value of the exports of each group of products, and its share of the total of the year or of that of the sectors
    asked for. Groups may contain one another and are not to be added up.
formula: 100 * X_{p,t} / X_t; 100 * X_{p,t} / X_{s,t}
unit: US$
source: pnmce:313,317,336,348,1577
parameters:
  - years
  - status
  - name: sectors
    type: list
    default: []
    meaning:
      es: Sectores a los que se limita; la minería son dos, metálica y no metálica. Todos si no se da ninguno.
      en: Sectors to limit it to; mining is two, metallic and non-metallic. All where none is given.
tables: [{name: product_group}, {name: sector}]
columns:
  - year
  - name: product_group
    type: text
    unit: class
    meaning: {es: Grupo de productos., en: Group of products.}
  - fob_usd
  - name: share_pct
    meaning:
      es: Participación en las exportaciones del año, o en las de los sectores pedidos.
      en: Share of the exports of the year, or of those of the sectors asked for.
chart: {kind: bar, x: product_group, y: share_pct}
printed:
  - {year: 2024, of: "cobre, del total", value: "32", unit: "% of exports", source: "pnmce:317"}
  - {year: 2024, of: "cobre, de la minería", value: "50", unit: "% of mining exports", source: "pnmce:317"}
  - {year: 2024, of: "cobre y oro, de la minería", value: "79", unit: "% of mining exports", source: "pnmce:313"}
  - {of: "oro, del total, a inicios de siglo", value: "17", unit: "% of exports", source: "pnmce:317"}
  - {of: "oro, de la minería, a inicios de siglo", value: "36", unit: "% of mining exports", source: "pnmce:317"}
  - {year: 2024, of: "arándanos, del agro", value: "18", unit: "% of agricultural exports", source: "pnmce:336"}
  - {year: 2024, of: "uva, del agro", value: "14", unit: "% of agricultural exports", source: "pnmce:336"}
  - {year: 2024, of: "palta, del agro", value: "10", unit: "% of agricultural exports", source: "pnmce:336"}
  - {year: 2024, of: "café, del agro", value: "9", unit: "% of agricultural exports", source: "pnmce:336"}
  - {year: 2024, of: "cacao en grano, del agro", value: "6", unit: "% of agricultural exports", source: "pnmce:336"}
  - {year: 2024, of: "espárrago, del agro", value: "4", unit: "% of agricultural exports", source: "pnmce:336"}
  - {year: 2024, of: "mango, del agro", value: "3", unit: "% of agricultural exports", source: "pnmce:336"}
  - {year: 2000, of: "fruta, del agro", value: "7", unit: "% of agricultural exports", source: "pnmce:1577"}
  - {year: 2024, of: "fruta, del agro", value: "52", unit: "% of agricultural exports", source: "pnmce:1577"}
remarks: [own_lists]
publication: {strata: [year, product_group], hides: [fob_usd, share_pct]}
*/
with by_subheading as (
  select
    lines.year,
    lines.subheading,
    sum(lines.fob_usd) as fob_usd
  from lines
  left join sector on sector.subheading = lines.subheading
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and coalesce(sector.sector, 'sin especificar') in (:sectors)
  group by lines.year, lines.subheading
),

memberships as (
  select distinct
    codes.subheading,
    product_group.product_group
  from (
    select distinct subheading
    from by_subheading
  ) as codes
  inner join product_group
    on codes.subheading between product_group.first_subheading and product_group.last_subheading
),

by_group as (
  select
    by_subheading.year,
    memberships.product_group,
    sum(by_subheading.fob_usd) as fob_usd
  from by_subheading
  inner join memberships on memberships.subheading = by_subheading.subheading
  group by by_subheading.year, memberships.product_group
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from by_subheading
  group by year
)

select
  by_group.year,
  by_group.product_group,
  by_group.fob_usd,
  pct(by_group.fob_usd, totals.fob_usd) as share_pct
from by_group
inner join totals on totals.year = by_group.year
order by by_group.year, by_group.fob_usd desc, by_group.product_group
;
with by_firm_and_subheading as (
  select
    lines.year,
    lines.subheading,
    lines.trader_id,
    sum(lines.fob_usd) as fob_usd
  from lines
  left join sector on sector.subheading = lines.subheading
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
    and coalesce(sector.sector, 'sin especificar') in (:sectors)
  group by lines.year, lines.subheading, lines.trader_id
),

memberships as (
  select distinct
    codes.subheading,
    product_group.product_group
  from (
    select distinct subheading
    from by_firm_and_subheading
  ) as codes
  inner join product_group
    on codes.subheading between product_group.first_subheading and product_group.last_subheading
),

by_firm as (
  select
    by_firm_and_subheading.year,
    memberships.product_group,
    by_firm_and_subheading.trader_id,
    sum(by_firm_and_subheading.fob_usd) as value
  from by_firm_and_subheading
  inner join memberships on memberships.subheading = by_firm_and_subheading.subheading
  group by by_firm_and_subheading.year, memberships.product_group, by_firm_and_subheading.trader_id
)

select
  year,
  product_group,
  trader_id,
  value
from by_firm
order by year, product_group, trader_id
