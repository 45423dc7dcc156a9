/*
name: technology_level
code: D7
title: {es: Exportadoras según el nivel tecnológico de sus exportaciones, en: Exporters by technology level of their exports}
meaning:
  es: >-
    Número de exportadoras con RUC que comienza con 10 o 20 por la clase tecnológica de Lall en la que exportaron más valor en
    todo el periodo; cada año cuentan las que exportaron por lo menos el umbral. Sigue el Recuadro 1 de la política. En empate
    gana la tecnología más baja. Lo que la clasificación no recoge queda fuera y se informa qué parte del valor es.
  en: >-
    Number of exporters with a RUC that begins with 10 or 20 by the technology class of Lall in which they exported most value
    over the whole period; each year counts those that exported at least the threshold. It follows Recuadro 1 of the policy.
    Of equal classes the lower technology wins. What the classification does not hold is left out, and its part of the value
    is told.
formula: "k*(f) = argmax_k V[f,k]; N[k,t] = |f: k*(f) = k and FOB of f in t >= 100|; 100 * N[k,t] / sum_k N[k,t]"
unit: firms
source: pnmce:1690-1735
parameters:
  - name: first_year
    type: integer
    default: 2013
    minimum: 1900
    maximum: 2200
    meaning: {es: Primer año del periodo., en: First year of the period.}
  - name: last_year
    type: integer
    default: 2023
    minimum: 1900
    maximum: 2200
    meaning: {es: Último año del periodo., en: Last year of the period.}
  - status
  - name: threshold
    type: decimal
    default: 100
    minimum: 0
    meaning: {es: Valor FOB en US$ que la empresa exporta por lo menos en un año para contar., en: FOB value in US$ that a firm exports at least in a year to count.}
  - name: threshold_mode
    type: choice
    choices: [yearly, balanced]
    default: yearly
    meaning:
      es: >-
        El umbral se exige año por año, como en la tabla impresa, cuyos totales cambian; o en todos los años del periodo, como
        dice la letra, y entonces el total no cambia.
      en: >-
        The threshold is asked year by year, as in the printed table, whose totals change; or in every year of the period, as
        the words say, and then the total does not change.
  - name: threshold_basis
    type: choice
    choices: [all, classified]
    default: all
    meaning: {es: "El umbral mira todo lo que exporta la empresa, o solo lo clasificado.", en: "The threshold looks at all that the firm exports, or only at what is classified."}
  - name: classes
    type: choice
    choices: [four, five]
    default: four
    meaning: {es: "Cuatro clases, con mediana y alta juntas como en la política, o cinco.", en: "Four classes, medium and high together as in the policy, or five."}
tables: [{name: lall}]
columns:
  - year
  - name: technology
    type: text
    unit: class
    meaning: {es: Clase tecnológica de la empresa en el periodo., en: Technology class of the firm in the period.}
  - name: firms
    type: integer
    unit: firms
    meaning: {es: Exportadoras de la clase en el año., en: Exporters of the class in the year.}
  - name: share_pct
    type: ratio
    unit: "%"
    meaning: {es: Participación en las exportadoras clasificadas del año., en: Share of the classified exporters of the year.}
  - name: change_pp
    type: ratio
    unit: percentage points
    meaning: {es: "Cambio de la participación desde el primer año del periodo, sin redondear antes.", en: "Change of the share since the first year of the period, not rounded before."}
  - name: tied_firms
    type: integer
    unit: firms
    meaning: {es: De las exportadoras aquellas cuya clase decidió el empate., en: Of the exporters those whose class was decided by the tie.}
  - name: unclassified_pct
    type: ratio
    unit: "%"
    meaning: {es: Parte del valor exportado en el año por el universo que no tiene clase., en: Part of the value exported in the year by the universe that has no class.}
  - name: years_with_data
    type: integer
    unit: years
    meaning: {es: Años del periodo con exportaciones en los datos., en: Years of the period with exports in the data.}
chart: {kind: line, x: year, y: share_pct, series: [technology]}
printed:
  - {year: 2013, of: 1. Bienes primarios, value: "1,622", unit: firms, source: "pnmce:1719"}
  - {year: 2013, of: 1. Bienes primarios, value: "20.9", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2014, of: 1. Bienes primarios, value: "1,725", unit: firms, source: "pnmce:1719"}
  - {year: 2014, of: 1. Bienes primarios, value: "21.9", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2015, of: 1. Bienes primarios, value: "1,805", unit: firms, source: "pnmce:1719"}
  - {year: 2015, of: 1. Bienes primarios, value: "24.6", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2016, of: 1. Bienes primarios, value: "1,827", unit: firms, source: "pnmce:1719"}
  - {year: 2016, of: 1. Bienes primarios, value: "25.5", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2017, of: 1. Bienes primarios, value: "1,877", unit: firms, source: "pnmce:1719"}
  - {year: 2017, of: 1. Bienes primarios, value: "25.4", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2018, of: 1. Bienes primarios, value: "1,939", unit: firms, source: "pnmce:1719"}
  - {year: 2018, of: 1. Bienes primarios, value: "25.8", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2019, of: 1. Bienes primarios, value: "2,052", unit: firms, source: "pnmce:1719"}
  - {year: 2019, of: 1. Bienes primarios, value: "26.6", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2020, of: 1. Bienes primarios, value: "2,014", unit: firms, source: "pnmce:1719"}
  - {year: 2020, of: 1. Bienes primarios, value: "28.7", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2021, of: 1. Bienes primarios, value: "2,151", unit: firms, source: "pnmce:1719"}
  - {year: 2021, of: 1. Bienes primarios, value: "27.3", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2022, of: 1. Bienes primarios, value: "2,222", unit: firms, source: "pnmce:1719"}
  - {year: 2022, of: 1. Bienes primarios, value: "26.8", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2023, of: 1. Bienes primarios, value: "2,294", unit: firms, source: "pnmce:1719"}
  - {year: 2023, of: 1. Bienes primarios, value: "27.4", unit: "% of firms", source: "pnmce:1725"}
  - {year: 2013, of: 2. Bienes basados en recursos naturales, value: "1,159", unit: firms, source: "pnmce:1720"}
  - {year: 2013, of: 2. Bienes basados en recursos naturales, value: "14.9", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2014, of: 2. Bienes basados en recursos naturales, value: "1,176", unit: firms, source: "pnmce:1720"}
  - {year: 2014, of: 2. Bienes basados en recursos naturales, value: "14.9", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2015, of: 2. Bienes basados en recursos naturales, value: "1,154", unit: firms, source: "pnmce:1720"}
  - {year: 2015, of: 2. Bienes basados en recursos naturales, value: "15.8", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2016, of: 2. Bienes basados en recursos naturales, value: "1,113", unit: firms, source: "pnmce:1720"}
  - {year: 2016, of: 2. Bienes basados en recursos naturales, value: "15.6", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2017, of: 2. Bienes basados en recursos naturales, value: "1,122", unit: firms, source: "pnmce:1720"}
  - {year: 2017, of: 2. Bienes basados en recursos naturales, value: "15.2", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2018, of: 2. Bienes basados en recursos naturales, value: "1,146", unit: firms, source: "pnmce:1720"}
  - {year: 2018, of: 2. Bienes basados en recursos naturales, value: "15.2", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2019, of: 2. Bienes basados en recursos naturales, value: "1,210", unit: firms, source: "pnmce:1720"}
  - {year: 2019, of: 2. Bienes basados en recursos naturales, value: "15.7", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2020, of: 2. Bienes basados en recursos naturales, value: "1,141", unit: firms, source: "pnmce:1720"}
  - {year: 2020, of: 2. Bienes basados en recursos naturales, value: "16.3", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2021, of: 2. Bienes basados en recursos naturales, value: "1,282", unit: firms, source: "pnmce:1720"}
  - {year: 2021, of: 2. Bienes basados en recursos naturales, value: "16.3", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2022, of: 2. Bienes basados en recursos naturales, value: "1,346", unit: firms, source: "pnmce:1720"}
  - {year: 2022, of: 2. Bienes basados en recursos naturales, value: "16.3", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2023, of: 2. Bienes basados en recursos naturales, value: "1,337", unit: firms, source: "pnmce:1720"}
  - {year: 2023, of: 2. Bienes basados en recursos naturales, value: "16.0", unit: "% of firms", source: "pnmce:1726"}
  - {year: 2013, of: 3. Bienes de baja tecnología, value: "3,264", unit: firms, source: "pnmce:1721"}
  - {year: 2013, of: 3. Bienes de baja tecnología, value: "42.1", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2014, of: 3. Bienes de baja tecnología, value: "3,212", unit: firms, source: "pnmce:1721"}
  - {year: 2014, of: 3. Bienes de baja tecnología, value: "40.7", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2015, of: 3. Bienes de baja tecnología, value: "2,616", unit: firms, source: "pnmce:1721"}
  - {year: 2015, of: 3. Bienes de baja tecnología, value: "35.7", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2016, of: 3. Bienes de baja tecnología, value: "2,466", unit: firms, source: "pnmce:1721"}
  - {year: 2016, of: 3. Bienes de baja tecnología, value: "34.5", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2017, of: 3. Bienes de baja tecnología, value: "2,486", unit: firms, source: "pnmce:1721"}
  - {year: 2017, of: 3. Bienes de baja tecnología, value: "33.7", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2018, of: 3. Bienes de baja tecnología, value: "2,492", unit: firms, source: "pnmce:1721"}
  - {year: 2018, of: 3. Bienes de baja tecnología, value: "33.1", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2019, of: 3. Bienes de baja tecnología, value: "2,499", unit: firms, source: "pnmce:1721"}
  - {year: 2019, of: 3. Bienes de baja tecnología, value: "32.5", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2020, of: 3. Bienes de baja tecnología, value: "2,147", unit: firms, source: "pnmce:1721"}
  - {year: 2020, of: 3. Bienes de baja tecnología, value: "30.6", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2021, of: 3. Bienes de baja tecnología, value: "2,455", unit: firms, source: "pnmce:1721"}
  - {year: 2021, of: 3. Bienes de baja tecnología, value: "31.2", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2022, of: 3. Bienes de baja tecnología, value: "2,581", unit: firms, source: "pnmce:1721"}
  - {year: 2022, of: 3. Bienes de baja tecnología, value: "31.2", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2023, of: 3. Bienes de baja tecnología, value: "2,525", unit: firms, source: "pnmce:1721"}
  - {year: 2023, of: 3. Bienes de baja tecnología, value: "30.2", unit: "% of firms", source: "pnmce:1727"}
  - {year: 2013, of: 4. Bienes de mediana y alta tecnología, value: "1,709", unit: firms, source: "pnmce:1722"}
  - {year: 2013, of: 4. Bienes de mediana y alta tecnología, value: "22.0", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2014, of: 4. Bienes de mediana y alta tecnología, value: "1,775", unit: firms, source: "pnmce:1722"}
  - {year: 2014, of: 4. Bienes de mediana y alta tecnología, value: "22.5", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2015, of: 4. Bienes de mediana y alta tecnología, value: "1,751", unit: firms, source: "pnmce:1722"}
  - {year: 2015, of: 4. Bienes de mediana y alta tecnología, value: "23.9", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2016, of: 4. Bienes de mediana y alta tecnología, value: "1,751", unit: firms, source: "pnmce:1722"}
  - {year: 2016, of: 4. Bienes de mediana y alta tecnología, value: "24.5", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2017, of: 4. Bienes de mediana y alta tecnología, value: "1,892", unit: firms, source: "pnmce:1722"}
  - {year: 2017, of: 4. Bienes de mediana y alta tecnología, value: "25.6", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2018, of: 4. Bienes de mediana y alta tecnología, value: "1,943", unit: firms, source: "pnmce:1722"}
  - {year: 2018, of: 4. Bienes de mediana y alta tecnología, value: "25.8", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2019, of: 4. Bienes de mediana y alta tecnología, value: "1,940", unit: firms, source: "pnmce:1722"}
  - {year: 2019, of: 4. Bienes de mediana y alta tecnología, value: "25.2", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2020, of: 4. Bienes de mediana y alta tecnología, value: "1,715", unit: firms, source: "pnmce:1722"}
  - {year: 2020, of: 4. Bienes de mediana y alta tecnología, value: "24.4", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2021, of: 4. Bienes de mediana y alta tecnología, value: "1,988", unit: firms, source: "pnmce:1722"}
  - {year: 2021, of: 4. Bienes de mediana y alta tecnología, value: "25.2", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2022, of: 4. Bienes de mediana y alta tecnología, value: "2,129", unit: firms, source: "pnmce:1722"}
  - {year: 2022, of: 4. Bienes de mediana y alta tecnología, value: "25.7", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2023, of: 4. Bienes de mediana y alta tecnología, value: "2,216", unit: firms, source: "pnmce:1722"}
  - {year: 2023, of: 4. Bienes de mediana y alta tecnología, value: "26.5", unit: "% of firms", source: "pnmce:1728"}
  - {year: 2023, of: "4. Bienes de mediana y alta tecnología, change since 2013", value: "4.4", unit: percentage points, source: "pnmce:1690,1733"}
  - {year: 2023, of: "1. Bienes primarios, change since 2013", value: "6.5", unit: percentage points, source: "pnmce:1690,1735"}
remarks:
  - es: >-
      La política llama «10 años» a los once de 2013 a 2023. No imprime qué tabla de la clasificación de Lall usó; la cargada
      consta en el resultado.
    en: >-
      The policy calls the eleven years from 2013 to 2023 “10 years”. It does not print which table of the classification of
      Lall it used; the one loaded is named in the result.
  - es: >-
      De las personas naturales cuentan las que tienen un RUC válido; un RUC con dígito de control errado no se distingue de otro
      documento.
    en: >-
      Of natural persons those with a valid RUC count; a RUC with a wrong check digit cannot be told from another document.
  - es: >-
      Cada año usa la última versión cargada del Sistema Armonizado que no sea posterior a él; si no la hay, la primera.
    en: Each year uses the last version loaded of the Harmonized System that is not later than it; failing that, the first.
publication: open
*/
with by_product as (
  select
    year,
    trader_id,
    substring(subheading, 1, 6) as hs6,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year >= :first_year
    and year <= :last_year
    and fob_usd > 0
    and (trader_kind = 'company' or (trader_kind = 'natural_person' and trader_id_valid))
    and (:status = 'all' or regularised_on is not null)
  group by year, trader_id, substring(subheading, 1, 6)
),

years_with_data as (
  select distinct year
  from lines
  where flow = 'X'
    and year >= :first_year
    and year <= :last_year
),

classes as (
  select
    cast(replace(hs_version, 'HS', '') as integer) as hs_year,
    hs6,
    technology
  from lall
),

versions as (
  select
    years_with_data.year,
    coalesce(
      max(case when classes.hs_year <= years_with_data.year then classes.hs_year end), min(classes.hs_year)
    ) as hs_year
  from years_with_data
  cross join (select distinct hs_year from classes) as classes
  group by years_with_data.year
),

by_class as (
  select
    by_product.year,
    by_product.trader_id,
    case
      when classes.technology = 'primarios' then '1. Bienes primarios'
      when classes.technology = 'basados en recursos naturales' then '2. Bienes basados en recursos naturales'
      when classes.technology = 'baja' then '3. Bienes de baja tecnología'
      when classes.technology in ('mediana', 'alta') and :classes = 'four' then '4. Bienes de mediana y alta tecnología'
      when classes.technology = 'mediana' then '4. Bienes de mediana tecnología'
      when classes.technology = 'alta' then '5. Bienes de alta tecnología'
    end as technology,
    by_product.fob_usd
  from by_product
  left join versions on versions.year = by_product.year
  left join classes
    on classes.hs_year = versions.hs_year
    and classes.hs6 = by_product.hs6
),

of_period as (
  select
    trader_id,
    technology,
    sum(fob_usd) as fob_usd
  from by_class
  where technology is not null
  group by trader_id, technology
),

ranked as (
  select
    trader_id,
    technology,
    rank() over (partition by trader_id order by fob_usd desc) as place
  from of_period
),

assigned as (
  select
    trader_id,
    min(technology) as technology,
    case when count(*) > 1 then 1 else 0 end as tied
  from ranked
  where place = 1
  group by trader_id
),

passing as (
  select
    year,
    trader_id
  from by_class
  where :threshold_basis = 'all' or technology is not null
  group by year, trader_id
  having sum(fob_usd) >= :threshold
),

kept as (
  select trader_id
  from passing
  group by trader_id
  having :threshold_mode = 'yearly' or count(*) = :last_year - :first_year + 1
),

counts as (
  select
    passing.year,
    assigned.technology,
    count(*) as firms,
    sum(assigned.tied) as tied_firms
  from passing
  inner join kept on kept.trader_id = passing.trader_id
  inner join assigned on assigned.trader_id = passing.trader_id
  group by passing.year, assigned.technology
),

span as (
  select count(*) as years
  from years_with_data
),

shown_classes as (
  select distinct technology
  from assigned
),

every as (
  select
    years_with_data.year,
    shown_classes.technology,
    coalesce(counts.firms, 0) as firms,
    coalesce(counts.tied_firms, 0) as tied_firms
  from years_with_data
  cross join shown_classes
  left join counts
    on counts.year = years_with_data.year
    and counts.technology = shown_classes.technology
),

totals as (
  select
    year,
    sum(firms) as firms
  from every
  group by year
),

coverage as (
  select
    year,
    sum(fob_usd) as fob_usd,
    sum(case when technology is null then fob_usd else 0 end) as unclassified_usd
  from by_class
  group by year
)

select
  every.year,
  every.technology,
  case when :threshold_mode = 'yearly' or span.years = :last_year - :first_year + 1 then every.firms end as firms,
  pct(every.firms, totals.firms) as share_pct,
  pct(
    every.firms * first_totals.firms - first.firms * totals.firms,
    totals.firms * first_totals.firms
  ) as change_pp,
  case
    when :threshold_mode = 'yearly' or span.years = :last_year - :first_year + 1 then every.tied_firms
  end as tied_firms,
  pct(coverage.unclassified_usd, coverage.fob_usd) as unclassified_pct,
  span.years as years_with_data
from every
cross join span
inner join totals on totals.year = every.year
left join every as first
  on first.year = :first_year
  and first.technology = every.technology
left join totals as first_totals on first_totals.year = :first_year
left join coverage on coverage.year = every.year
order by every.year, every.technology
