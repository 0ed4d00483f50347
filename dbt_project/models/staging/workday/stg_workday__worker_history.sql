-- Grain: one row per worker, version of the record and snapshot (connector table; pay stays in the lake).
with source as (
    {{ active_rows('workday', 'worker_history', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        {{ key_digest('worker_id') }} as worker_key,
        valid_from,
        hire_date,
        termination_date,
        coalesce(nullif(trim(termination_category), ''), nullif(trim(termination_reason), '')) as termination_reason,
        coalesce(termination_involuntary, false) as is_involuntary,
        coalesce(is_terminated, false) as is_terminated,
        coalesce(hire_rescinded, false) as is_rescinded,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
