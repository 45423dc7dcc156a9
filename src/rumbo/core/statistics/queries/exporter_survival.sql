/*
name: exporter_survival
code: D4
title: {es: Supervivencia de las nuevas exportadoras, en: Survival of new exporters}
meaning:
  es: >-
    De las empresas que empezaron a exportar en un año, cuántas exportan k años después: sin interrupción (continua) o en ese
    año, con interrupciones o sin ellas (presente). Es nueva la que no exportó en los años de observación previos; las cohortes
    que los datos no dejan observar antes no se muestran.
  en: >-
    Of the firms that began to export in a year, how many export k years later: without a break (continuous), or in that
    year whether or not there were breaks (present). A firm is new when it did not export in the years looked back on;
    cohorts that the data do not let us look back on are not shown.
formula: S(k) = |f in N_c, in E_(c+1) ... E_(c+k)| / |N_c|; P(k) = |N_c ∩ E_(c+k)| / |N_c|
unit: "%"
source: pnmce:572
parameters:
  - name: years
    meaning: {es: Cohortes que se muestran; todas si no se da ninguna., en: Cohorts to show; all where none is given.}
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
  - name: pool
    type: choice
    choices: ["no", firms, equal]
    default: "no"
    meaning:
      es: >-
        Cohortes por separado, o juntas las que tienen k años de seguimiento: con el peso de sus empresas, o todas con igual peso.
      en: "Cohorts apart, or those with k years of follow-up together: by the weight of their firms, or all of equal weight."
columns:
  - name: cohort
    type: integer
    unit: year
    meaning: {es: Año de entrada; vacío si se juntan., en: Year of entry; empty where they are pooled.}
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
    meaning: {es: Empresas nuevas., en: New firms.}
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
    meaning: {es: "Supervivencia continua.", en: "Continuous survival."}
  - name: present_pct
    type: ratio
    unit: "%"
    meaning: {es: "Supervivencia presente.", en: "Survival as presence."}
chart: {kind: line, x: k, y: continuous_pct, series: [cohort]}
printed:
  - {of: "MIPYME, 10 years", value: "9.3", unit: "%", source: "pnmce:572"}
remarks:
  - es: >-
      La política imprime 9,3% sin decir cohorte, variante ni fecha del tamaño: sirve de referencia y no se puede reproducir.
    en: >-
      The policy prints 9.3% without cohort, variant or date of the size: it is a reference and cannot be reproduced.
  - es: >-
      El último año suele estar incompleto, y la supervivencia que llega hasta él queda por debajo de la real.
    en: The last year is often incomplete, and survival that reaches it is below the true one.
publication: open
*/
with active as (
  select
    trader_id,
    year
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
    seen.year as cohort
  from seen
  cross join beginning
  where seen.year in (:years)
    and seen.year - :look_back >= beginning.first_year
    and (seen.former_year is null or seen.former_year < seen.year - :look_back)
),

later as (
  select
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
    count(*) as firms
  from new_firms
  group by cohort
),

counts as (
  select
    cohort,
    k,
    count(*) as present,
    sum(case when place = k then 1 else 0 end) as continuous
  from later
  group by cohort, k
),

followed as (
  select
    sizes.cohort,
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
    and counts.k = years_with_data.year - sizes.cohort
),

at_risk as (
  select
    case when :pool = 'no' then cohort end as cohort,
    k,
    firms,
    coalesce(lag(continuous) over (partition by cohort order by k), firms) as at_risk,
    continuous,
    present
  from followed
)

select
  cohort,
  k,
  count(*) as cohorts,
  sum(firms) as firms,
  sum(at_risk) as at_risk,
  sum(continuous) as continuous,
  sum(present) as present,
  case
    when :pool = 'equal' then quotient(sum(pct(continuous, firms)), count(*))
    else pct(sum(continuous), sum(firms))
  end as continuous_pct,
  case
    when :pool = 'equal' then quotient(sum(pct(present, firms)), count(*))
    else pct(sum(present), sum(firms))
  end as present_pct
from at_risk
group by cohort, k
order by cohort, k
