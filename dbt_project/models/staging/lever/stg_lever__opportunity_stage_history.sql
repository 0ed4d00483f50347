-- Grain: one row per opportunity and moment it reached a stage (connector table).
with source as (
    {{ active_rows('lever', 'opportunity_stage_history', kind='keyed') }}
),

renamed as (
    select
        trim(opportunity_id) as opportunity_id,
        changed_at,
        nullif(trim(stage_id), '') as stage_id,
        stage_index,
        {{ origin_columns() }}
    from source
)

select * from renamed
