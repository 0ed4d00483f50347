-- Grain: one row per policy, priority and metric, and snapshot.
with source as (
    {{ active_rows('zendesk', 'sla_policies', kind='keyed') }}
),

renamed as (
    select
        sla_policy_id,
        nullif(trim(title), '') as title,
        lower(trim(priority)) as priority,
        lower(trim(metric)) as metric,
        target_minutes,
        is_business_hours,
        position,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
