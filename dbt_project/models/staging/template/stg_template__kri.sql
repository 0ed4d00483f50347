-- Grain: one row per key risk indicator and snapshot.
with source as (
    {{ active_rows('template', 'kri', kind='keyed') }}
),

renamed as (
    select
        trim(kri_id) as kri_id,
        name,
        nullif(trim(risk_id), '') as risk_id,
        nullif(trim(kpi_id), '') as kpi_id,
        lower(trim(category)) as category,
        trim(org_unit_id) as org_unit_id,
        nullif(trim(owner_role), '') as owner_role,
        lower(trim(direction)) as direction,
        amber,
        red,
        band_low,
        band_high,
        unit,
        is_leading,
        freshness_days,
        coalesce(valid_from, {{ open_start() }}) as valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
