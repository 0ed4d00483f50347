-- Grain: one row per opportunity and stay in a stage.
-- The same change told by history, versions and field history counts once: between the first and the last change that a
-- higher-ranked dataset tells of an opportunity, lower ones are silent; what follows in the same stage is the same stay.
-- Stages are those that the CRM names elsewhere: the values of a field history may name a person.
with known_stage as (
    select distinct _system, _instance, stage_name
    from (
        select _system, _instance, stage_name from {{ ref('stg_salesforce__opportunity') }}
        union all
        select _system, _instance, stage_name from {{ ref('stg_salesforce__opportunity_stage_history') }}
        union all
        select _system, _instance, stage_name from {{ ref('stg_salesforce__opportunity_history') }}
    ) as named
),

told as (
    select _system, _instance, opportunity_id, changed_at, stage_name as stage, 1 as dataset_rank, _newness, _file, _record
    from {{ ref('stg_salesforce__opportunity_stage_history') }}
    where _is_newest and not is_deleted
    union all
    select _system, _instance, opportunity_id, changed_at, stage_name as stage, 2 as dataset_rank, _newness, _file, _record
    from {{ ref('stg_salesforce__opportunity_history') }}
    where _is_newest and not is_deleted
    union all
    select
        field_history._system,
        field_history._instance,
        field_history.opportunity_id,
        field_history.changed_at,
        coalesce(known_stage.stage_name, 'unmapped') as stage,
        3 as dataset_rank,
        field_history._newness,
        field_history._file,
        field_history._record
    from {{ ref('stg_salesforce__opportunity_field_history') }} as field_history
    left join known_stage
        on field_history._system = known_stage._system
        and field_history._instance = known_stage._instance
        and field_history.stage_name = known_stage.stage_name
    where field_history._is_newest and not field_history.is_deleted
    union all
    select
        deal_history._system,
        deal_history._instance,
        deal_history.opportunity_id,
        deal_history.changed_at,
        coalesce(stage.stage, 'unmapped') as stage,
        1 as dataset_rank,
        deal_history._newness,
        deal_history._file,
        deal_history._record
    from {{ ref('stg_hubspot__deal_property_history') }} as deal_history
    left join {{ ref('int_pipeline_stage_name') }} as stage
        on deal_history._system = stage.system
        and deal_history._instance = stage.instance
        and stage.pipeline_name = ''
        and lower(deal_history.stage_id) = stage.stage_name
    where deal_history._is_newest
),

spans as (
    select _system, _instance, opportunity_id, dataset_rank, min(changed_at) as first_at, max(changed_at) as last_at
    from told
    group by _system, _instance, opportunity_id, dataset_rank
),

spoken as (
    select told.*
    from told
    where not exists (
        select 1 from spans
        where spans._system = told._system
            and spans._instance = told._instance
            and spans.opportunity_id = told.opportunity_id
            and spans.dataset_rank < told.dataset_rank
            and told.changed_at between spans.first_at and spans.last_at
    )
),

chosen as (
    select *
    from (
        select
            spoken.*,
            row_number() over (
                partition by _system, _instance, opportunity_id, changed_at
                order by dataset_rank nulls last, _newness desc nulls last, _file nulls last, _record desc nulls last
            ) as choice
        from spoken
    ) as ranked
    where choice = 1
),

followed as (
    select
        chosen.*,
        lag(stage) over (partition by _system, _instance, opportunity_id order by changed_at nulls last) as stage_before
    from chosen
),

final as (
    select
        _system || ':' || _instance || ':' || opportunity_id as opportunity_id,
        _system as system,
        _instance as instance,
        row_number() over (partition by _system, _instance, opportunity_id order by changed_at nulls last) as stay_number,
        stage,
        changed_at as entered_at,
        lead(changed_at) over (partition by _system, _instance, opportunity_id order by changed_at nulls last) as left_at,
        _file,
        _record
    from followed
    where stage_before is null or stage <> stage_before
)

select * from final
