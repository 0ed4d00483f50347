-- Grain: one row per application and snapshot (connector table).
with source as (
    {{ active_rows('greenhouse', 'application', kind='keyed') }}
),

renamed as (
    select
        trim(application_id) as application_id,
        nullif(trim(candidate_id), '') as candidate_id,
        applied_at,
        nullif(lower(trim(status)), '') as status,
        nullif(trim(current_stage_id), '') as stage_id,
        rejected_at,
        nullif(trim(rejected_reason_id), '') as rejected_reason_id,
        nullif(trim(source_id), '') as source_id,
        coalesce(is_prospect, false) as is_prospect,
        coalesce(is_deleted, false) or coalesce(is_deleted_row, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
