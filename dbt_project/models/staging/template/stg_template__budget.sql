-- Grain: one row per budget line (amount in the natural sign of its account).
with source as (
    {{ active_rows('template', 'budget', kind='ledger') }}
),

renamed as (
    select
        entity_id,
        nullif(trim(cost_center), '') as cost_centre,
        trim(account) as account,
        nullif(trim(project), '') as project,
        nullif(trim(product_id), '') as product_id,
        quantity,
        {{ month_start('month') }} as month,
        amount,
        upper(trim(currency)) as currency,
        budget_version,
        approved_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
