-- Grain: one row per risk that a register has now. Ids of the template stand as written, those of other registers are qualified.
with template_risks as (
    {{ newest_rows(ref('stg_template__risk'), ['risk_id']) }}
),

register_now as (
    {{ newest_rows(ref('int_risk_register'), ['risk_id']) }}
),

last_open as (
    select
        risk_id,
        min(snapshot_date) as first_seen_on,
        max(case when status <> 'closed' then snapshot_date end) as last_open_on
    from {{ ref('int_risk_register') }}
    group by risk_id
),

closings as (
    select told.risk_id, min(told.snapshot_date) as closed_on
    from {{ ref('int_risk_register') }} as told
    inner join last_open on told.risk_id = last_open.risk_id and told.snapshot_date > last_open.last_open_on
    group by told.risk_id
),

final as (
    select
        _system as system,
        _instance as instance,
        risk_id,
        risk_id as source_id,
        title,
        category,
        org_unit_id,
        status,
        identified_on,
        closed_on,
        owner_role,
        cadence_days,
        _file,
        _record
    from template_risks
    union all
    select
        register_now.system,
        register_now.instance,
        register_now.risk_id,
        register_now.source_id,
        register_now.title,
        register_now.category,
        case when company.has_org_units then 'unassigned' else company.root_org_unit_id end as org_unit_id,
        register_now.status,
        coalesce(register_now.identified_on, last_open.first_seen_on) as identified_on,
        closings.closed_on,
        cast(null as string) as owner_role,
        -- A workbook says no cadence: an assessment counts for 90 days, which are 1.5 cadences.
        60 as cadence_days,
        register_now._file,
        register_now._record
    from register_now
    cross join {{ ref('int_company') }} as company
    inner join last_open on register_now.risk_id = last_open.risk_id
    left join closings on register_now.risk_id = closings.risk_id
)

select * from final
