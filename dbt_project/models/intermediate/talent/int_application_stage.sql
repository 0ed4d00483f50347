-- Grain: one row per application and moment at which it reached a stage or a status.
with histories as (
    select
        application_id,
        changed_at,
        stage_id,
        cast(null as int) as stage_position,
        status,
        _system,
        _instance,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_greenhouse__application_history') }}
    union all
    select
        opportunity_id as application_id,
        changed_at,
        stage_id,
        stage_index as stage_position,
        cast(null as string) as status,
        _system,
        _instance,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_lever__opportunity_stage_history') }}
),

changes as (
    {{ newest_rows('histories', ['_system', '_instance', 'application_id', 'changed_at']) }}
),

stages as (
    {{ newest_rows(ref('stg_greenhouse__job_stage'), ['_system', '_instance', 'stage_id']) }}
),

named as (
    select
        changes.*,
        stages.stage_name,
        coalesce(stages.stage_name, changes.stage_id) as stage_text
    from changes
    left join stages
        on changes._system = stages._system
        and changes._instance = stages._instance
        and changes.stage_id = stages.stage_id
),

kinds as (
    {{ term_meanings('named', 'stage_text', 'stage') }}
),

statuses as (
    {{ term_meanings('named', 'status', 'application_status') }}
),

final as (
    select
        named._system || ':' || named._instance || ':' || named.application_id as application_id,
        named._system as system,
        named._instance as instance,
        named.changed_at,
        lead(named.changed_at) over (
            partition by named._system, named._instance, named.application_id order by named.changed_at nulls last
        ) as left_at,
        named._system || ':' || named._instance || ':' || named.stage_id as stage_id,
        named.stage_name,
        case when named.stage_id is not null then coalesce(kinds.meaning, 'unmapped') end as stage_kind,
        named.stage_position,
        case when named.status is not null then coalesce(statuses.meaning, 'unmapped') end as status,
        named._file,
        named._record
    from named
    left join kinds on lower(named.stage_text) = kinds.term
    left join statuses on named.status = statuses.term
)

select * from final
