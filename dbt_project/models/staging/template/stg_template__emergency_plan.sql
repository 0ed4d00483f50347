-- Grain: one row per emergency plan and snapshot.
with source as (
    {{ active_rows('template', 'emergency_plan', kind='keyed') }}
),

renamed as (
    select
        trim(plan_id) as plan_id,
        name,
        lower(trim(category)) as category,
        nullif(trim(site), '') as site,
        trim(org_unit_id) as org_unit_id,
        nullif(trim(owner_role), '') as owner_role,
        rto_minutes,
        rpo_minutes,
        needs_annual_drill,
        coalesce(valid_from, {{ open_start() }}) as valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
