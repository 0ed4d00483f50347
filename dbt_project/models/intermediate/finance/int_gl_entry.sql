-- Grain: one row per active general ledger line, debit-positive, with account type, unit and base currency amount.
-- Unit: the class's, department's or cost centre's mapping; without one, where accounts place a line (QuickBooks; Oracle, whose
-- account combination holds the cost centre), the account's mapping; else the entity's unit.
-- A class, department or cost centre that is not mapped goes to `unassigned` (to the root while the company has no tree).
with postings as (
    select * from {{ ref('int_gl_posting') }}
),

signed as (
    select
        postings.*,
        account.account_type,
        case
            when sign.convention = 'natural_side'
                then cast(postings.reported_amount * coalesce(account.natural_sign, 1) as decimal(28, 4))
            else cast(postings.reported_amount as decimal(28, 4))
        end as amount,
        coalesce(sign.convention = 'natural_side' and account.natural_sign is null, false) as is_sign_unknown,
        case
            when closing.document_number is not null then 'closing'
            when postings.stated_kind is not null then postings.stated_kind
            when postings.posting_period > 12 then 'adjustment'
            else 'normal'
        end as entry_kind
    from postings
    left join {{ ref('int_quickbooks_sign') }} as sign on postings._file = sign.file_id
    left join {{ ref('int_gl_account') }} as account
        on postings.entity_id = account.entity_id
        and postings.account = account.account
        and postings.accounting_date between account.valid_from and account.valid_to
    left join {{ ref('int_gl_closing_document') }} as closing
        on postings.system = closing.system
        and postings.instance = closing.instance
        and postings.company_code = closing.company_code
        and coalesce(postings.fiscal_year, 0) = coalesce(closing.fiscal_year, 0)
        and {{ month_start('postings.posting_date') }} = closing.posting_month
        and postings.document_number = closing.document_number
),

placed as (
    select
        signed.*,
        case
            when signed.cost_centre is not null then cost_centre_map.org_unit_id
            when account_map.org_unit_id is not null then account_map.org_unit_id
            else entity_map.org_unit_id
        end as mapped_org_unit_id
    from signed
    left join {{ ref('int_org_mapping') }} as cost_centre_map
        on signed.cost_centre_type = cost_centre_map.source_type
        and signed.cost_centre = cost_centre_map.source_key
        and signed.system = cost_centre_map.system
        and signed.instance = cost_centre_map.instance
        and signed.accounting_date between cost_centre_map.valid_from and cost_centre_map.valid_to
    left join {{ ref('int_org_mapping') }} as account_map
        on account_map.source_type = 'account'
        and signed.is_placed_by_account
        and signed.account = account_map.source_key
        and signed.system = account_map.system
        and signed.instance = account_map.instance
        and signed.accounting_date between account_map.valid_from and account_map.valid_to
    left join {{ ref('int_org_mapping') }} as entity_map
        on entity_map.source_type = 'entity'
        and signed.entity_id = entity_map.source_key
        and signed.accounting_date between entity_map.valid_from and entity_map.valid_to
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
            else average_rate.rate
        end as rate
    from placed
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_fx_rate_month') }} as average_rate
        on placed.currency = average_rate.currency and placed._month = average_rate.month
),

final as (
    select
        system,
        dataset,
        instance,
        entity_id,
        account,
        account_type,
        accounting_date,
        posting_date,
        amount,
        currency,
        rate,
        {{ mul('amount', 'rate') }} as amount_base,
        entry_kind,
        org_unit_id,
        cost_centre_type,
        cost_centre,
        project,
        customer,
        counter_account,
        side,
        account_type = 'unmapped' as is_unmapped,
        is_sign_unknown,
        rate is null as is_missing_rate,
        _file,
        _record,
        _month
    from rated
)

select * from final
