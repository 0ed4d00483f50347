-- Grain: one row per idea to improve a process.
with ideas as (
    {{ newest_rows(ref('stg_template__improvement'), ['_instance', 'improvement_id']) }}
),

final as (
    select
        _system || ':' || _instance || ':' || improvement_id as improvement_id,
        _system as system,
        _instance as instance,
        process,
        org_unit_id,
        employee_number,
        submitted_on,
        case
            when status in ('submitted', 'accepted', 'rejected', 'implemented', 'closed') then status
            else 'unmapped'
        end as status,
        decided_on,
        implemented_on,
        closed_on,
        cast(baseline_unit_cost as decimal(28, 4)) as baseline_unit_cost,
        cast(yearly_saving as decimal(28, 4)) as yearly_saving,
        currency,
        coalesce(is_confirmed, false) as is_confirmed,
        _file,
        _record
    from ideas
)

select * from final
