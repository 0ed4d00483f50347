-- Grain: one row per action that treats a risk; the id stands as written, the category is the risk's.
with newest as (
    {{ newest_rows(ref('stg_template__risk_action'), ['action_id']) }}
),

final as (
    select
        newest._system as system,
        newest._instance as instance,
        newest.action_id as risk_action_id,
        coalesce(reference.risk_id, newest.risk_id) as risk_id,
        coalesce(risk.category, 'unmapped') as category,
        newest.title,
        newest.treatment,
        newest.org_unit_id,
        newest.owner_role,
        newest.status,
        newest.opened_on,
        newest.original_due_date,
        coalesce(newest.due_date, newest.original_due_date) as due_date,
        newest.done_on,
        cast(newest.cost as decimal(28, 4)) as amount,
        newest.currency,
        newest._file,
        newest._record
    from newest
    left join {{ ref('int_risk_reference') }} as reference on newest.risk_id = reference.written_id
    left join {{ ref('int_risk') }} as risk on reference.risk_id = risk.risk_id
)

select * from final
