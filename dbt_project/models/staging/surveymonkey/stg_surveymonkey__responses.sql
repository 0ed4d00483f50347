-- Grain: one row per response and question or choice, and export (the person and texts stay in the lake).
-- A score is found in the closed list of labels, never copied: an answer may be free text.
with source as (
    {{ active_rows('surveymonkey', 'responses', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

score_label as (
    {{ survey_score_labels() }}
),

renamed as (
    select
        zoned.response_id,
        zoned.answer_key,
        nullif(trim(zoned.collector_id), '') as collector_id,
        zoned.answer is not null as is_answered,
        score_label.score,
        {{ local_to_utc('zoned.ended_at', 'zoned.time_zone') }} as responded_at,
        cast(zoned.ended_at as date) as responded_on,
        {{ origin_columns() }}
    from zoned
    left join score_label on lower(trim(zoned.answer)) = score_label.label
)

select * from renamed
