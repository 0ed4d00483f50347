-- Grain: one row per posting and snapshot (connector table).
with source as (
    {{ active_rows('lever', 'posting', kind='keyed') }}
),

renamed as (
    select
        trim(posting_id) as posting_id,
        nullif(trim(title), '') as title,
        nullif(lower(trim(state)), '') as state,
        nullif(trim(department), '') as department,
        nullif(trim(team), '') as team,
        nullif(trim(commitment), '') as commitment,
        nullif(trim(requisition_code), '') as requisition_code,
        created_at,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
