-- One row, none before the first release: the release that tonight's figures are compared with. It is the newest one whose
-- publishing is complete and that was not made from tonight's own input: its id is not the candidate's, with or without the
-- number of a repetition. So a night repeated by force tells the same changes again. Rollbacks publish nothing and do not count.
with tonight as (
    select
        '{{ env_var('OPSMART_CANDIDATE', '') }}' as candidate_id,
        '{{ env_var('OPSMART_MODELS', '') }}' as models
),

completed as (
    select
        release_id,
        min(release.at) as completed_at,
        max(models) as models
    from {{ source('lake_ledger', 'releases') }} as release
    where release.action = 'publish'
    group by release_id
),

made as (
    select
        release_id,
        min(published_at) as published_at
    from {{ source('lake_ledger', 'published') }}
    group by release_id
),

ranked as (
    select
        completed.release_id,
        completed.completed_at,
        -- a release without a new value left no time of its making
        coalesce(made.published_at, completed.completed_at) as published_at,
        nullif(tonight.models, '') <> completed.models as has_other_models,
        row_number() over (order by completed.completed_at desc nulls last, completed.release_id desc nulls last) as recency
    from completed
    cross join tonight
    left join made on completed.release_id = made.release_id
    where completed.release_id <> tonight.candidate_id and completed.release_id not like tonight.candidate_id || '-%'
)

select
    release_id,
    completed_at,
    published_at,
    coalesce(has_other_models, false) as has_other_models
from ranked
where recency = 1
