-- Grain: one row per opportunity with an application and snapshot (connector table).
with source as (
    {{ active_rows('lever', 'application', kind='keyed') }}
),

renamed as (
    select
        trim(opportunity_id) as opportunity_id,
        nullif(trim(posting_id), '') as posting_id,
        nullif(trim(requisition_id), '') as requisition_id,
        created_at,
        archived_at,
        {{ origin_columns() }}
    from source
)

select * from renamed
