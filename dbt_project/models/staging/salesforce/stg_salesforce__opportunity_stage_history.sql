-- Grain: one row per opportunity and entry of its history.
with source as (
    {{ active_rows('salesforce', 'opportunity_stage_history', kind='keyed') }}
),

renamed as (
    select
        opportunity_id,
        stage_name,
        changed_at,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
