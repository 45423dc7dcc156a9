/*
name: new_and_lost_products_markets
code: A
title: {es: Productos y mercados nuevos y perdidos, en: New and lost products and markets}
meaning:
  es: >-
    Qué parte de la variación del año viene de pares de producto y mercado que aparecen, que desaparecen y que continúan.
    Un par existe en un año si tiene alguna serie de valor mayor que cero; lo que no tiene mercado va a «sin especificar».
  en: >-
    What part of the growth of the year comes from pairs of product and market that appear, that disappear and that go on.
    A pair exists in a year where it has a line with a value above zero; what has no market goes to “sin especificar”.
formula: 100 * (sum of V_{i,t} - V_{i,t-1} over the pairs of the margin) / V_{t-1}
unit: percentage points
source: pnmce:363,1601
parameters:
  - flow
  - years
  - status
  - name: digits
    type: integer
    default: 10
    minimum: 2
    maximum: 10
    meaning:
      es: Dígitos del producto, 2 capítulo, 4 partida, 6 subpartida del Sistema Armonizado, 10 subpartida nacional.
      en: Digits of the product, 2 chapter, 4 heading, 6 Harmonized System subheading, 10 national subheading.
  - nomenclature
tables:
  - {name: nomenclature_concordance, required: false}
columns:
  - year
  - name: margin
    type: text
    unit: class
    meaning: {es: "nuevos, perdidos, continuos o sin especificar.", en: "nuevos (new), perdidos (lost), continuos (kept) or sin especificar."}
  - name: pairs
    type: integer
    unit: pairs
    meaning: {es: Pares de producto y mercado., en: Pairs of product and market.}
  - fob_usd
  - former_usd
  - name: contribution_pct
    type: ratio
    unit: percentage points
    meaning: {es: Contribución a la variación del total., en: Contribution to the growth of the whole.}
  - name: total_growth_pct
    type: ratio
    unit: "%"
    meaning: {es: Variación del total., en: Growth of the whole.}
chart: {kind: stacked, x: year, y: contribution_pct, series: [margin]}
remarks: [families, monthly_revision]
publication:
  classes: [margin]
  hides: [fob_usd, former_usd, contribution_pct]
*/
with declared as (
  select
    year,
    subheading,
    coalesce(partner, 'sin especificar') as partner,
    sum(fob_usd) as fob_usd,
    max(case when fob_usd > 0 and partner is not null then 1 else 0 end) as active
  from lines
  where flow = :flow
    and (year in (:years) or year + 1 in (:years))
    and (:status = 'all' or regularised_on is not null)
  group by year, subheading, coalesce(partner, 'sin especificar')
),

followed as (
  select
    declared.year,
    coalesce(
      case :digits
        when 6 then nomenclature_concordance.family_6
        when 7 then nomenclature_concordance.family_7
        when 8 then nomenclature_concordance.family_8
        when 9 then nomenclature_concordance.family_9
        when 10 then nomenclature_concordance.family_10
      end,
      substring(declared.subheading, 1, :digits)
    ) as product,
    declared.partner,
    declared.fob_usd,
    declared.active
  from declared
  left join nomenclature_concordance
    on nomenclature_concordance.subheading = declared.subheading
    and :nomenclature = 'followed'
),

yearly as (
  select
    year,
    product,
    partner,
    sum(fob_usd) as fob_usd,
    max(active) as active
  from followed
  group by year, product, partner
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from yearly
  group by year
),

both_years as (
  select
    year,
    product,
    partner,
    fob_usd,
    cast(0 as decimal(38, 2)) as former_usd,
    active,
    0 as former_active
  from yearly
  union all
  select
    year + 1 as year,
    product,
    partner,
    cast(0 as decimal(38, 2)) as fob_usd,
    fob_usd as former_usd,
    0 as active,
    active as former_active
  from yearly
),

pairs as (
  select
    year,
    product,
    partner,
    sum(fob_usd) as fob_usd,
    sum(former_usd) as former_usd,
    max(active) as active,
    max(former_active) as former_active
  from both_years
  where year in (:years)
  group by year, product, partner
),

placed as (
  select
    year,
    case
      when active = 1 and former_active = 1 then 'continuos'
      when active = 1 then 'nuevos'
      when former_active = 1 then 'perdidos'
      else 'sin especificar'
    end as margin,
    fob_usd,
    former_usd
  from pairs
),

margins as (
  select
    year,
    margin,
    count(*) as pair_count,
    sum(fob_usd) as fob_usd,
    sum(former_usd) as former_usd
  from placed
  group by year, margin
)

select
  margins.year,
  margins.margin,
  case when margins.margin = 'sin especificar' then 0 else margins.pair_count end as pairs,
  margins.fob_usd,
  margins.former_usd,
  case
    when former.fob_usd > 0 then pct(margins.fob_usd - margins.former_usd, former.fob_usd)
  end as contribution_pct,
  case when former.fob_usd > 0 then pct(totals.fob_usd - former.fob_usd, former.fob_usd) end as total_growth_pct
from margins
inner join totals on totals.year = margins.year
inner join totals as former on former.year = margins.year - 1
order by margins.year, margins.margin
;
with declared as (
  select
    year,
    subheading,
    coalesce(partner, 'sin especificar') as partner,
    trader_id,
    sum(fob_usd) as fob_usd,
    max(case when fob_usd > 0 and partner is not null then 1 else 0 end) as active
  from lines
  where flow = :flow
    and (year in (:years) or year + 1 in (:years))
    and (:status = 'all' or regularised_on is not null)
  group by year, subheading, coalesce(partner, 'sin especificar'), trader_id
),

followed as (
  select
    declared.year,
    coalesce(
      case :digits
        when 6 then nomenclature_concordance.family_6
        when 7 then nomenclature_concordance.family_7
        when 8 then nomenclature_concordance.family_8
        when 9 then nomenclature_concordance.family_9
        when 10 then nomenclature_concordance.family_10
      end,
      substring(declared.subheading, 1, :digits)
    ) as product,
    declared.partner,
    declared.trader_id,
    declared.fob_usd,
    declared.active
  from declared
  left join nomenclature_concordance
    on nomenclature_concordance.subheading = declared.subheading
    and :nomenclature = 'followed'
),

by_firm as (
  select
    year,
    product,
    partner,
    trader_id,
    sum(fob_usd) as fob_usd,
    max(active) as active
  from followed
  group by year, product, partner, trader_id
),

both_years as (
  select
    year,
    product,
    partner,
    trader_id,
    'year' as part,
    fob_usd,
    active,
    0 as former_active
  from by_firm
  union all
  select
    year + 1 as year,
    product,
    partner,
    trader_id,
    'year before' as part,
    fob_usd,
    0 as active,
    active as former_active
  from by_firm
),

pairs as (
  select
    year,
    product,
    partner,
    max(active) as active,
    max(former_active) as former_active
  from both_years
  where year in (:years)
  group by year, product, partner
),

placed as (
  select
    both_years.year,
    case
      when pairs.active = 1 and pairs.former_active = 1 then 'continuos'
      when pairs.active = 1 then 'nuevos'
      when pairs.former_active = 1 then 'perdidos'
      else 'sin especificar'
    end as margin,
    both_years.part,
    both_years.trader_id,
    both_years.fob_usd
  from both_years
  inner join pairs
    on pairs.year = both_years.year
    and pairs.product = both_years.product
    and pairs.partner = both_years.partner
)

select
  year,
  margin,
  part,
  trader_id,
  sum(fob_usd) as value
from placed
group by year, margin, part, trader_id
order by year, margin, part, trader_id
