/*
name: top_partners
code: C
title: {es: Principales mercados, en: Top partners}
meaning:
  es: >-
    Los países socios de mayor valor FOB de cada año, exactamente tantos como se pidan, con su participación en el total.
    Lo que no tiene país no ocupa puesto y cuenta en el total.
  en: >-
    The partner countries of the largest FOB value of each year, exactly as many as asked for, with their share of the
    total. What has no country takes no place and counts in the total.
formula: the N largest V_{c,t}; 100 * V_{c,t} / V_t
unit: US$
source: pnmce:319,340,581
parameters:
  - flow
  - years
  - status
  - name: top
    type: integer
    default: 10
    minimum: 1
    maximum: 10000
    meaning: {es: Cuántos se muestran de cada año., en: How many are shown of each year.}
tables: [{name: country}]
columns:
  - year
  - name: place
    type: integer
    unit: place
    meaning:
      es: Puesto por valor; a igual valor decide el código.
      en: Place by value; where values are equal the code decides.
  - name: partner
    type: text
    unit: class
    meaning: {es: Código del país., en: Code of the country.}
  - name: partner_name
    type: text
    unit: name
    meaning: {es: Nombre del país., en: Name of the country (in Spanish).}
  - fob_usd
  - share_pct
  - name: tie_at_cut
    type: flag
    unit: flag
    meaning:
      es: El primero que ya no se muestra vale lo mismo que el último que se muestra.
      en: The first one not shown has the same value as the last one shown.
chart: {kind: bar, x: partner_name, y: fob_usd}
publication: {classes: [partner], dimensions: {partner: partner}, hides: [place, fob_usd, share_pct, tie_at_cut]}
*/
with sums as (
  select
    year,
    partner as partner,
    sum(fob_usd) as fob_usd
  from lines
  where flow = :flow
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, partner
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from sums
  group by year
),

ranked as (
  select
    year,
    partner,
    fob_usd,
    row_number() over (partition by year order by fob_usd desc, partner) as place
  from sums
  where partner is not null
),

cuts as (
  select
    year,
    sum(case when place = :top then fob_usd end) as last_usd,
    sum(case when place = :top + 1 then fob_usd end) as next_usd
  from ranked
  where place in (:top, :top + 1)
  group by year
)

select
  ranked.year,
  ranked.place,
  ranked.partner,
  coalesce(country.name_es, ranked.partner) as partner_name,
  ranked.fob_usd,
  pct(ranked.fob_usd, totals.fob_usd) as share_pct,
  coalesce(cuts.last_usd = cuts.next_usd, false) as tie_at_cut
from ranked
inner join totals on totals.year = ranked.year
left join cuts on cuts.year = ranked.year
left join country on country.code = ranked.partner
where ranked.place <= :top
order by ranked.year, ranked.place
;
select
  year,
  coalesce(partner, 'sin especificar') as partner,
  trader_id,
  sum(fob_usd) as value
from lines
where flow = :flow
  and year in (:years)
  and (:status = 'all' or regularised_on is not null)
group by year, coalesce(partner, 'sin especificar'), trader_id
order by year, partner, trader_id
