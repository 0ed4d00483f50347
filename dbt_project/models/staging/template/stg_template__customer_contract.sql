-- Grain: one row per customer contract and snapshot.
with source as (
    {{ active_rows('template', 'customer_contract', kind='keyed') }}
),

renamed as (
    select
        trim(contract_id) as contract_id,
        trim(customer_id) as customer_id,
        lower(nullif(trim(customer_system), '')) as customer_system,
        nullif(trim(customer_instance), '') as customer_instance,
        nullif(trim(org_unit_id), '') as org_unit_id,
        nullif(trim(plan), '') as plan,
        start_date,
        end_date,
        terminated_on,
        contract_value,
        upper(trim(currency)) as currency,
        {{ origin_columns() }}
    from source
)

select * from renamed
