-- Grain: one row per goal, version and snapshot.
with source as (
    {{ active_rows('template', 'goal_version', kind='keyed') }}
),

renamed as (
    select
        trim(goal_id) as goal_id,
        goal_version,
        changed_on,
        lower(trim(reason)) as reason,
        baseline,
        target,
        start_date,
        end_date,
        nullif(trim(approved_by_role), '') as approved_by_role,
        {{ origin_columns() }}
    from source
)

select * from renamed
