-- Grain: one row per person, qualification, day obtained and snapshot.
with source as (
    {{ active_rows('template', 'qualification', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        trim(qualification) as qualification,
        obtained_on,
        expires_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
