/*
name: trade_by_transport_mode
code: C9
title: {es: Comercio por modo de transporte, en: Trade by transport mode}
meaning:
  es: >-
    Valor FOB y peso neto de las exportaciones o importaciones por modo de transporte y, si se pide, por puerto u otra
    dimensión, cada uno con su participación. La carga de los puertos y los contenedores son otras estadísticas.
  en: >-
    FOB value and net weight of the exports or imports by transport mode and, where asked for, by port or another
    dimension, each with its share. Cargo of the ports and containers are other statistics.
formula: 100 * V_{m,t} / V_t
unit: US$
source: pnmce:1162
parameters: [flow, years, status, by_1]
tables: [{name: transport_mode}]
columns:
  - year
  - name: transport_mode
    type: text
    unit: class
    meaning: {es: Código del modo de transporte., en: Code of the transport mode.}
  - name: mode_name
    type: text
    unit: name
    meaning: {es: Nombre del modo de transporte., en: Name of the transport mode (in Spanish).}
  - class_1
  - fob_usd
  - share_pct
  - name: net_kg
    meaning:
      es: Peso neto de las series que lo traen; vacío si ninguna.
      en: Net weight of the lines that bring it; empty where none does.
  - name: weight_share_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en el peso del año., en: Share of the weight of the year.}
chart: {kind: stacked, x: year, y: fob_usd, series: [mode_name]}
printed:
  - {year: 2023, of: "marítimo, exportaciones", value: "80", unit: "% of exports", source: "pnmce:1162"}
  - {year: 2023, of: "marítimo, importaciones", value: "85", unit: "% of imports", source: "pnmce:1162"}
remarks:
  - es: La política no dice si sus participaciones son de valor o de peso; se muestran las dos.
    en: The policy does not say whether its shares are of value or of weight; both are shown.
publication:
  classes: [transport_mode, class_1]
  hides: [fob_usd, share_pct, net_kg, weight_share_pct]
*/
with by_mode as (
  select
    lines.year,
    coalesce(lines.transport_mode, 'sin especificar') as transport_mode,
    :by_1 as class_1,
    sum(lines.fob_usd) as fob_usd,
    sum(lines.net_kg) as net_kg
  from lines
  where lines.flow = :flow
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by lines.year, coalesce(lines.transport_mode, 'sin especificar'), :by_1
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd,
    sum(net_kg) as net_kg
  from lines
  where flow = :flow
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year
)

select
  by_mode.year,
  by_mode.transport_mode,
  coalesce(transport_mode.name_es, by_mode.transport_mode) as mode_name,
  by_mode.class_1,
  by_mode.fob_usd,
  pct(by_mode.fob_usd, totals.fob_usd) as share_pct,
  by_mode.net_kg,
  pct(by_mode.net_kg, totals.net_kg) as weight_share_pct
from by_mode
inner join totals on totals.year = by_mode.year
left join transport_mode on transport_mode.code = by_mode.transport_mode
order by by_mode.year, by_mode.fob_usd desc, by_mode.transport_mode, by_mode.class_1
;
select
  lines.year,
  coalesce(lines.transport_mode, 'sin especificar') as transport_mode,
  :by_1 as class_1,
  lines.trader_id,
  sum(lines.fob_usd) as value
from lines
where lines.flow = :flow
  and lines.year in (:years)
  and (:status = 'all' or lines.regularised_on is not null)
group by lines.year, coalesce(lines.transport_mode, 'sin especificar'), :by_1, lines.trader_id
order by year, transport_mode, class_1, trader_id
