-- Grain: one row per job and snapshot (connector table).
with source as (
    {{ active_rows('greenhouse', 'job', kind='keyed') }}
),

renamed as (
    select
        trim(requisition_id) as requisition_id,
        nullif(trim(requisition_code), '') as requisition_code,
        nullif(trim(title), '') as title,
        nullif(lower(trim(status)), '') as status,
        opened_at,
        closed_at,
        nullif(trim(employment_type), '') as employment_type,
        nullif(trim(cost_center), '') as cost_center,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
