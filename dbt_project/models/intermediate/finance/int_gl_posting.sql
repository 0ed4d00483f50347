-- Grain: one row per active general ledger line, in the shape of its export (sign, account type and unit are not decided yet).
-- The accounting date is the posting date clamped into the posting period; periods above 12 belong to the year's last month.
with quickbooks as (
    select * from {{ ref('stg_quickbooks__general_ledger') }}
    union all
    select * from {{ ref('stg_quickbooks__transaction_detail') }}
),

sap as (
    select * from {{ ref('stg_sap__gl_line_items') }}
),

unioned as (
    select
        _system as system,
        _dataset as dataset,
        _instance as instance,
        '' as company_code,
        account,
        cast(null as string) as account_name,
        posting_date,
        cast(null as int) as fiscal_year,
        cast(null as int) as posting_period,
        document_number,
        reported_amount,
        cast(null as string) as currency,
        'class' as cost_centre_type,
        class as cost_centre,
        counter_account,
        _partition,
        _date_from,
        _date_to,
        _file,
        _record
    from quickbooks
    union all
    select
        _system as system,
        _dataset as dataset,
        _instance as instance,
        _partition as company_code,
        account,
        account_name,
        posting_date,
        fiscal_year,
        posting_period,
        document_number,
        amount_lc as reported_amount,
        local_currency as currency,
        'cost_center' as cost_centre_type,
        cost_center as cost_centre,
        cast(null as string) as counter_account,
        _partition,
        _date_from,
        _date_to,
        _file,
        _record
    from sap
),

periods as (
    select
        unioned.*,
        book.entity_id,
        entity.currency as entity_currency,
        entity.fiscal_start_month,
        (entity.fiscal_start_month - 2 + least(unioned.posting_period, 12)) % 12 + 1 as period_month
    from unioned
    inner join {{ ref('int_entity_book') }} as book
        on unioned.system = book.system
        and unioned.instance = book.instance
        and unioned.company_code = book.company_code
    inner join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
),

months as (
    select
        periods.*,
        case
            when posting_period is null then {{ month_start('posting_date') }}
            when fiscal_start_month = 1 and fiscal_year is not null
                then {{ add_months("date '2000-01-01'", '(fiscal_year - 2000) * 12 + period_month - 1') }}
            -- A fiscal year that is not the calendar year is named by its first or its last one: the nearest month is meant.
            else
                {{ add_months(
                    month_start('posting_date'),
                    '(period_month - extract(month from posting_date) + 18) % 12 - 6',
                ) }}
        end as period_start
    from periods
),

final as (
    select
        system,
        dataset,
        instance,
        entity_id,
        account,
        account_name,
        posting_date,
        greatest(
            least(posting_date, {{ add_days(add_months('period_start', 1), -1) }}),
            period_start
        ) as accounting_date,
        period_start as _month,
        company_code,
        fiscal_year,
        posting_period,
        document_number,
        reported_amount,
        coalesce(currency, entity_currency) as currency,
        cost_centre_type,
        cost_centre,
        counter_account,
        _partition,
        _date_from,
        _date_to,
        _file,
        _record
    from months
)

select * from final
