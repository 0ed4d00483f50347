-- Grain: one row per service, first day of its agreement, and snapshot.
with source as (
    {{ active_rows('template', 'service', kind='keyed') }}
),

renamed as (
    select
        trim(service_id) as service_id,
        name,
        trim(org_unit_id) as org_unit_id,
        nullif(trim(owner_role), '') as owner_role,
        agreed_minutes,
        nullif(trim(calendar), '') as calendar,
        coalesce(valid_from, {{ open_start() }}) as valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
