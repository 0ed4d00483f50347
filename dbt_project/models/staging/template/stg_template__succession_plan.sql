-- Grain: one row per role, successor, first day and snapshot.
with source as (
    {{ active_rows('template', 'succession_plan', kind='keyed') }}
),

renamed as (
    select
        trim(role_id) as role_id,
        trim(role_title) as role_title,
        trim(org_unit_id) as org_unit_id,
        is_critical,
        nullif(trim(employee_number), '') as employee_number,
        nullif(lower(trim(readiness)), '') as readiness,
        valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
