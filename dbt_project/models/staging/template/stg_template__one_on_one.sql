-- Grain: one row per person, manager, meeting day and snapshot.
with source as (
    {{ active_rows('template', 'one_on_one', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        nullif(trim(manager_employee_number), '') as manager_employee_number,
        meeting_date as held_on,
        lower(trim(status)) as status,
        {{ origin_columns() }}
    from source
)

select * from renamed
