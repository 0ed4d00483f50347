-- Grain: one row per scorecard of an interview that exists now (no texts).
with scorecards as (
    {{ newest_rows(ref('stg_greenhouse__scorecard'), ['_system', '_instance', 'scorecard_id']) }}
),

recommendations as (
    {{ term_meanings('scorecards', 'recommendation', 'recommendation') }}
),

final as (
    select
        scorecards._system || ':' || scorecards._instance || ':' || scorecards.scorecard_id as scorecard_id,
        scorecards._system as system,
        scorecards._instance as instance,
        scorecards._system || ':' || scorecards._instance || ':' || scorecards.application_id as application_id,
        scorecards._system || ':' || scorecards._instance || ':' || scorecards.submitted_by_user_id as interviewer_id,
        scorecards.interview,
        scorecards.interviewed_at,
        scorecards.submitted_at,
        case
            when scorecards.recommendation is null then 'no_decision' else coalesce(recommendations.meaning, 'unmapped')
        end as recommendation,
        scorecards._file,
        scorecards._record
    from scorecards
    left join recommendations on scorecards.recommendation = recommendations.term
    where not scorecards.is_deleted
)

select * from final
