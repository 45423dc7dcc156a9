/*
name: services_exports
code: S1
title: {es: Comercio de servicios por rubros, en: Trade in services by item}
meaning:
  es: >-
    Servicios del cuadro 105 del BCRP por año, reclasificados como lo hace el ministerio: viajes y pasajeros son los relacionados
    al turismo, y «otros servicios» los no tradicionales. Un año cuenta si está entero o tiene sus cuatro trimestres.
  en: >-
    Services of table 105 of the central bank by year, reclassified as the ministry does: travel and passengers are those
    related to tourism, and “otros servicios” the non-traditional ones. A year counts when it is whole or has its four
    quarters.
formula: tourism = viajes + pasajeros; non-traditional = otros servicios
unit: US$ million
source: pnmce:1524-1543,1739-1741,5065-5078
parameters:
  - flow
  - years
  - name: items
    type: list
    default: []
    meaning: {es: "Rubros, con el nombre del resultado; todos si no se da ninguno.", en: "Items, by their name in the result; all where none is given."}
  - name: base_year
    type: integer
    default: 2020
    minimum: 1900
    maximum: 2200
    meaning:
      es: "Año desde el que se mide la tasa media; Tabla 8 empieza en 2020, y la tasa que se imprime, en 2015 (pnmce:1543)."
      en: "Year from which the mean rate is measured; Tabla 8 begins in 2020, and the rate that is printed, in 2015 (pnmce:1543)."
tables: [{name: services_bcrp}]
columns:
  - year
  - name: item
    type: text
    unit: class
    meaning: {es: Rubro., en: Item.}
  - name: part_of
    type: text
    unit: class
    meaning: {es: Rubro del que forma parte., en: Item that it is part of.}
  - name: usd_million
    type: ratio
    unit: US$ million
    meaning: {es: Valor., en: Value.}
  - name: share_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en el total del año., en: Share of the total of the year.}
  - name: former_usd_million
    type: ratio
    unit: US$ million
    meaning: {es: Valor del año anterior., en: Value of the year before.}
  - growth_pct
  - name: mean_rate_pct
    type: ratio
    unit: "% a year"
    meaning: {es: Tasa media anual desde el año base., en: Mean yearly rate since the base year.}
chart: {kind: line, x: year, y: usd_million, series: [item]}
printed:
  - {year: 2020, of: Exportación de servicios, value: "2,726", unit: US$ million, source: "pnmce:1527"}
  - {year: 2021, of: Exportación de servicios, value: "2,947", unit: US$ million, source: "pnmce:1527"}
  - {year: 2022, of: Exportación de servicios, value: "5,051", unit: US$ million, source: "pnmce:1527"}
  - {year: 2023, of: Exportación de servicios, value: "5,862", unit: US$ million, source: "pnmce:1527"}
  - {year: 2024, of: Exportación de servicios, value: "7,153", unit: US$ million, source: "pnmce:1527"}
  - {year: 2024, of: Exportación de servicios, value: "100", unit: "% of services exports", source: "pnmce:1527"}
  - {year: 2024, of: Exportación de servicios, value: "22.0", unit: "% growth", source: "pnmce:1527"}
  - {year: 2020, of: Servicios relacionados al turismo, value: "1,002", unit: US$ million, source: "pnmce:1528"}
  - {year: 2021, of: Servicios relacionados al turismo, value: "1,042", unit: US$ million, source: "pnmce:1528"}
  - {year: 2022, of: Servicios relacionados al turismo, value: "3,027", unit: US$ million, source: "pnmce:1528"}
  - {year: 2023, of: Servicios relacionados al turismo, value: "3,731", unit: US$ million, source: "pnmce:1528"}
  - {year: 2024, of: Servicios relacionados al turismo, value: "4,860", unit: US$ million, source: "pnmce:1528"}
  - {year: 2024, of: Servicios relacionados al turismo, value: "68", unit: "% of services exports", source: "pnmce:1528"}
  - {year: 2024, of: Servicios relacionados al turismo, value: "30.2", unit: "% growth", source: "pnmce:1528"}
  - {year: 2020, of: Viajes, value: "776", unit: US$ million, source: "pnmce:1529"}
  - {year: 2021, of: Viajes, value: "688", unit: US$ million, source: "pnmce:1529"}
  - {year: 2022, of: Viajes, value: "2,226", unit: US$ million, source: "pnmce:1529"}
  - {year: 2023, of: Viajes, value: "2,765", unit: US$ million, source: "pnmce:1529"}
  - {year: 2024, of: Viajes, value: "3,676", unit: US$ million, source: "pnmce:1529"}
  - {year: 2024, of: Viajes, value: "51", unit: "% of services exports", source: "pnmce:1529"}
  - {year: 2024, of: Viajes, value: "32.9", unit: "% growth", source: "pnmce:1529"}
  - {year: 2020, of: Pasajeros, value: "226", unit: US$ million, source: "pnmce:1530"}
  - {year: 2021, of: Pasajeros, value: "355", unit: US$ million, source: "pnmce:1530"}
  - {year: 2022, of: Pasajeros, value: "801", unit: US$ million, source: "pnmce:1530"}
  - {year: 2023, of: Pasajeros, value: "966", unit: US$ million, source: "pnmce:1530"}
  - {year: 2024, of: Pasajeros, value: "1,184", unit: US$ million, source: "pnmce:1530"}
  - {year: 2024, of: Pasajeros, value: "17", unit: "% of services exports", source: "pnmce:1530"}
  - {year: 2024, of: Pasajeros, value: "22.5", unit: "% growth", source: "pnmce:1530"}
  - {year: 2020, of: Servicios no tradicionales, value: "944", unit: US$ million, source: "pnmce:1531"}
  - {year: 2021, of: Servicios no tradicionales, value: "955", unit: US$ million, source: "pnmce:1531"}
  - {year: 2022, of: Servicios no tradicionales, value: "996", unit: US$ million, source: "pnmce:1531"}
  - {year: 2023, of: Servicios no tradicionales, value: "1,042", unit: US$ million, source: "pnmce:1531"}
  - {year: 2024, of: Servicios no tradicionales, value: "1,131", unit: US$ million, source: "pnmce:1531"}
  - {year: 2024, of: Servicios no tradicionales, value: "16", unit: "% of services exports", source: "pnmce:1531"}
  - {year: 2024, of: Servicios no tradicionales, value: "8.5", unit: "% growth", source: "pnmce:1531"}
  - {year: 2020, of: Otros transportes, value: "546", unit: US$ million, source: "pnmce:1532"}
  - {year: 2021, of: Otros transportes, value: "684", unit: US$ million, source: "pnmce:1532"}
  - {year: 2022, of: Otros transportes, value: "729", unit: US$ million, source: "pnmce:1532"}
  - {year: 2023, of: Otros transportes, value: "774", unit: US$ million, source: "pnmce:1532"}
  - {year: 2024, of: Otros transportes, value: "810", unit: US$ million, source: "pnmce:1532"}
  - {year: 2024, of: Otros transportes, value: "11", unit: "% of services exports", source: "pnmce:1532"}
  - {year: 2024, of: Otros transportes, value: "4.7", unit: "% growth", source: "pnmce:1532"}
  - {year: 2020, of: Comunicaciones, value: "105", unit: US$ million, source: "pnmce:1533"}
  - {year: 2021, of: Comunicaciones, value: "115", unit: US$ million, source: "pnmce:1533"}
  - {year: 2022, of: Comunicaciones, value: "121", unit: US$ million, source: "pnmce:1533"}
  - {year: 2023, of: Comunicaciones, value: "131", unit: US$ million, source: "pnmce:1533"}
  - {year: 2024, of: Comunicaciones, value: "154", unit: US$ million, source: "pnmce:1533"}
  - {year: 2024, of: Comunicaciones, value: "2", unit: "% of services exports", source: "pnmce:1533"}
  - {year: 2024, of: Comunicaciones, value: "18.0", unit: "% growth", source: "pnmce:1533"}
  - {year: 2020, of: Seguros y reaseguros, value: "94", unit: US$ million, source: "pnmce:1534"}
  - {year: 2021, of: Seguros y reaseguros, value: "103", unit: US$ million, source: "pnmce:1534"}
  - {year: 2022, of: Seguros y reaseguros, value: "122", unit: US$ million, source: "pnmce:1534"}
  - {year: 2023, of: Seguros y reaseguros, value: "135", unit: US$ million, source: "pnmce:1534"}
  - {year: 2024, of: Seguros y reaseguros, value: "150", unit: US$ million, source: "pnmce:1534"}
  - {year: 2024, of: Seguros y reaseguros, value: "2", unit: "% of services exports", source: "pnmce:1534"}
  - {year: 2024, of: Seguros y reaseguros, value: "11.2", unit: "% growth", source: "pnmce:1534"}
  - {year: 2020, of: Flete de mercancías, value: "35", unit: US$ million, source: "pnmce:1535"}
  - {year: 2021, of: Flete de mercancías, value: "47", unit: US$ million, source: "pnmce:1535"}
  - {year: 2022, of: Flete de mercancías, value: "56", unit: US$ million, source: "pnmce:1535"}
  - {year: 2023, of: Flete de mercancías, value: "49", unit: US$ million, source: "pnmce:1535"}
  - {year: 2024, of: Flete de mercancías, value: "47", unit: US$ million, source: "pnmce:1535"}
  - {year: 2024, of: Flete de mercancías, value: "1", unit: "% of services exports", source: "pnmce:1535"}
  - {year: 2024, of: Flete de mercancías, value: "-3.4", unit: "% growth", source: "pnmce:1535"}
  - {of: "Servicios no tradicionales, mean growth 2015-2024", value: "6", unit: "% a year", source: "pnmce:1543"}
  - {year: 2019, of: Servicios no tradicionales, value: "16", unit: "% of services exports", source: "pnmce:1543"}
  - {year: 2020, of: Servicios no tradicionales, value: "35", unit: "% of services exports", source: "pnmce:1543"}
remarks:
  - es: Sale de encuestas de alcance limitado, y no hay datos por empresa (pnmce:681,1741,5065).
    en: It comes from surveys of limited scope, and there are no data by firm (pnmce:681,1741,5065).
  - es: >-
      La tabla que se instala trae los valores anuales que la política imprime; con ella el resultado los repite y no es un
      cálculo propio.
    en: >-
      The table that ships holds the yearly values that the policy prints; with it the result repeats them and is no
      computation of our own.
publication: open
*/
with told as (
  select
    year,
    item,
    quarter,
    case when :flow = 'X' then exports_usd_million else imports_usd_million end as usd_million
  from services_bcrp
),

summed as (
  select
    year,
    item,
    max(case when quarter is null then usd_million end) as whole_year,
    sum(case when quarter is not null then usd_million end) as of_quarters,
    count(distinct quarter) as quarters
  from told
  where usd_million is not null
  group by year, item
),

yearly as (
  select
    year,
    item,
    coalesce(whole_year, of_quarters) as usd_million
  from summed
  where whole_year is not null or quarters = 4
),

shown as (
  select
    year,
    case
      when item = 'total' and :flow = 'X' then 'Exportación de servicios'
      when item = 'total' then 'Importación de servicios'
      when item = 'viajes' then 'Viajes'
      when item = 'pasajeros' then 'Pasajeros'
      when item = 'otros servicios' then 'Servicios no tradicionales'
      when item = 'otros transportes' then 'Otros transportes'
      when item = 'comunicaciones' then 'Comunicaciones'
      when item = 'seguros y reaseguros' then 'Seguros y reaseguros'
      else 'Flete de mercancías'
    end as item,
    case
      when item = 'total' then null
      when item in ('viajes', 'pasajeros') then 'Servicios relacionados al turismo'
      when :flow = 'X' then 'Exportación de servicios'
      else 'Importación de servicios'
    end as part_of,
    usd_million
  from yearly
  union all
  select
    year,
    'Servicios relacionados al turismo' as item,
    case when :flow = 'X' then 'Exportación de servicios' else 'Importación de servicios' end as part_of,
    sum(usd_million) as usd_million
  from yearly
  where item in ('viajes', 'pasajeros')
  group by year
  having count(*) = 2
)

select
  this.year,
  this.item,
  this.part_of,
  this.usd_million,
  pct(this.usd_million, whole.usd_million) as share_pct,
  former.usd_million as former_usd_million,
  case when former.usd_million > 0 then pct(this.usd_million - former.usd_million, former.usd_million) end as growth_pct,
  case
    when this.year > :base_year and base.usd_million > 0 and this.usd_million > 0
      then cast(
        round(
          100 * (
            power(
              cast(this.usd_million as double) * power(cast(base.usd_million as double), -1),
              power(cast(this.year - :base_year as double), -1)
            ) - 1
          ),
          6
        ) as decimal(38, 6)
      )
  end as mean_rate_pct
from shown as this
left join shown as whole
  on whole.year = this.year
  and whole.part_of is null
left join shown as former
  on former.year = this.year - 1
  and former.item = this.item
left join shown as base
  on base.year = :base_year
  and base.item = this.item
where this.year in (:years)
  and this.item in (:items)
order by this.year, this.usd_million desc, this.item
