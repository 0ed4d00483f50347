-- Grain: one row per account and snapshot.
with source as (
    {{ active_rows('salesforce', 'account', kind='keyed') }}
),

renamed as (
    select
        id as customer_id,
        name,
        type,
        industry,
        billing_country as country,
        nullif(trim(parent_id), '') as parent_customer_id,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
