-- Grain: one row per risk of a register workbook and snapshot, in the words of the risk template.
-- A register without ids whose names are all in one with ids is an earlier form of it: such a name counts once, by its id.
{{ config(materialized='table') }}

with told as (
    select
        _system, _instance, _dataset, risk_id, title, threat_event, category, status, likelihood, impact,
        has_control_strength, identified_on, _date_from, _precedence, _newness, _is_newest, _file, _record
    from {{ ref('stg_risk_register__risks') }}
    union all
    select
        by_name._system, by_name._instance, by_name._dataset, by_name.risk_id, by_name.title, by_name.threat_event,
        by_name.category, by_name.status, by_name.likelihood, by_name.impact, by_name.has_control_strength,
        by_name.identified_on, by_name._date_from, by_name._precedence, by_name._newness, by_name._is_newest,
        by_name._file, by_name._record
    from {{ ref('stg_risk_register__risks_by_name') }} as by_name
    where not exists (
        select 1
        from {{ ref('stg_risk_register__risks') }} as by_id
        where by_id._is_newest
            and by_id._instance = by_name._instance
            and lower(coalesce(by_id.title, by_id.threat_event)) = lower(by_name.title)
    )
),

ranked as (
    select
        told.*,
        row_number() over (
            partition by _system, _instance, risk_id, _date_from
            order by _precedence nulls last, _newness desc nulls last, _file nulls last, _record desc nulls last
        ) as choice
    from told
),

final as (
    select
        _system as system,
        _instance as instance,
        _system || ':' || _instance || ':' || risk_id as risk_id,
        risk_id as source_id,
        coalesce(title, threat_event, risk_id) as title,
        {{ risk_category('category') }} as category,
        {{ risk_status('status') }} as status,
        {{ risk_scale('likelihood') }} as likelihood,
        {{ risk_scale('impact') }} as impact,
        case when has_control_strength then 'inherent' else 'residual' end as kind,
        identified_on,
        _date_from as snapshot_date,
        _is_newest,
        _precedence,
        _newness,
        _file,
        _record
    from ranked
    where choice = 1
)

select * from final
