-- Grain: one row per goal and snapshot.
with source as (
    {{ active_rows('template', 'goal', kind='keyed') }}
),

renamed as (
    select
        goal_id,
        name,
        name_zh,
        org_unit_id,
        level,
        nullif(trim(kpi_id), '') as kpi_id,
        goal_type,
        is_flow,
        baseline,
        target,
        unit,
        start_date,
        end_date,
        trajectory,
        weight,
        cadence_days,
        nullif(trim(parent_id), '') as parent_id,
        {{ origin_columns() }}
    from source
)

select * from renamed
