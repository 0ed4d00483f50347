-- Grain: one row per position and snapshot (connector table).
with source as (
    {{ active_rows('workday', 'position', kind='keyed') }}
),

renamed as (
    select
        trim(position_id) as position_id,
        nullif(trim(position_code), '') as position_code,
        nullif(trim(job_title), '') as job_title,
        nullif(trim(organization_code), '') as organization_code,
        {{ key_digest('worker_id') }} as worker_key,
        effective_date,
        coalesce(is_closed, false) as is_closed,
        coalesce(is_hiring_frozen, false) as is_hiring_frozen,
        coalesce(is_critical_job, false) as is_critical,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
