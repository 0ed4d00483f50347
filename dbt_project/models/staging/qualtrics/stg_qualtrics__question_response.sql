-- Grain: one row per response and part of a question, and export (texts stay in the lake).
-- A score is found in the closed list of labels, never copied: an answer may be free text.
with source as (
    {{ active_rows('qualtrics', 'question_response', kind='keyed') }}
),

score_label as (
    {{ survey_score_labels() }}
),

renamed as (
    select
        source.response_id,
        source.answer_key,
        source.question_id,
        nullif(trim(source.part), '') as part,
        nullif(trim(source.choice), '') as choice,
        nullif(trim(source.loop_id), '') as loop_id,
        score_label.score,
        {{ origin_columns() }}
    from source
    left join score_label on lower(coalesce(nullif(trim(source.value), ''), trim(source.answer))) = score_label.label
)

select * from renamed
