-- One row per entity, unit, account and month with postings or budget, in base currency and natural sign.
-- Pay of a unit whose people figures are suppressed stands at its nearest unit above that is shown, so that no small team's
-- pay can be read here; where none is shown, the row is left out. Its other costs go the same way: spend KPIs of the unit
-- hold both, and what is left of them after the other costs would be its pay.
with run as (
    select as_of from {{ ref('kpi_run') }}
),

line as (
    select
        line_source,
        {{ month_start('day') }} as month,
        org_unit_id,
        entity_id,
        account,
        account_type,
        is_workforce_cost or account_type = 'payroll' as is_pay,
        sum(case when not is_blocked then amount_base end) as amount,
        sum(case when is_blocked then 1 else 0 end) as n_unvalued
    from {{ ref('ent_finance') }}
    group by
        line_source, {{ month_start('day') }}, org_unit_id, entity_id, account, account_type,
        is_workforce_cost or account_type = 'payroll'
),

classed as (
    select
        line.line_source,
        line.month,
        line.org_unit_id,
        line.entity_id,
        line.account,
        line.account_type,
        line.is_pay,
        line.amount,
        line.n_unvalued,
        case when class.account_class = 'profit_only' then 'revenue' else class.account_class end as account_class,
        class.natural_sign
    from line
    inner join {{ ref('account_class') }} as class on line.account_type = class.account_type
    where class.account_class not in ('balance', 'statistical', 'unmapped')
),

pay_group as (
    select max(min_group) as min_group
    from {{ ref('kpi_catalog') }}
    where kpi_id = 'workforce_cost_ratio_pct'
),

-- for every unit and month the nearest unit above it (or itself) that shows figures about people
shown_above as (
    select
        place.org_unit_id,
        place.month,
        closure.ancestor_id,
        row_number() over (
            partition by place.org_unit_id, place.month
            order by closure.distance nulls last, closure.ancestor_id nulls last
        ) as nearness
    from (select distinct org_unit_id, month from classed where is_pay) as place
    cross join pay_group
    inner join {{ ref('kpi_closure') }} as closure
        on place.org_unit_id = closure.org_unit_id
        and place.month between closure.valid_from and closure.valid_to
    inner join {{ ref('kpi_mask') }} as mask
        on closure.ancestor_id = mask.org_unit_id
        and pay_group.min_group = mask.min_group
        and place.month between mask.fiscal_year_start and {{ add_days(add_months('mask.fiscal_year_start', 12), -1) }}
        and not mask.is_hidden
),

placed as (
    select
        classed.line_source,
        classed.month,
        case
            when classed.is_pay then shown_above.ancestor_id
            when classed.account_class = 'cost' then coalesce(shown_above.ancestor_id, classed.org_unit_id)
            else classed.org_unit_id
        end as org_unit_id,
        classed.entity_id,
        classed.account,
        classed.account_type,
        classed.account_class,
        classed.natural_sign,
        classed.amount,
        classed.n_unvalued
    from classed
    left join shown_above
        on classed.org_unit_id = shown_above.org_unit_id
        and classed.month = shown_above.month
        and shown_above.nearness = 1
),

account_name as (
    select
        entity_id,
        account,
        max(account_name) as account_name
    from {{ ref('dim_gl_account') }}
    group by entity_id, account
),

summed as (
    select
        entity_id,
        org_unit_id,
        account_class,
        account_type,
        account,
        month,
        natural_sign,
        cast(
            coalesce(
                sum(
                    case
                        when line_source = 'actual' and natural_sign < 0 then -amount
                        when line_source = 'actual' then amount
                    end
                ), 0
            ) as decimal(28, 6)
        ) as actual_base,
        cast(coalesce(sum(case when line_source = 'budget' then amount end), 0) as decimal(28, 6)) as budget_base,
        cast(sum(n_unvalued) as bigint) as n_unvalued
    from placed
    where org_unit_id is not null
    group by entity_id, org_unit_id, account_class, account_type, account, month, natural_sign
)

select
    summed.entity_id,
    summed.org_unit_id,
    summed.account_class,
    summed.account_type,
    summed.account,
    account_name.account_name,
    summed.month,
    summed.actual_base,
    summed.budget_base,
    cast(
        case
            when summed.natural_sign < 0 then summed.actual_base - summed.budget_base
            else summed.budget_base - summed.actual_base
        end as decimal(28, 6)
    ) as variance_base,
    summed.n_unvalued,
    run.as_of
from summed
cross join run
left join account_name
    on summed.entity_id = account_name.entity_id
    and summed.account = account_name.account
