-- Grain: one row per way to name a stage: its id or label, with the id or label of its pipeline ('' = whatever pipeline).
-- Where one name stands for several stages, what they differ in is NULL.
with stages as (
    select * from {{ ref('int_pipeline_stage') }}
),

stage_names as (
    select system, instance, pipeline_id, pipeline, stage, is_closed, is_won, lower(trim(stage_id)) as stage_name from stages
    union all
    select system, instance, pipeline_id, pipeline, stage, is_closed, is_won, lower(trim(stage)) as stage_name from stages
),

named as (
    select system, instance, lower(trim(pipeline_id)) as pipeline_name, stage_name, stage, is_closed, is_won from stage_names
    union all
    select system, instance, lower(trim(pipeline)) as pipeline_name, stage_name, stage, is_closed, is_won
    from stage_names
    where pipeline is not null
    union all
    select system, instance, '' as pipeline_name, stage_name, stage, is_closed, is_won from stage_names
),

final as (
    select
        system,
        instance,
        pipeline_name,
        stage_name,
        case when min(stage) = max(stage) then min(stage) end as stage,
        case when min(cast(is_closed as int)) = max(cast(is_closed as int)) then max(cast(is_closed as int)) = 1 end as is_closed,
        case when min(cast(is_won as int)) = max(cast(is_won as int)) then max(cast(is_won as int)) = 1 end as is_won
    from named
    group by system, instance, pipeline_name, stage_name
)

select * from final
