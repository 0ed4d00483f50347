-- Grain: one row per requisition and snapshot (connector table).
with source as (
    {{ active_rows('lever', 'requisition', kind='keyed') }}
),

renamed as (
    select
        trim(requisition_id) as requisition_id,
        nullif(trim(requisition_code), '') as requisition_code,
        nullif(trim(title), '') as title,
        nullif(lower(trim(status)), '') as status,
        nullif(trim(team), '') as team,
        nullif(trim(employment_status), '') as employment_status,
        headcount_total,
        headcount_hired,
        coalesce(is_headcount_infinite, false) as is_headcount_infinite,
        opened_at,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
