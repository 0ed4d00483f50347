-- Grain: one row per meeting and export (names stay in the lake, e-mails as their digests).
with source as (
    {{ active_rows('lattice', 'one_on_ones', kind='keyed') }}
),

renamed as (
    select
        {{ email_key('employee_email') }} as employee_key,
        nullif(trim(employee_id), '') as employee_id,
        {{ email_key('manager_email') }} as manager_key,
        held_at,
        nullif(lower(trim(status)), '') as status,
        {{ origin_columns() }}
    from source
)

select * from renamed
