/*
name: exports_by_year
code: A1
title: {es: Exportaciones de bienes por año, en: Goods exports by year}
meaning:
  es: Suma del valor FOB de las exportaciones definitivas de cada año, con o sin documento de quien exporta.
  en: Sum of the FOB value of the definitive exports of each year, with or without the exporter's tax id.
formula: X_t = sum of fob_usd where flow = X and year = t
unit: US$
source: pnmce:186,266,559,5118
parameters: [years, status]
columns: [year, fob_usd, line_count]
chart: {kind: bar, x: year, y: fob_usd}
printed:
  - {year: 2000, value: "6,883", unit: US$ million, source: "pnmce:266"}
  - {year: 2020, value: "41,694", unit: US$ million, source: "pnmce:625"}
  - {year: 2021, value: "60,920", unit: US$ million, source: "pnmce:627"}
  - {year: 2023, value: "64,607", unit: US$ million, source: "pnmce:559"}
  - {year: 2024, value: "74,431", unit: US$ million, source: "pnmce:186,7287"}
  - {year: 2024, value: "74,518", unit: US$ million, source: "pnmce:266,559"}
remarks: [two_values_of_2024]
publication: {hides: [fob_usd, line_count]}
*/
select
  year,
  sum(fob_usd) as fob_usd,
  count(*) as line_count
from lines
where flow = 'X'
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
where flow = 'X'
  and year in (:years)
  and (:status = 'all' or regularised_on is not null)
group by year, trader_id
order by year, trader_id
