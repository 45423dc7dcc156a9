/*
name: exporter_survival_by_size
code: D4
title: {es: "Supervivencia de las nuevas exportadoras por tamaño al entrar (Kaplan-Meier)", en: "Survival of new exporters by size at entry (Kaplan-Meier)"}
meaning:
  es: >-
    De las empresas que empezaron a exportar, cuántas exportan k años después según el tamaño que tenían el año en que entraron,
    con las cohortes juntas. La estimación de Kaplan-Meier aprovecha también las cohortes que aún no se observan k años: multiplica
    la parte que continúa de cada año al siguiente. Una empresa que deja de exportar un año deja de continuar.
  en: >-
    Of the firms that began to export, how many export k years later, by the size that they had in the year of entry, cohorts
    together. The estimate of Kaplan and Meier also uses cohorts that are not yet observed for k years: it multiplies the parts
    that continue from each year to the next. A firm that does not export in a year no longer continues.
formula: "KM(k) = 100 * product over j = 1 ... k of continuous_j / at_risk_j; error = KM * sqrt(sum of d_j / (n_j * (n_j - d_j)))"
unit: "%"
source: pnmce:566-572
parameters:
  - name: years
    meaning: {es: Cohortes que se juntan; todas si no se da ninguna., en: Cohorts to pool; all where none is given.}
  - status
  - name: minimum_value
    type: decimal
    default: 0
    minimum: 0
    meaning:
      es: Valor FOB en US$ que la empresa debe superar en el año para contar.
      en: FOB value in US$ that a firm must exceed in the year to count.
  - name: look_back
    type: integer
    default: 5
    minimum: 1
    maximum: 30
    meaning: {es: Años sin exportar que hacen nueva a una empresa., en: Years without exports that make a firm new.}
  - name: horizon
    type: integer
    default: 10
    minimum: 1
    maximum: 50
    meaning: {es: Años después de la entrada que se muestran., en: Years after entry to show.}
  - name: sales_lag
    type: integer
    default: 0
    minimum: 0
    maximum: 3
    meaning:
      es: Años entre las ventas y la entrada; 0, las ventas del año de entrada.
      en: Years between the sales and the entry; 0 for the sales of the year of entry.
  - name: micro_limit
    type: decimal
    default: 150
    minimum: 0
    meaning: {es: "Ventas en UIT hasta las que una empresa es Micro, inclusive.", en: "Sales in UIT up to which a firm is Micro, inclusive."}
  - name: small_limit
    type: decimal
    default: 1700
    minimum: 0
    meaning: {es: "Ventas en UIT hasta las que es Pequeña, inclusive.", en: "Sales in UIT up to which it is Pequeña, inclusive."}
  - name: medium_limit
    type: decimal
    default: 2300
    minimum: 0
    meaning: {es: "Ventas en UIT hasta las que es Mediana, inclusive.", en: "Sales in UIT up to which it is Mediana, inclusive."}
tables: [{name: annual_sales}, {name: uit}, {name: taxpayer, required: false}]
columns:
  - name: size
    type: text
    unit: class
    meaning:
      es: "Tamaño al entrar: Micro, Pequeña, Mediana, Grande, Otros o sin dato; Mipyme, las tres primeras; Todas."
      en: "Size at entry: Micro, Pequeña, Mediana, Grande, Otros or sin dato (no data); Mipyme, the first three; Todas, all."
  - name: k
    type: integer
    unit: years
    meaning: {es: Años después de la entrada., en: Years after entry.}
  - name: cohorts
    type: integer
    unit: cohorts
    meaning: {es: Cohortes con ese seguimiento., en: Cohorts with that follow-up.}
  - name: firms
    type: integer
    unit: firms
    meaning: {es: Sus empresas nuevas., en: Their new firms.}
  - name: at_risk
    type: integer
    unit: firms
    meaning: {es: De ellas las que exportaron sin interrupción hasta un año antes., en: Of them those that exported without a break until a year before.}
  - name: continuous
    type: integer
    unit: firms
    meaning: {es: Exportan sin interrupción hasta k años después., en: They export without a break until k years later.}
  - name: present
    type: integer
    unit: firms
    meaning: {es: Exportan k años después., en: They export k years later.}
  - name: continuous_pct
    type: ratio
    unit: "%"
    meaning: {es: Supervivencia continua de las cohortes con ese seguimiento., en: Continuous survival of the cohorts with that follow-up.}
  - name: present_pct
    type: ratio
    unit: "%"
    meaning: {es: Supervivencia presente de las mismas., en: Survival as presence of the same.}
  - name: kaplan_meier_pct
    type: ratio
    unit: "%"
    meaning:
      es: Supervivencia continua estimada con todas las cohortes; vacía desde donde ninguna de las que siguen se observa.
      en: Continuous survival estimated from all cohorts; empty from where none of those that go on is observed.
  - name: error_pp
    type: ratio
    unit: percentage points
    meaning:
      es: Su error estándar (Greenwood); vacío donde la supervivencia es cero.
      en: Its standard error (Greenwood); empty where survival is zero.
chart: {kind: line, x: k, y: kaplan_meier_pct, series: [size]}
printed:
  - {of: "MIPYME, 10 years", value: "9.3", unit: "%", source: "pnmce:572"}
remarks:
  - es: >-
      La política imprime 9,3% para las MIPYME a los diez años sin decir cohorte, variante ni fecha del tamaño: sirve de
      referencia y no se puede reproducir.
    en: >-
      The policy prints 9.3% for MIPYME after ten years without cohort, variant or date of the size: it is a reference and
      cannot be reproduced.
  - es: >-
      El último año suele estar incompleto, y la supervivencia que llega hasta él queda por debajo de la real.
    en: The last year is often incomplete, and survival that reaches it is below the true one.
publication: open
*/
with active as (
  select
    trader_id,
    year,
    max(case when trader_kind = 'company' or trader_id_valid then 1 else 0 end) as identified
  from lines
  where flow = 'X'
    and year >= :years_min - :look_back
    and trader_id is not null
    and fob_usd > 0
    and (:status = 'all' or regularised_on is not null)
  group by trader_id, year
  having sum(fob_usd) > :minimum_value
),

seen as (
  select
    trader_id,
    year,
    identified,
    lag(year) over (partition by trader_id order by year) as former_year
  from active
),

years_with_data as (
  select distinct year
  from lines
  where flow = 'X'
),

beginning as (
  select min(year) as first_year
  from years_with_data
),

new_firms as (
  select
    seen.trader_id,
    seen.year as cohort,
    seen.identified
  from seen
  cross join beginning
  where seen.year in (:years)
    and seen.year - :look_back >= beginning.first_year
    and (seen.former_year is null or seen.former_year < seen.year - :look_back)
),

sized as (
  select
    new_firms.trader_id,
    new_firms.cohort,
    case
      when new_firms.identified = 0 or taxpayer.kind in ('public_body', 'mission', 'other') then 'Otros'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'otros' then 'Otros'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'micro' then 'Micro'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'pequeña' then 'Pequeña'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'mediana' then 'Mediana'
      when annual_sales.sales_pen is null and annual_sales.size_class = 'grande' then 'Grande'
      when annual_sales.sales_pen is null or uit.uit_pen is null then 'sin dato'
      when annual_sales.sales_pen <= :micro_limit * uit.uit_pen then 'Micro'
      when annual_sales.sales_pen <= :small_limit * uit.uit_pen then 'Pequeña'
      when annual_sales.sales_pen <= :medium_limit * uit.uit_pen then 'Mediana'
      else 'Grande'
    end as size
  from new_firms
  left join annual_sales
    on annual_sales.trader_id = new_firms.trader_id
    and annual_sales.year = new_firms.cohort - :sales_lag
  left join uit on uit.year = new_firms.cohort - :sales_lag
  left join taxpayer on taxpayer.trader_id = new_firms.trader_id
),

grouped as (
  select
    trader_id,
    cohort,
    size
  from sized
  union all
  select
    trader_id,
    cohort,
    'Mipyme' as size
  from sized
  where size in ('Micro', 'Pequeña', 'Mediana')
  union all
  select
    trader_id,
    cohort,
    'Todas' as size
  from sized
),

later as (
  select
    new_firms.trader_id,
    new_firms.cohort,
    active.year - new_firms.cohort as k,
    row_number() over (partition by new_firms.cohort, new_firms.trader_id order by active.year) as place
  from new_firms
  inner join active
    on active.trader_id = new_firms.trader_id
    and active.year > new_firms.cohort
    and active.year <= new_firms.cohort + :horizon
),

sizes as (
  select
    cohort,
    size,
    count(*) as firms
  from grouped
  group by cohort, size
),

counts as (
  select
    grouped.cohort,
    grouped.size,
    later.k,
    count(*) as present,
    sum(case when later.place = later.k then 1 else 0 end) as continuous
  from grouped
  inner join later
    on later.trader_id = grouped.trader_id
    and later.cohort = grouped.cohort
  group by grouped.cohort, grouped.size, later.k
),

followed as (
  select
    sizes.cohort,
    sizes.size,
    years_with_data.year - sizes.cohort as k,
    sizes.firms,
    coalesce(counts.present, 0) as present,
    coalesce(counts.continuous, 0) as continuous
  from sizes
  inner join years_with_data
    on years_with_data.year > sizes.cohort
    and years_with_data.year <= sizes.cohort + :horizon
  left join counts
    on counts.cohort = sizes.cohort
    and counts.size = sizes.size
    and counts.k = years_with_data.year - sizes.cohort
),

at_risk as (
  select
    cohort,
    size,
    k,
    firms,
    coalesce(lag(continuous) over (partition by cohort, size order by k), firms) as at_risk,
    continuous,
    present
  from followed
),

pooled as (
  select
    size,
    k,
    count(*) as cohorts,
    sum(firms) as firms,
    sum(at_risk) as at_risk,
    sum(continuous) as continuous,
    sum(present) as present
  from at_risk
  group by size, k
),

steps as (
  select
    size,
    k,
    cohorts,
    firms,
    at_risk,
    continuous,
    present,
    min(at_risk) over (partition by size order by k) as least_at_risk,
    max(case when at_risk > 0 and continuous = 0 then 1 else 0 end) over (partition by size order by k) as all_left,
    sum(
      case
        when at_risk > 0 and continuous > 0 then ln(cast(continuous as double)) - ln(cast(at_risk as double))
        else cast(0 as double)
      end
    ) over (partition by size order by k) as log_survival,
    sum(
      case
        when at_risk > 0 and continuous > 0
          then cast(at_risk - continuous as double) * power(cast(at_risk as double) * cast(continuous as double), -1)
        else cast(0 as double)
      end
    ) over (partition by size order by k) as greenwood
  from pooled
)

select
  size,
  k,
  cohorts,
  firms,
  at_risk,
  continuous,
  present,
  pct(continuous, firms) as continuous_pct,
  pct(present, firms) as present_pct,
  case
    when all_left = 1 then cast(0 as decimal(38, 6))
    when least_at_risk > 0 then cast(round(100 * exp(log_survival), 6) as decimal(38, 6))
  end as kaplan_meier_pct,
  case
    when least_at_risk > 0 and all_left = 0
      then cast(round(100 * exp(log_survival) * power(greenwood, 0.5), 6) as decimal(38, 6))
  end as error_pp
from steps
order by size, k
