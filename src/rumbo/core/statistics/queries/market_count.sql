/*
name: market_count
code: C2
title: {es: Número de mercados de destino u origen, en: Number of markets of destination or origin}
meaning:
  es: >-
    Países y territorios distintos con los que hay comercio en el año. Los códigos que no son de un país (altamar, no
    declarado) y los que la tabla no conoce se cuentan aparte; las series con valor cero o negativo no cuentan.
  en: >-
    Distinct countries and territories traded with in the year. Codes that are no country (high seas, not declared) and
    those that the table does not know are counted apart; lines with a value of zero or below do not count.
formula: count of partners with V_{c,t} > minimum
unit: markets
source: pnmce:363,581
parameters:
  - flow
  - years
  - status
  - name: minimum_value
    type: decimal
    default: 0
    minimum: 0
    meaning:
      es: Valor FOB del año, en US$, que debe superar el comercio con el país.
      en: FOB value of the year in US$ that the trade with the country must exceed.
tables: [{name: country}]
columns:
  - year
  - name: markets
    type: integer
    unit: markets
    meaning: {es: Países y territorios., en: Countries and territories.}
  - name: special_codes
    type: integer
    unit: codes
    meaning: {es: Códigos que no son de un país., en: Codes that are no country.}
  - name: unknown_codes
    type: integer
    unit: codes
    meaning: {es: Códigos que la tabla no conoce., en: Codes that the table does not know.}
  - name: lines_without_partner
    type: integer
    unit: lines
    meaning: {es: Series sin país., en: Lines without partner.}
chart: {kind: line, x: year, y: markets}
printed:
  - {of: "destinos, a inicios de siglo", value: "158", unit: destinations, source: "pnmce:363"}
  - {year: 2024, of: destinos, value: "177", unit: destinations, source: "pnmce:363,581"}
  - {year: 2001, of: orígenes, value: "181", unit: origins, source: "pnmce:363"}
  - {year: 2024, of: orígenes, value: "214", unit: origins, source: "pnmce:363,581"}
publication: open
*/
with by_partner as (
  select
    year,
    partner,
    sum(case when fob_usd > 0 then fob_usd else 0 end) as fob_usd,
    count(*) as line_count
  from lines
  where flow = :flow
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, partner
),

counted as (
  select
    by_partner.year,
    case
      when by_partner.partner is null then 'none'
      when by_partner.fob_usd <= 0 or by_partner.fob_usd <= :minimum_value then 'below'
      when country.special then 'special'
      when country.code is null then 'unknown'
      else 'market'
    end as kind,
    by_partner.line_count
  from by_partner
  left join country on country.code = by_partner.partner
)

select
  year,
  sum(case when kind = 'market' then 1 else 0 end) as markets,
  sum(case when kind = 'special' then 1 else 0 end) as special_codes,
  sum(case when kind = 'unknown' then 1 else 0 end) as unknown_codes,
  sum(case when kind = 'none' then line_count else 0 end) as lines_without_partner
from counted
group by year
order by year
