/*
name: regional_panel
code: C7
title: {es: Panel regional según tamaño exportador, en: Regional panel by export size}
meaning:
  es: >-
    De cada región del interior y de cada grupo de tamaño exportador: participación en las exportaciones, exportaciones
    sobre PBI, PBI per cápita y pobreza con su nivel, y estructura de lo exportado. Pequeña es la que exporta menos de un
    valor y, además, menos de una parte de su PBI. El nivel de un grupo es el de su ratio puesta entre las regiones.
  en: >-
    Of each region of the interior and each group by export size: share of the exports, exports over GDP, GDP per capita
    and poverty with their level, and the structure of what is exported. Small is a region that exports less than a value
    and, besides, less than a part of its GDP. The level of a group is that of its ratio placed among the regions.
formula: p_r = (rank_r - 1) / (n - 1), equal values share the lowest rank; Bajo where p <= 0.33, Medio where p <= 0.67, else Alto
unit: "%"
source: pnmce:585,1619-1653
parameters:
  - years
  - status
  - name: large_share_pct
    type: decimal
    default: 5.5
    minimum: 0
    maximum: 100
    meaning:
      es: Participación desde la que una región que no es pequeña es grande; la política no imprime el límite.
      en: Share from which a region that is not small is large; the policy does not print the limit.
  - name: small_usd
    type: decimal
    default: 1000000000
    minimum: 0
    meaning:
      es: Exportaciones, en US$, por debajo de las que una región puede ser pequeña (pnmce:585).
      en: Exports in US$ below which a region may be small (pnmce:585).
  - name: small_gdp_pct
    type: decimal
    default: 20
    minimum: 0
    meaning:
      es: Exportaciones sobre PBI, en %, por debajo de las que una región puede ser pequeña (pnmce:585).
      en: Exports over GDP, in %, below which a region may be small (pnmce:585).
  - name: low_limit
    type: decimal
    default: 0.33
    minimum: 0
    maximum: 1
    meaning: {es: Percentil hasta el que el nivel es Bajo., en: Percentile up to which the level is Bajo.}
  - name: high_limit
    type: decimal
    default: 0.67
    minimum: 0
    maximum: 1
    meaning: {es: Percentil hasta el que el nivel es Medio., en: Percentile up to which the level is Medio.}
tables:
  - {name: sector}
  - {name: product_type}
  - {name: department}
  - {name: regional_gdp}
  - {name: population}
  - {name: poverty}
  - {name: exchange_rate}
columns:
  - year
  - name: size_group
    type: text
    unit: class
    meaning:
      es: "GRANDES, MEDIANAS o PEQUEÑAS; sin dato si faltan el PBI o el tipo de cambio de los que depende."
      en: "GRANDES, MEDIANAS or PEQUEÑAS; sin dato where the GDP or exchange rate that it depends on is missing."
  - name: region
    type: text
    unit: class
    meaning: {es: Región; en la fila de un grupo su nombre., en: Region; in the row of a group its name.}
  - name: is_group
    type: flag
    unit: flag
    meaning: {es: La fila es de un grupo., en: The row is that of a group.}
  - fob_usd
  - name: share_pct
    meaning: {es: Participación en las exportaciones del país., en: Share of the exports of the country.}
  - name: exports_gdp_pct
    type: ratio
    unit: "%"
    meaning: {es: Exportaciones sobre PBI., en: Exports over GDP.}
  - name: exports_gdp_level
    type: text
    unit: level
    meaning: {es: Nivel de exportaciones sobre PBI., en: Level of exports over GDP.}
  - name: gdp_per_capita
    type: ratio
    unit: soles per person
    meaning: {es: PBI per cápita., en: GDP per capita.}
  - name: gdp_per_capita_level
    type: text
    unit: level
    meaning: {es: Nivel de PBI per cápita., en: Level of GDP per capita.}
  - name: poverty_pct
    type: ratio
    unit: "%"
    meaning:
      es: Pobreza monetaria; de un grupo, ponderada por población.
      en: Monetary poverty; of a group, weighted by population.
  - name: poverty_level
    type: text
    unit: level
    meaning: {es: Nivel de pobreza., en: Level of poverty.}
  - name: mining_pct
    type: ratio
    unit: "%"
    meaning: {es: Minería metálica y no metálica en lo exportado., en: Metallic and non-metallic mining in the exports.}
  - name: agro_pct
    type: ratio
    unit: "%"
    meaning: {es: Agropecuario en lo exportado., en: Agriculture in the exports.}
  - name: energy_pct
    type: ratio
    unit: "%"
    meaning: {es: Hidrocarburos en lo exportado., en: Hydrocarbons in the exports.}
  - name: fishing_pct
    type: ratio
    unit: "%"
    meaning: {es: Pesca en lo exportado., en: Fishing in the exports.}
  - name: others_pct
    type: ratio
    unit: "%"
    meaning: {es: "Los demás sectores, y lo que no tiene sector.", en: "The other sectors, and what has none."}
  - name: traditional_pct
    type: ratio
    unit: "%"
    meaning: {es: Productos tradicionales en lo exportado., en: Traditional products in the exports.}
  - name: non_traditional_pct
    type: ratio
    unit: "%"
    meaning: {es: Productos no tradicionales en lo exportado., en: Non-traditional products in the exports.}
chart: {kind: bar, x: region, y: share_pct, only: {is_group: [false]}}
printed:
  - {year: 2024, of: GRANDES, value: "54", unit: "% of exports", source: "pnmce:1625"}
  - {year: 2024, of: MEDIANAS, value: "22", unit: "% of exports", source: "pnmce:1633"}
  - {year: 2024, of: PEQUEÑAS, value: "3", unit: "% of exports", source: "pnmce:1641"}
remarks:
  - department
  - own_lists
  - es: Los grupos de la Tabla 9 suman 79 % de las exportaciones; el texto da 84 % al interior (pnmce:583).
    en: The groups of Tabla 9 add up to 79 % of the exports; the text gives the interior 84 % (pnmce:583).
  - es: La regla de percentiles impresa no dice cómo se calculan; con esta, 23 regiones dan 8 Bajo, 7 Medio y 8 Alto.
    en: The printed rule does not say how percentiles are computed; with this one 23 regions give 8 Bajo, 7 Medio and 8 Alto.
publication:
  strata: [year, size_group]
  classes: [region]
  hides:
    - fob_usd
    - share_pct
    - exports_gdp_pct
    - exports_gdp_level
    - mining_pct
    - agro_pct
    - energy_pct
    - fishing_pct
    - others_pct
    - traditional_pct
    - non_traditional_pct
*/
with by_subheading as (
  select
    year,
    department,
    subheading,
    sum(fob_usd) as fob_usd
  from lines
  where flow = 'X'
    and year in (:years)
    and (:status = 'all' or regularised_on is not null)
  group by year, department, subheading
),

classified as (
  select
    by_subheading.year,
    by_subheading.department,
    case
      when sector.sector in ('minería metálica', 'minería no metálica') then 'mining'
      when sector.sector = 'agropecuario' then 'agro'
      when sector.sector = 'hidrocarburos' then 'energy'
      when sector.sector = 'pesquero' then 'fishing'
      else 'others'
    end as part,
    coalesce(product_type.product_type, 'no tradicional') as product_type,
    by_subheading.fob_usd
  from by_subheading
  left join sector on sector.subheading = by_subheading.subheading
  left join product_type on product_type.subheading = by_subheading.subheading
),

structure as (
  select
    year,
    department,
    sum(case when part = 'mining' then fob_usd else 0 end) as mining_usd,
    sum(case when part = 'agro' then fob_usd else 0 end) as agro_usd,
    sum(case when part = 'energy' then fob_usd else 0 end) as energy_usd,
    sum(case when part = 'fishing' then fob_usd else 0 end) as fishing_usd,
    sum(case when part = 'others' then fob_usd else 0 end) as others_usd,
    sum(case when product_type = 'tradicional' then fob_usd else 0 end) as traditional_usd
  from classified
  group by year, department
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from by_subheading
  group by year
),

by_department as (
  select
    year,
    department,
    sum(fob_usd) as fob_usd
  from by_subheading
  group by year, department
),

measured as (
  select
    totals.year,
    department.code,
    department.name as region,
    coalesce(by_department.fob_usd, 0) as fob_usd,
    pct(coalesce(by_department.fob_usd, 0), totals.fob_usd) as share_pct,
    regional_gdp.gdp_pen_million,
    exchange_rate.pen_per_usd,
    pct(
      cast(coalesce(by_department.fob_usd, 0) as decimal(19, 2)) * cast(exchange_rate.pen_per_usd as decimal(18, 6)),
      cast(regional_gdp.gdp_pen_million as decimal(18, 3)) * 1000000
    ) as exports_gdp_pct
  from totals
  cross join department
  left join by_department
    on by_department.year = totals.year
    and by_department.department = department.code
  left join regional_gdp
    on regional_gdp.year = totals.year
    and regional_gdp.department = department.code
  left join exchange_rate on exchange_rate.year = totals.year
  where department.area = 'interior'
),

sized as (
  select
    year,
    code,
    region,
    fob_usd,
    share_pct,
    gdp_pen_million,
    pen_per_usd,
    exports_gdp_pct,
    case
      when fob_usd < :small_usd and exports_gdp_pct is null then 'sin dato'
      when fob_usd < :small_usd and exports_gdp_pct < :small_gdp_pct then 'PEQUEÑAS'
      when share_pct >= :large_share_pct then 'GRANDES'
      else 'MEDIANAS'
    end as size_group
  from measured
),

regions as (
  select
    sized.year,
    sized.size_group,
    sized.region,
    false as is_group,
    sized.fob_usd,
    sized.pen_per_usd,
    sized.gdp_pen_million,
    population.population,
    cast(poverty.poverty_pct as decimal(18, 3)) * cast(population.population as decimal(18, 0)) as poor_pct,
    poverty.poverty_pct,
    coalesce(structure.mining_usd, 0) as mining_usd,
    coalesce(structure.agro_usd, 0) as agro_usd,
    coalesce(structure.energy_usd, 0) as energy_usd,
    coalesce(structure.fishing_usd, 0) as fishing_usd,
    coalesce(structure.others_usd, 0) as others_usd,
    coalesce(structure.traditional_usd, 0) as traditional_usd
  from sized
  left join structure
    on structure.year = sized.year
    and structure.department = sized.code
  left join population
    on population.year = sized.year
    and population.department = sized.code
  left join poverty
    on poverty.year = sized.year
    and poverty.department = sized.code
),

size_groups as (
  select
    year,
    size_group,
    size_group as region,
    true as is_group,
    sum(fob_usd) as fob_usd,
    max(pen_per_usd) as pen_per_usd,
    case when count(gdp_pen_million) = count(*) then sum(gdp_pen_million) end as gdp_pen_million,
    case when count(population) = count(*) then sum(population) end as population,
    case when count(poor_pct) = count(*) then quotient(sum(poor_pct), sum(population)) end as poverty_pct,
    sum(mining_usd) as mining_usd,
    sum(agro_usd) as agro_usd,
    sum(energy_usd) as energy_usd,
    sum(fishing_usd) as fishing_usd,
    sum(others_usd) as others_usd,
    sum(traditional_usd) as traditional_usd
  from regions
  where size_group <> 'sin dato'
  group by year, size_group
),

both_kinds as (
  select
    year,
    size_group,
    region,
    is_group,
    fob_usd,
    pen_per_usd,
    gdp_pen_million,
    population,
    poverty_pct,
    mining_usd,
    agro_usd,
    energy_usd,
    fishing_usd,
    others_usd,
    traditional_usd
  from size_groups
  union all
  select
    year,
    size_group,
    region,
    is_group,
    fob_usd,
    pen_per_usd,
    gdp_pen_million,
    population,
    poverty_pct,
    mining_usd,
    agro_usd,
    energy_usd,
    fishing_usd,
    others_usd,
    traditional_usd
  from regions
),

rated as (
  select
    year,
    size_group,
    region,
    is_group,
    fob_usd,
    pct(
      cast(fob_usd as decimal(19, 2)) * cast(pen_per_usd as decimal(18, 6)),
      cast(gdp_pen_million as decimal(18, 3)) * 1000000
    ) as exports_gdp_pct,
    quotient(cast(gdp_pen_million as decimal(18, 3)) * 1000000, population) as gdp_per_capita,
    cast(poverty_pct as decimal(38, 6)) as poverty_pct,
    mining_usd,
    agro_usd,
    energy_usd,
    fishing_usd,
    others_usd,
    traditional_usd
  from both_kinds
),

compared as (
  select
    this.year,
    this.region,
    sum(case when other.exports_gdp_pct < this.exports_gdp_pct then 1 else 0 end) as exports_gdp_pct_below,
    count(other.exports_gdp_pct) as exports_gdp_pct_known,
    sum(case when other.gdp_per_capita < this.gdp_per_capita then 1 else 0 end) as gdp_per_capita_below,
    count(other.gdp_per_capita) as gdp_per_capita_known,
    sum(case when other.poverty_pct < this.poverty_pct then 1 else 0 end) as poverty_pct_below,
    count(other.poverty_pct) as poverty_pct_known
  from rated as this
  inner join rated as other on other.year = this.year
  where not other.is_group
  group by this.year, this.region
)

select
  rated.year,
  rated.size_group,
  rated.region,
  rated.is_group,
  rated.fob_usd,
  pct(rated.fob_usd, totals.fob_usd) as share_pct,
  rated.exports_gdp_pct,
  case
    when compared.exports_gdp_pct_known > 1 and rated.exports_gdp_pct is not null
      then case
        when compared.exports_gdp_pct_below <= :low_limit * (compared.exports_gdp_pct_known - 1) then 'Bajo'
        when compared.exports_gdp_pct_below <= :high_limit * (compared.exports_gdp_pct_known - 1) then 'Medio'
        else 'Alto'
      end
  end as exports_gdp_level,
  rated.gdp_per_capita,
  case
    when compared.gdp_per_capita_known > 1 and rated.gdp_per_capita is not null
      then case
        when compared.gdp_per_capita_below <= :low_limit * (compared.gdp_per_capita_known - 1) then 'Bajo'
        when compared.gdp_per_capita_below <= :high_limit * (compared.gdp_per_capita_known - 1) then 'Medio'
        else 'Alto'
      end
  end as gdp_per_capita_level,
  rated.poverty_pct,
  case
    when compared.poverty_pct_known > 1 and rated.poverty_pct is not null
      then case
        when compared.poverty_pct_below <= :low_limit * (compared.poverty_pct_known - 1) then 'Bajo'
        when compared.poverty_pct_below <= :high_limit * (compared.poverty_pct_known - 1) then 'Medio'
        else 'Alto'
      end
  end as poverty_level,
  pct(rated.mining_usd, rated.fob_usd) as mining_pct,
  pct(rated.agro_usd, rated.fob_usd) as agro_pct,
  pct(rated.energy_usd, rated.fob_usd) as energy_pct,
  pct(rated.fishing_usd, rated.fob_usd) as fishing_pct,
  pct(rated.others_usd, rated.fob_usd) as others_pct,
  pct(rated.traditional_usd, rated.fob_usd) as traditional_pct,
  pct(rated.fob_usd - rated.traditional_usd, rated.fob_usd) as non_traditional_pct
from rated
inner join totals on totals.year = rated.year
inner join compared
  on compared.year = rated.year
  and compared.region = rated.region
order by year, size_group, is_group desc, fob_usd desc, region
;
with by_firm as (
  select
    lines.year,
    lines.department,
    case
      when sector.sector in ('minería metálica', 'minería no metálica') then 'mining'
      when sector.sector = 'agropecuario' then 'agro'
      when sector.sector = 'hidrocarburos' then 'energy'
      when sector.sector = 'pesquero' then 'fishing'
      else 'others'
    end as part,
    lines.trader_id,
    sum(lines.fob_usd) as fob_usd
  from lines
  left join sector on sector.subheading = lines.subheading
  where lines.flow = 'X'
    and lines.year in (:years)
    and (:status = 'all' or lines.regularised_on is not null)
  group by
    lines.year,
    lines.department,
    case
      when sector.sector in ('minería metálica', 'minería no metálica') then 'mining'
      when sector.sector = 'agropecuario' then 'agro'
      when sector.sector = 'hidrocarburos' then 'energy'
      when sector.sector = 'pesquero' then 'fishing'
      else 'others'
    end,
    lines.trader_id
),

totals as (
  select
    year,
    sum(fob_usd) as fob_usd
  from by_firm
  group by year
),

by_department as (
  select
    year,
    department,
    sum(fob_usd) as fob_usd
  from by_firm
  group by year, department
),

measured as (
  select
    totals.year,
    department.code,
    department.name as region,
    coalesce(by_department.fob_usd, 0) as fob_usd,
    pct(coalesce(by_department.fob_usd, 0), totals.fob_usd) as share_pct,
    regional_gdp.gdp_pen_million,
    exchange_rate.pen_per_usd,
    pct(
      cast(coalesce(by_department.fob_usd, 0) as decimal(19, 2)) * cast(exchange_rate.pen_per_usd as decimal(18, 6)),
      cast(regional_gdp.gdp_pen_million as decimal(18, 3)) * 1000000
    ) as exports_gdp_pct
  from totals
  cross join department
  left join by_department
    on by_department.year = totals.year
    and by_department.department = department.code
  left join regional_gdp
    on regional_gdp.year = totals.year
    and regional_gdp.department = department.code
  left join exchange_rate on exchange_rate.year = totals.year
  where department.area = 'interior'
),

sized as (
  select
    year,
    code,
    region,
    fob_usd,
    share_pct,
    gdp_pen_million,
    pen_per_usd,
    exports_gdp_pct,
    case
      when fob_usd < :small_usd and exports_gdp_pct is null then 'sin dato'
      when fob_usd < :small_usd and exports_gdp_pct < :small_gdp_pct then 'PEQUEÑAS'
      when share_pct >= :large_share_pct then 'GRANDES'
      else 'MEDIANAS'
    end as size_group
  from measured
)

select
  sized.year,
  sized.size_group,
  sized.region,
  by_firm.part,
  by_firm.trader_id,
  by_firm.fob_usd as value
from by_firm
inner join sized
  on sized.year = by_firm.year
  and sized.code = by_firm.department
order by year, size_group, region, part, trader_id
