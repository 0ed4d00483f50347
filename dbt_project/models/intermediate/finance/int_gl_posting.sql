-- Grain: one row per active general ledger line and side, in the shape of its export (sign, account type and unit are not
-- decided yet). Accounting documents stand in only on the days of a company code that no ledger-like export covers.
-- The accounting date is the posting date clamped into the posting period; periods above 12 belong to the year's last month,
-- period 0 (carried forward) to its first.
with covered as (
    select system, instance, partition as company_code, date_from, date_to
    from {{ source('lake_index', 'active') }}
    where entity = 'gl_entry'
),

documents as (
    select document.*
    from {{ ref('int_gl_document_line') }} as document
    where not exists (
        select 1
        from covered
        where covered.system = document.system
            and covered.instance = document.instance
            and covered.company_code = document._partition
            and document.posting_date between covered.date_from and covered.date_to
    )
),

unioned as (
    select
        system,
        dataset,
        instance,
        company_code,
        account,
        account_name,
        posting_date,
        fiscal_year,
        posting_period,
        stated_kind,
        category,
        document_number,
        reported_amount,
        currency,
        cost_centre_type,
        cost_centre,
        is_placed_by_account,
        project,
        customer,
        counter_account,
        side,
        false as is_document,
        _partition,
        _date_from,
        _date_to,
        _file,
        _record
    from {{ ref('int_gl_line') }}
    union all
    select
        system,
        dataset,
        instance,
        _partition as company_code,
        account,
        cast(null as string) as account_name,
        posting_date,
        fiscal_year,
        posting_period,
        cast(null as string) as stated_kind,
        cast(null as string) as category,
        document_number,
        reported_amount,
        currency,
        'cost_center' as cost_centre_type,
        cost_center as cost_centre,
        false as is_placed_by_account,
        project,
        customer,
        cast(null as string) as counter_account,
        1 as side,
        true as is_document,
        _partition,
        _date_from,
        _date_to,
        _file,
        _record
    from documents
),

periods as (
    select
        unioned.*,
        book.entity_id,
        entity.currency as entity_currency,
        entity.fiscal_start_month,
        (entity.fiscal_start_month - 2 + least(greatest(unioned.posting_period, 1), 12)) % 12 + 1 as period_month,
        coalesce(closing.category is not null, false) as is_closing_category
    from unioned
    inner join {{ ref('int_entity_book') }} as book
        on unioned.system = book.system
        and unioned.instance = book.instance
        and unioned.company_code = book.company_code
    inner join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
    left join {{ ref('closing_category') }} as closing
        on unioned.system = closing.system and unioned.category = closing.category
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
        case when is_closing_category then 'closing' else stated_kind end as stated_kind,
        document_number,
        reported_amount,
        coalesce(currency, entity_currency) as currency,
        cost_centre_type,
        cost_centre,
        is_placed_by_account,
        project,
        customer,
        counter_account,
        side,
        is_document,
        _partition,
        _date_from,
        _date_to,
        _file,
        _record
    from months
)

select * from final
