-- Grain: one row per opportunity and snapshot (connector table; names and places stay in the lake).
with source as (
    {{ active_rows('lever', 'opportunity', kind='keyed') }}
),

renamed as (
    select
        trim(opportunity_id) as opportunity_id,
        nullif(trim(contact_id), '') as contact_id,
        nullif(lower(trim(origin)), '') as origin,
        nullif(trim(stage_id), '') as stage_id,
        created_at,
        archived_at,
        nullif(trim(archived_reason_id), '') as archived_reason_id,
        {{ origin_columns() }}
    from source
)

select * from renamed
