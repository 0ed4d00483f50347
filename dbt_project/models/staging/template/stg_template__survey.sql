-- Grain: one row per survey and workbook.
with source as (
    {{ active_rows('template', 'survey', kind='keyed') }}
),

renamed as (
    select
        lower(nullif(trim(system), '')) as survey_system,
        nullif(trim(instance), '') as survey_instance,
        trim(survey_id) as survey_id,
        nullif(trim(name), '') as name,
        lower(trim(kind)) as kind,
        lower(trim(respondent_group)) as respondent_group,
        nullif(trim(scale), '') as scale,
        nullif(trim(score_question), '') as score_question,
        {{ origin_columns() }}
    from source
)

select * from renamed
