-- Grain: one row per worker, position, effective date, version of the record and snapshot (connector table).
with source as (
    {{ active_rows('workday', 'worker_position_history', kind='keyed') }}
),

renamed as (
    select
        {{ key_digest('worker_id') }} as worker_key,
        trim(position_id) as position_id,
        effective_date,
        valid_from,
        end_date,
        nullif(trim(job_title), '') as job_title,
        nullif(trim(management_level), '') as job_level,
        lower(trim(employee_type)) as employee_type,
        nullif(trim(location), '') as location,
        coalesce(is_primary_job, true) as is_primary_job,
        coalesce(exclude_from_head_count, false) as is_outside_head_count,
        fte_percent,
        scheduled_weekly_hours,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
