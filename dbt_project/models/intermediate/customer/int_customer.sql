-- Grain: one row per CRM account that exists now.
with accounts as (
    {{ newest_rows(ref('stg_salesforce__account'), ['_system', '_instance', 'customer_id']) }}
),

final as (
    select
        _system || ':' || _instance || ':' || customer_id as customer_id,
        customer_id as source_id,
        name,
        industry,
        country
    from accounts
    where not is_deleted
)

select * from final
