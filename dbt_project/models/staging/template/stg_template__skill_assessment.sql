-- Grain: one row per person, skill, day, assessor and snapshot.
with source as (
    {{ active_rows('template', 'skill_assessment', kind='keyed') }}
),

renamed as (
    select
        trim(employee_number) as employee_number,
        lower(trim(skill)) as skill,
        assessed_on,
        lower(trim(assessor)) as assessor,
        skill_level,
        {{ origin_columns() }}
    from source
)

select * from renamed
