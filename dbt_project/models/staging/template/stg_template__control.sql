-- Grain: one row per control and snapshot.
with source as (
    {{ active_rows('template', 'control', kind='keyed') }}
),

renamed as (
    select
        trim(control_id) as control_id,
        name,
        lower(trim(category)) as category,
        lower(trim(control_type)) as control_type,
        is_key,
        nullif(trim(process), '') as process,
        trim(org_unit_id) as org_unit_id,
        nullif(trim(owner_role), '') as owner_role,
        coalesce(valid_from, {{ open_start() }}) as valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
