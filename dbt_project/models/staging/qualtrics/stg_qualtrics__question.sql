-- Grain: one row per question of a survey and snapshot.
with source as (
    {{ active_rows('qualtrics', 'question', kind='keyed') }}
),

renamed as (
    select
        survey_id,
        question_id,
        nullif(trim(question_code), '') as question_code,
        question,
        nullif(trim(question_type), '') as question_type,
        lower(trim(selector)) = 'nps' as is_nps,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
