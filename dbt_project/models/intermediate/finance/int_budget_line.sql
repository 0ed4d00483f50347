-- Grain: one row per active budget line, amounts in the natural sign of their account, with unit and base currency amount.
-- Lines that a system writes debit-positive are turned for accounts of credit nature.
-- The unit follows the ledger's rule for the entity's first book; a cost centre may be a class there.
with postings as (
    select * from {{ ref('int_budget_posting') }}
),

placed as (
    select
        postings.*,
        version.approved_on as version_approved_on,
        version.is_current,
        account.account_type,
        case
            when postings.is_debit_positive and account.natural_sign < 0 then -postings.amount
            else postings.amount
        end as natural_amount,
        case
            when postings.cost_centre is not null then coalesce(cost_centre_map.org_unit_id, class_map.org_unit_id)
            when account_map.org_unit_id is not null then account_map.org_unit_id
            else entity_map.org_unit_id
        end as mapped_org_unit_id
    from postings
    inner join {{ ref('int_budget_version') }} as version
        on postings.entity_id = version.entity_id
        and postings.fiscal_year = version.fiscal_year
        and postings.budget_version = version.budget_version
    left join {{ ref('int_entity') }} as entity on postings.entity_id = entity.entity_id
    left join {{ ref('int_gl_account') }} as account
        on postings.entity_id = account.entity_id
        and postings.account = account.account
        and postings.month between account.valid_from and account.valid_to
    left join {{ ref('int_org_mapping') }} as cost_centre_map
        on cost_centre_map.source_type = 'cost_center'
        and postings.cost_centre = cost_centre_map.source_key
        and entity.system = cost_centre_map.system
        and entity.instance = cost_centre_map.instance
        and postings.month between cost_centre_map.valid_from and cost_centre_map.valid_to
    left join {{ ref('int_org_mapping') }} as class_map
        on class_map.source_type = 'class'
        and postings.cost_centre = class_map.source_key
        and entity.system = class_map.system
        and entity.instance = class_map.instance
        and postings.month between class_map.valid_from and class_map.valid_to
    left join {{ ref('int_org_mapping') }} as account_map
        on account_map.source_type = 'account'
        and entity.system = 'quickbooks'
        and postings.account = account_map.source_key
        and entity.system = account_map.system
        and entity.instance = account_map.instance
        and postings.month between account_map.valid_from and account_map.valid_to
    left join {{ ref('int_org_mapping') }} as entity_map
        on entity_map.source_type = 'entity'
        and postings.entity_id = entity_map.source_key
        and postings.month between entity_map.valid_from and entity_map.valid_to
),

rated as (
    select
        placed.*,
        coalesce(
            placed.mapped_org_unit_id,
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id,
        case
            when placed.currency = company.base_currency then cast(1 as decimal(18, 9))
            else coalesce(version_rate.rate, general_rate.rate)
        end as rate
    from placed
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_fx_rate_budget') }} as version_rate
        on placed.currency = version_rate.currency
        and placed.budget_version = version_rate.budget_version
        and placed.month between version_rate.valid_from and version_rate.valid_to
    left join {{ ref('int_fx_rate_budget') }} as general_rate
        on placed.currency = general_rate.currency
        and general_rate.budget_version = ''
        and placed.month between general_rate.valid_from and general_rate.valid_to
),

final as (
    select
        entity_id,
        budget_version,
        version_approved_on as approved_on,
        version_kind,
        fiscal_year,
        account,
        account_type,
        is_current,
        org_unit_id,
        cost_centre,
        project,
        product_id,
        quantity,
        month,
        cast(natural_amount as decimal(28, 4)) as amount,
        currency,
        rate,
        {{ mul('natural_amount', 'rate') }} as amount_base,
        rate is null as is_missing_rate,
        _file,
        _record,
        month as _month
    from rated
)

select * from final
