-- Grain: one row per stage of a pipeline of deals that exists now.
with stages as (
    {{ newest_rows(ref('stg_hubspot__deal_pipeline_stage'), ['_system', '_instance', 'pipeline_id', 'stage_id']) }}
),

pipelines as (
    {{ newest_rows(ref('stg_hubspot__deal_pipeline'), ['_system', '_instance', 'pipeline_id']) }}
),

final as (
    select
        stages._system || ':' || stages._instance || ':' || stages.pipeline_id || ':' || stages.stage_id as pipeline_stage_id,
        stages._system as system,
        stages._instance as instance,
        stages.pipeline_id,
        pipelines.pipeline,
        stages.stage_id,
        stages.stage,
        stages.display_order as position,
        stages.probability,
        coalesce(stages.is_closed, false) or coalesce(stages.is_won, false) as is_closed,
        coalesce(stages.is_won, false) as is_won,
        stages._file,
        stages._record
    from stages
    left join pipelines
        on stages._system = pipelines._system
        and stages._instance = pipelines._instance
        and stages.pipeline_id = pipelines.pipeline_id
        and not pipelines.is_deleted
    where not stages.is_deleted
)

select * from final
