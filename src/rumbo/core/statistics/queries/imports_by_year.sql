/*
name: imports_by_year
code: A2
title: {es: Importaciones de bienes por año, en: Goods imports by year}
meaning:
  es: Suma del valor FOB de las importaciones para el consumo de cada año, con o sin documento de quien importa.
  en: Sum of the FOB value of the imports for consumption of each year, with or without the importer's tax id.
formula: M_t = sum of fob_usd where flow = M and year = t
unit: US$
source: pnmce:277,282,636
parameters: [years, status]
columns: [year, fob_usd, line_count]
chart: {kind: bar, x: year, y: fob_usd}
printed:
  - {year: 2000, value: "6,866", unit: US$ million, source: "pnmce:277"}
  - {year: 2023, value: "48,867", unit: US$ million, source: "pnmce:636"}
  - {year: 2024, value: "51,299", unit: US$ million, source: "pnmce:277"}
remarks: [imports_fob]
publication: {hides: [fob_usd, line_count]}
*/
select
  year,
  sum(fob_usd) as fob_usd,
  count(*) as line_count
from lines
where flow = 'M'
  and year in (:years)
  and (:status = 'all' or regularised_on is not null)
group by year
order by year
;
select
  year,
  trader_id,
  sum(fob_usd) as value
from lines
where flow = 'M'
  and year in (:years)
  and (:status = 'all' or regularised_on is not null)
group by year, trader_id
order by year, trader_id
