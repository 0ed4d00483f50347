-- Grain: one row per active budget line, amounts in the natural sign of their account (type, unit and rate not decided yet).
-- A QuickBooks budget is the original of its fiscal year, approved on the year's first day. Where two datasets bring the same
-- version of an entity and year, only the higher-ranked one counts.
with company as (
    select fiscal_start_month from {{ ref('int_company') }}
),

unioned as (
    select
        template_budget.entity_id,
        template_budget.budget_version,
        template_budget.approved_on,
        template_budget.account,
        template_budget.month,
        template_budget.amount,
        template_budget.currency,
        template_budget.cost_centre,
        template_budget._dataset,
        template_budget._precedence,
        template_budget._file,
        template_budget._record
    from {{ ref('stg_template__budget') }} as template_budget
    union all
    select
        book.entity_id,
        quickbooks_budget.budget_version,
        cast(null as date) as approved_on,
        quickbooks_budget.account,
        quickbooks_budget.month,
        quickbooks_budget.amount,
        entity.currency,
        quickbooks_budget.class as cost_centre,
        'quickbooks_budget' as _dataset,
        quickbooks_budget._precedence,
        quickbooks_budget._file,
        quickbooks_budget._record
    from {{ ref('stg_quickbooks__budget') }} as quickbooks_budget
    inner join {{ ref('int_entity_book') }} as book
        on book.system = 'quickbooks'
        and quickbooks_budget._instance = book.instance
        and book.company_code = ''
    inner join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
),

years as (
    select
        unioned.*,
        {{ add_months('unioned.month', '-((extract(month from unioned.month) - company.fiscal_start_month + 12) % 12)') }}
            as fiscal_year_start
    from unioned
    cross join company
),

ranked as (
    select
        years.*,
        dense_rank() over (
            partition by entity_id, fiscal_year_start, budget_version
            order by _precedence nulls last, _dataset nulls last
        ) as dataset_rank
    from years
),

final as (
    select
        entity_id,
        budget_version,
        coalesce(approved_on, fiscal_year_start) as approved_on,
        fiscal_year_start,
        cast(extract(year from {{ add_months('fiscal_year_start', 11) }}) as int) as fiscal_year,
        account,
        month,
        amount,
        currency,
        cost_centre,
        _file,
        _record
    from ranked
    where dataset_rank = 1
)

select * from final
