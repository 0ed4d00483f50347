-- Grain: one row per customer that exists now: account or company of a CRM, customer or job of the books.
-- The same company in two systems is two rows. The name of a customer in the books may be a person's: its number stands for it.
with companies as (
    select * from {{ ref('stg_hubspot__company') }}
    union all
    select * from {{ ref('stg_hubspot__companies_csv') }}
),

unioned as (
    select
        _system,
        _instance,
        customer_id,
        name,
        type as customer_type,
        industry,
        country,
        parent_customer_id,
        true as is_active,
        is_deleted,
        _file,
        _record
    from ({{ newest_rows(ref('stg_salesforce__account'), ['_system', '_instance', 'customer_id']) }}) as accounts
    union all
    select
        _system,
        _instance,
        customer_id,
        name,
        customer_type,
        industry,
        country,
        parent_customer_id,
        true as is_active,
        is_deleted,
        _file,
        _record
    from ({{ newest_rows('companies', ['_system', '_instance', 'customer_id']) }}) as chosen_companies
    union all
    select
        _system,
        _instance,
        customer_id,
        customer_id as name,
        customer_type,
        cast(null as string) as industry,
        cast(null as string) as country,
        parent_customer_id,
        is_active,
        false as is_deleted,
        _file,
        _record
    from (
        {{ newest_rows(ref('stg_quickbooks_desktop__iif_customers'), ['_system', '_instance', 'customer_id']) }}
    ) as chosen_customers
),

final as (
    select
        _system || ':' || _instance || ':' || customer_id as customer_id,
        _system as system,
        _instance as instance,
        customer_id as source_id,
        name,
        customer_type,
        industry,
        country,
        _system || ':' || _instance || ':' || nullif(trim(parent_customer_id), '') as parent_customer_id,
        is_active,
        _file,
        _record
    from unioned
    where not is_deleted
)

select * from final
