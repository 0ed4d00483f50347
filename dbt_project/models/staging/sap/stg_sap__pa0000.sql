-- Grain: one row per personnel action (infotype 0000) and file.
with source as (
    {{ active_rows('sap', 'pa0000', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        coalesce(trim(client), '') as client,
        valid_from,
        valid_to,
        coalesce(trim(sequence), '') as sequence,
        nullif(trim(action_type), '') as action_type,
        nullif(trim(action_reason), '') as action_reason,
        nullif(trim(employment_status), '') as employment_status,
        nullif(trim(lock_indicator), '') is not null as is_locked,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
