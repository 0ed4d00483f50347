-- Grain: one row per item of a customer or supplier account: an open or cleared item of SAP, a bill of QuickBooks.
-- An item that a later list of open items no longer has is cleared on that list's day. Amounts are positive for what is
-- owed (receivable) or what the company owes (payable), negative for credit notes and payments, in the item's currency.
with sap_items as (
    select 'payable' as direction, *
    from {{ ref('stg_sap__vendor_open_items') }}
    union all
    select 'receivable' as direction, *
    from {{ ref('stg_sap__customer_open_items') }}
),

sap_last as ( -- the last state seen of every item, in whichever snapshot
    select *
    from (
        select
            sap_items.*,
            row_number() over (
                partition by _system, _instance, direction, company_code, party_id, document_number, fiscal_year, line_item
                order by _precedence nulls last, _newness desc nulls last, _file nulls last, _record desc nulls last
            ) as recency
        from sap_items
    ) as ranked
    where recency = 1
),

sap as (
    select
        _system as system,
        _instance as instance,
        _system || ':' || _instance || ':' || company_code || ':' || party_id || ':' || document_number || ':'
        || cast(fiscal_year as string) || ':' || line_item as invoice_id,
        direction,
        company_code,
        _system || ':' || _instance || ':' || party_id as party_id,
        document_number,
        case
            when document_type in ('KZ', 'ZP', 'ZV', 'DZ', 'ZA') then 'payment'
            when document_type in ('KG', 'DG') then 'credit_note'
            when document_type in ('KR', 'RE', 'KN', 'DR', 'RV') or document_type is null
                then case when (amount_lc < 0) = (direction = 'payable') or amount_lc = 0 then 'invoice' else 'credit_note' end
            else 'unmapped'
        end as document_kind,
        document_date as invoice_date,
        coalesce(posting_date, document_date) as posting_date,
        case
            when due_date is not null then due_date
            when days_overdue is not null then {{ add_days('_date_from', '-days_overdue') }}
            else
                {{ add_days(
                    'baseline_date',
                    try_cast("nullif(regexp_extract(payment_terms, '^(NT|N|NET) ?([0-9]{1,3})( DAYS)?$', 2), '')", 'int'),
                ) }}
        end as due_date,
        case when direction = 'payable' then -1 else 1 end as sign_factor,
        case when amount_dc is not null and document_currency is not null then amount_dc else amount_lc end as amount,
        case when amount_dc is not null and document_currency is not null then document_currency else local_currency end
            as currency,
        cast(null as decimal(20, 4)) as balance,
        case
            when clearing_date is not null then clearing_date
            when not _is_newest then {{ add_days('_date_to', 1) }}
        end as cleared_on,
        'cost_center' as unit_type,
        cost_center as unit_key,
        _file,
        _record
    from sap_last
),

bills as (
    {{ newest_rows(ref('stg_quickbooks__bill'), ['_system', '_instance', 'bill_id']) }}
),

bill_lines as (
    {{ newest_rows(ref('stg_quickbooks__bill_line'), ['_system', '_instance', 'bill_id', 'line_number']) }}
),

bill_totals as ( -- a class speaks for the bill only if all lines have it
    select
        _system,
        _instance,
        bill_id,
        cast(sum(amount) as decimal(20, 4)) as amount,
        case
            when min(coalesce(class_id, '')) = max(coalesce(class_id, '')) then nullif(min(coalesce(class_id, '')), '')
        end as class_id
    from bill_lines
    group by _system, _instance, bill_id
),

bills_paid as ( -- first state with nothing left to pay: when the bill changed then, else when it was exported
    select _system, _instance, bill_id, min(coalesce(updated_on, _date_from)) as cleared_on
    from {{ ref('stg_quickbooks__bill') }}
    where balance = 0
    group by _system, _instance, bill_id
),

quickbooks as (
    select
        bills._system as system,
        bills._instance as instance,
        bills._system || ':' || bills._instance || ':bill:' || bills.bill_id as invoice_id,
        'payable' as direction,
        '' as company_code,
        bills._system || ':' || bills._instance || ':' || bills.vendor_id as party_id,
        bills.bill_id as document_number,
        'invoice' as document_kind,
        bills.transaction_date as invoice_date,
        bills.transaction_date as posting_date,
        bills.due_date,
        1 as sign_factor,
        coalesce(bills.total_amount, bill_totals.amount) as amount,
        bills.currency,
        coalesce(bills.balance, bills.total_amount, bill_totals.amount) as balance,
        case when bills.balance = 0 then bills_paid.cleared_on end as cleared_on,
        case when bill_totals.class_id is not null then 'class' else 'department' end as unit_type,
        coalesce(bill_totals.class_id, bills.department_id) as unit_key,
        bills._file,
        bills._record
    from bills
    left join bill_totals
        on bills._system = bill_totals._system
        and bills._instance = bill_totals._instance
        and bills.bill_id = bill_totals.bill_id
    left join bills_paid
        on bills._system = bills_paid._system
        and bills._instance = bills_paid._instance
        and bills.bill_id = bills_paid.bill_id
    where not bills.is_deleted
),

unioned as (
    select * from sap
    union all
    select * from quickbooks
),

booked as (
    select
        unioned.*,
        company.as_of,
        coalesce(book.entity_id, 'unassigned') as entity_id,
        entity.org_unit_id as entity_org_unit_id,
        coalesce(unioned.currency, entity.currency, company.base_currency) as item_currency
    from unioned
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_entity_book') }} as book
        on unioned.system = book.system
        and unioned.instance = book.instance
        and unioned.company_code = book.company_code
    left join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
),

placed as (
    {{ with_org_unit_by_type('booked', 'posting_date', 'candidate.entity_org_unit_id') }}
),

final as (
    select
        invoice_id,
        system,
        instance,
        direction,
        document_kind,
        case when cleared_on <= as_of then 'cleared' else 'open' end as status,
        entity_id,
        org_unit_id,
        unit_type,
        unit_key,
        party_id,
        document_number,
        invoice_date,
        posting_date,
        due_date,
        cleared_on,
        cast(case when sign_factor < 0 then -amount else amount end as decimal(28, 4)) as amount,
        cast(
            case
                when cleared_on <= as_of then 0
                when balance is not null then balance
                when sign_factor < 0 then -amount
                else amount
            end
            as decimal(28, 4)
        ) as open_amount,
        item_currency as currency,
        _file,
        _record
    from placed
)

select * from final
