-- Grain: one row per leave of a worker and file (connector table; texts and family data stay in the lake).
with source as (
    {{ active_rows('workday', 'worker_leave_status', kind='keyed') }}
),

renamed as (
    select
        trim(absence_id) as absence_id,
        {{ key_digest('worker_id') }} as worker_key,
        nullif(trim(absence_type), '') as type_label,
        start_date,
        coalesce(end_date, estimated_end_date) as end_date,
        coalesce(is_on_leave, false) as is_on_leave,
        coalesce(is_work_related, false) as is_work_related,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
