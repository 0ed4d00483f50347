-- Grain: one row per question of a survey that exists now.
with questions as (
    {{ newest_rows(ref('stg_qualtrics__question'), ['_system', '_instance', 'survey_id', 'question_id']) }}
),

final as (
    select
        _system || ':' || _instance || ':' || survey_id || ':' || question_id as survey_question_id,
        _system as system,
        _instance as instance,
        _system || ':' || _instance || ':' || survey_id as survey_id,
        question_id,
        coalesce(question_code, question_id) as question_key,
        question,
        question_type,
        coalesce(is_nps, false) as is_nps,
        _file,
        _record
    from questions
    where not is_deleted
)

select * from final
