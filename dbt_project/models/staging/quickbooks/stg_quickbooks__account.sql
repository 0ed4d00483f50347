-- Grain: one row per account that exists and snapshot.
with source as (
    {{ active_rows('quickbooks', 'account', kind='keyed') }}
),

renamed as (
    select
        trim(account) as account,
        trim(account_id) as account_id,
        account_type as quickbooks_type,
        detail_type,
        {{ origin_columns() }}
    from source
    where not coalesce(is_deleted, false)
)

select * from renamed
