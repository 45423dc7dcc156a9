/*
name: trader_count
code: D1
title: {es: "Empresas exportadoras, importadoras y del comercio exterior", en: "Exporters, importers and traders"}
meaning:
  es: >-
    Operadores con documento distinto y valor mayor que cero en el año: quienes exportan, quienes importan, quienes hacen
    ambas cosas y el total, en el que cada uno cuenta una vez.
  en: >-
    Traders with a distinct tax id and a value above zero in the year: those who export, those who import, those who do
    both, and the whole, in which each counts once.
formula: "|E_t|; |I_t|; |E_t ∩ I_t|; |E_t ∪ I_t|"
unit: firms
source: pnmce:357-359,559,671-674,1601
parameters:
  - years
  - status
  - name: minimum_value
    type: decimal
    default: 0
    minimum: 0
    meaning:
      es: Valor FOB en US$ que la empresa debe superar en el año para contar.
      en: FOB value in US$ that a firm must exceed in the year to count.
  - name: identified
    type: choice
    choices: [any, ruc]
    default: any
    meaning:
      es: >-
        Documentos que cuentan: cualquiera, como en el total impreso de 2024, que incluye la clase Otros (pnmce:564), o solo
        los RUC.
      en: "Ids that count: any, as in the printed total of 2024, which holds the class Otros (pnmce:564), or only RUCs."
columns:
  - year
  - name: exporters
    type: integer
    unit: firms
    meaning: {es: Exportan en el año., en: They export in the year.}
  - name: importers
    type: integer
    unit: firms
    meaning: {es: Importan en el año., en: They import in the year.}
  - name: both
    type: integer
    unit: firms
    meaning: {es: Exportan e importan., en: They export and import.}
  - name: traders
    type: integer
    unit: firms
    meaning: {es: Exportan o importan., en: They export or import.}
chart: {kind: line, x: year, y: traders}
printed:
  - {year: 2001, of: traders, value: "about 30,000", unit: firms, source: "pnmce:357"}
  - {year: 2024, of: traders, value: "more than 46,000", unit: firms, source: "pnmce:357"}
  - {year: 2001, of: exporters, value: "4,356", unit: firms, source: "pnmce:359"}
  - {year: 2001, of: importers, value: "28,245", unit: firms, source: "pnmce:359"}
  - {year: 2022, of: exporters (CIEN-ADEX), value: "8,203", unit: firms, source: "pnmce:1601"}
  - {year: 2024, of: exporters, value: "9,771", unit: firms, source: "pnmce:559,671"}
  - {year: 2024, of: importers, value: "40,798", unit: firms, source: "pnmce:359,674"}
publication: open
*/
with active as (
  select
    year,
    flow,
    trader_id
  from lines
  where year in (:years)
    and trader_id is not null
    and fob_usd > 0
    and (:identified = 'any' or trader_kind = 'company' or trader_id_valid)
    and (:status = 'all' or regularised_on is not null)
  group by year, flow, trader_id
  having sum(fob_usd) > :minimum_value
),

sides as (
  select
    year,
    trader_id,
    max(case when flow = 'X' then 1 else 0 end) as exports,
    max(case when flow = 'M' then 1 else 0 end) as imports
  from active
  group by year, trader_id
)

select
  year,
  sum(exports) as exporters,
  sum(imports) as importers,
  sum(exports * imports) as both,
  count(*) as traders
from sides
group by year
order by year
