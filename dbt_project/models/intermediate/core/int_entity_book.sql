-- Grain: one row per system, instance and company code ('' for none) that has files of the ledger, of budgets or of open
-- items, with its entity.
-- A book without company code stands for the whole instance; one with its code is more specific.
with covered as (
    select distinct system, instance, partition as company_code
    from {{ source('lake_index', 'active') }}
    where entity in ('gl_entry', 'gl_document_header', 'gl_document_line')
    union
    select distinct
        system,
        instance,
        -- The partition of SAP's plan begins with the company code (`1000|000`); other budgets are of the whole instance.
        case when system = 'sap' then split_part(partition, '|', 1) else '' end as company_code
    from {{ source('lake_index', 'active') }}
    where entity = 'budget_line' and system <> 'template'
    union
    select distinct system, instance, partition as company_code
    from {{ source('lake_index', 'active') }}
    where entity in ('invoice', 'bill')
),

books as (
    select
        entity_id,
        system,
        instance,
        company_code,
        count(*) over (partition by system, instance) as books_of_instance
    from {{ source('lake_index', 'entity') }}
),

ranked as (
    select
        covered.system,
        covered.instance,
        covered.company_code,
        coalesce(books.entity_id, 'unassigned') as entity_id,
        row_number() over (
            partition by covered.system, covered.instance, covered.company_code
            order by
                case
                    when books.company_code = covered.company_code then 1
                    when books.company_code is null then 2
                    else 3
                end nulls last,
                books.entity_id nulls last
        ) as preference
    from covered
    left join books
        on covered.system = books.system
        and covered.instance = books.instance
        and (
            books.company_code is null
            or books.company_code = covered.company_code
            or (covered.company_code = '' and books.books_of_instance = 1)
        )
),

final as (
    select system, instance, company_code, entity_id
    from ranked
    where preference = 1
)

select * from final
