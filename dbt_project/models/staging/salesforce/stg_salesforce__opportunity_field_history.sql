-- Grain: one row per opportunity and change of its stage (other fields stay in the lake).
with source as (
    {{ active_rows('salesforce', 'opportunity_field_history', kind='keyed') }}
),

renamed as (
    select
        opportunity_id,
        trim(new_value) as stage_name,
        changed_at,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
    where field = 'StageName'
)

select * from renamed
