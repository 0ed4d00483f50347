-- Grain: one row per opportunity and version of the record.
with source as (
    {{ active_rows('salesforce', 'opportunity_history', kind='keyed') }}
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
