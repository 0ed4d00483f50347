-- Grain: one row per active budget line, amounts as their system signs them (type, unit and rate not decided yet): in the
-- natural sign of the account, but debit-positive where `is_debit_positive`. A budget of QuickBooks is the original of its
-- fiscal year, approved on the year's first day unless the list of versions says otherwise. Where two datasets bring the
-- same version of an entity and year, only the higher-ranked one counts.
with company as (
    select fiscal_start_month from {{ ref('int_company') }}
),

entities as (
    select distinct entity_id, name, company_code from {{ source('lake_index', 'entity') }}
),

names as (
    select lower(entity_id) as label, entity_id from entities
    union
    select lower(name) as label, entity_id from entities
    union
    select lower(company_code) as label, entity_id from entities where company_code is not null
),

labels as ( -- what a workbook may call an entity; its id comes first, and what fits several is none's
    select names.label, min(names.entity_id) as entity_id
    from names
    left join (select distinct lower(entity_id) as label from entities) as ids on names.label = ids.label
    where ids.label is null or names.label = lower(names.entity_id)
    group by names.label
    having count(*) = 1
),

sole_entity as (
    select min(entity_id) as entity_id from entities having count(distinct entity_id) = 1
),

quickbooks as (
    select account, class, month, amount, budget_version, _system, _dataset, _instance, _precedence, _file, _record
    from {{ ref('stg_quickbooks__budget') }}
    union all
    select
        account,
        cast(null as string) as class,
        month,
        amount,
        budget_version,
        _system,
        _dataset,
        _instance,
        _precedence,
        _file,
        _record
    from {{ ref('stg_quickbooks__budget_vs_actuals') }}
    union all
    select account, class, month, amount, budget_version, _system, _dataset, _instance, _precedence, _file, _record
    from {{ ref('stg_quickbooks_desktop__iif_budget') }}
),

sap as ( -- periods 13 to 16 belong to the year's last month
    select
        plan.company_code,
        plan.account,
        plan.cost_centre,
        plan.project,
        plan.fiscal_year,
        least(greatest(plan.period, 1), 12) as period,
        plan.budget_version,
        plan._instance,
        plan._dataset,
        plan._precedence,
        plan._file,
        plan._record,
        cast(sum(plan.amount) as decimal(20, 4)) as amount
    from {{ ref('stg_sap__cosp') }} as plan
    group by
        plan.company_code,
        plan.account,
        plan.cost_centre,
        plan.project,
        plan.fiscal_year,
        least(greatest(plan.period, 1), 12),
        plan.budget_version,
        plan._instance,
        plan._dataset,
        plan._precedence,
        plan._file,
        plan._record
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
        template_budget.project,
        template_budget.product_id,
        template_budget.quantity,
        false as is_debit_positive,
        'template_budget' as _dataset,
        template_budget._precedence,
        template_budget._file,
        template_budget._record
    from {{ ref('stg_template__budget') }} as template_budget
    union all
    select
        book.entity_id,
        quickbooks.budget_version,
        cast(null as date) as approved_on,
        quickbooks.account,
        quickbooks.month,
        quickbooks.amount,
        entity.currency,
        quickbooks.class as cost_centre,
        cast(null as string) as project,
        cast(null as string) as product_id,
        cast(null as decimal(20, 4)) as quantity,
        false as is_debit_positive,
        quickbooks._system || '_' || quickbooks._dataset as _dataset,
        quickbooks._precedence,
        quickbooks._file,
        quickbooks._record
    from quickbooks
    inner join {{ ref('int_entity_book') }} as book
        on quickbooks._system = book.system
        and quickbooks._instance = book.instance
        and book.company_code = ''
    inner join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
    union all
    select
        entity.entity_id,
        workbook.budget_version,
        cast(null as date) as approved_on,
        workbook.account,
        workbook.month,
        workbook.amount,
        coalesce(workbook.currency, entity.currency) as currency,
        workbook.cost_centre,
        workbook.project,
        cast(null as string) as product_id,
        cast(null as decimal(20, 4)) as quantity,
        false as is_debit_positive,
        'excel_budget' as _dataset,
        workbook._precedence,
        workbook._file,
        workbook._record
    from {{ ref('stg_excel__budget') }} as workbook
    left join labels on lower(workbook.entity_name) = labels.label
    left join {{ ref('int_entity_book') }} as book
        on workbook.entity_name is null
        and workbook._system = book.system
        and workbook._instance = book.instance
        and book.company_code = ''
        and book.entity_id <> 'unassigned'
    left join sole_entity on workbook.entity_name is null
    inner join {{ ref('int_entity') }} as entity
        on coalesce(labels.entity_id, book.entity_id, sole_entity.entity_id, 'unassigned') = entity.entity_id
    union all
    select
        book.entity_id,
        sap.budget_version,
        cast(null as date) as approved_on,
        sap.account,
        {{ sap_month('sap.fiscal_year', 'sap.period', 'entity.fiscal_start_month') }} as month,
        sap.amount,
        coalesce(setting.currency, entity.currency) as currency,
        sap.cost_centre,
        sap.project,
        cast(null as string) as product_id,
        cast(null as decimal(20, 4)) as quantity,
        true as is_debit_positive,
        'sap_cosp' as _dataset,
        sap._precedence,
        sap._file,
        sap._record
    from sap
    inner join {{ ref('int_entity_book') }} as book
        on book.system = 'sap'
        and sap._instance = book.instance
        and sap.company_code = book.company_code
    inner join {{ ref('int_entity') }} as entity on book.entity_id = entity.entity_id
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on setting.system = 'sap' and sap._instance = setting.instance
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
        cast(extract(year from {{ add_months('fiscal_year_start', 11) }}) as int) as fiscal_year,
        dense_rank() over (
            partition by entity_id, fiscal_year_start, budget_version
            order by _precedence nulls last, _dataset nulls last
        ) as dataset_rank
    from years
),

listed as (
    {{ newest_rows(ref('stg_template__budget_version'), ['entity_id', 'fiscal_year', 'budget_version']) }}
),

final as (
    select
        ranked.entity_id,
        ranked.budget_version,
        coalesce(listed.approved_on, ranked.approved_on, ranked.fiscal_year_start) as approved_on,
        coalesce(
            listed.version_kind,
            case when ranked.budget_version = 'original' then 'original' else 'revision' end
        ) as version_kind,
        listed.effective_from,
        listed.supersedes,
        ranked.fiscal_year_start,
        ranked.fiscal_year,
        ranked.account,
        ranked.month,
        ranked.amount,
        ranked.currency,
        ranked.cost_centre,
        ranked.project,
        ranked.product_id,
        ranked.quantity,
        ranked.is_debit_positive,
        ranked._file,
        ranked._record
    from ranked
    left join listed
        on ranked.entity_id = listed.entity_id
        and ranked.fiscal_year = listed.fiscal_year
        and ranked.budget_version = listed.budget_version
    where ranked.dataset_rank = 1
)

select * from final
