-- Grain: one row per survey, day of sending and department, and workbook.
with source as (
    {{ active_rows('template', 'survey_invite', kind='keyed') }}
),

renamed as (
    select
        lower(nullif(trim(system), '')) as survey_system,
        nullif(trim(instance), '') as survey_instance,
        trim(survey_id) as survey_id,
        sent_on,
        nullif(trim(department), '') as department,
        invited,
        {{ origin_columns() }}
    from source
)

select * from renamed
