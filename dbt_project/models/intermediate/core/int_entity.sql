-- Grain: one row per legal entity; `unassigned` only where a ledger belongs to none of the settings.
with books as (
    select * from {{ source('lake_index', 'entity') }}
),

company as (
    select * from {{ ref('int_company') }}
),

ranked as (
    select
        books.entity_id,
        books.name,
        books.currency,
        books.fiscal_start_month,
        coalesce(nullif(books.org_unit_id, ''), company.root_org_unit_id) as org_unit_id,
        books.system,
        books.instance,
        books.time_zone,
        books.calendar,
        row_number() over (
            partition by books.entity_id
            order by books.system nulls last, books.instance nulls last, books.company_code nulls last
        ) as book_number
    from books
    cross join company
),

final as (
    select entity_id, name, currency, fiscal_start_month, org_unit_id, system, instance, time_zone, calendar
    from ranked
    where book_number = 1
    union all
    select
        'unassigned' as entity_id,
        'Unassigned' as name,
        company.base_currency as currency,
        company.fiscal_start_month,
        case when company.has_org_units then 'unassigned' else company.root_org_unit_id end as org_unit_id,
        cast(null as string) as system,
        cast(null as string) as instance,
        company.time_zone,
        company.default_calendar as calendar
    from company
    where exists (select 1 from {{ ref('int_entity_book') }} as book where book.entity_id = 'unassigned')
)

select * from final
