-- Grain: one row per rate of an account, cost centre, product and driver, first day and snapshot.
with source as (
    {{ active_rows('template', 'standard_rate', kind='keyed') }}
),

renamed as (
    select
        trim(entity_id) as entity_id,
        trim(rate_version) as rate_version,
        trim(account) as account,
        nullif(trim(cost_center), '') as cost_centre,
        nullif(trim(product_id), '') as product_id,
        driver,
        valid_from,
        valid_to,
        rate,
        upper(trim(currency)) as currency,
        fixed_amount,
        {{ origin_columns() }}
    from source
)

select * from renamed
