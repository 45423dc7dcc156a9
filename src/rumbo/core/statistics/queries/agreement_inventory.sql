/*
name: agreement_inventory
code: E2
title: {es: Acuerdos comerciales en vigor, en: Trade agreements in force}
meaning:
  es: Los acuerdos en vigor en una fecha, con cuántos socios y cuántos años llevan.
  en: The agreements in force on a day, with how many partners and for how many years.
formula: years in force = reference year - year of entry
unit: years
source: pnmce:723,1036-1078
parameters:
  - name: day
    type: date
    default: 2024-12-31
    meaning: {es: Fecha en la que se mira., en: Day on which one looks.}
tables: [{name: agreement}]
columns:
  - name: agreement
    type: text
    unit: code
    meaning: {es: Clave del acuerdo., en: Key of the agreement.}
  - name: name
    type: text
    unit: name
    meaning: {es: Nombre., en: Name.}
  - name: partners
    type: integer
    unit: partners
    meaning: {es: Socios con los que rige., en: Partners with which it holds.}
  - name: entry_into_force
    type: date
    unit: date
    meaning: {es: Entrada en vigor con el primero de ellos., en: Entry into force with the first of them.}
  - name: years_in_force
    type: integer
    unit: years
    meaning: {es: Años en vigor., en: Years in force.}
  - name: over_ten_years
    type: flag
    unit: flag
    meaning: {es: Rige desde hace más de diez años., en: It has held for more than ten years.}
printed:
  - {year: 2025, of: agreements, value: "23", unit: agreements, source: "pnmce:186,257,723,1036"}
  - {year: 2025, of: economies, value: "58", unit: economies, source: "pnmce:186,723,1036"}
  - {year: 2024, of: over ten years without the Comunidad Andina, value: "16", unit: agreements, source: "pnmce:1078"}
remarks:
  - es: >-
      La columna impresa de años en vigor es la de 2024 en 22 filas; la del acuerdo de 2025 imprime 1.
    en: The printed column of years in force is that of 2024 in 22 rows; that of the agreement of 2025 prints 1.
publication: open
*/
select
  agreement.agreement,
  min(agreement.name) as name,
  count(distinct agreement.partner) as partners,
  min(agreement.entry_into_force) as entry_into_force,
  max(extract(year from cast(:day as date))) - extract(year from min(agreement.entry_into_force)) as years_in_force,
  max(extract(year from cast(:day as date))) - extract(year from min(agreement.entry_into_force)) > 10 as over_ten_years
from agreement
where agreement.entry_into_force <= :day
  and (agreement.end_date is null or agreement.end_date >= :day)
group by agreement.agreement
order by entry_into_force, agreement
