-- Grain: one row per organisational assignment (infotype 0001) and file (names stay in the lake).
with source as (
    {{ active_rows('sap', 'pa0001', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        coalesce(trim(client), '') as client,
        valid_from,
        valid_to,
        coalesce(trim(sequence), '') as sequence,
        nullif(trim(org_unit), '') as department,
        nullif(trim(position), '') as position_id,
        nullif(trim(job), '') as job_title,
        nullif(trim(lock_indicator), '') is not null as is_locked,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
