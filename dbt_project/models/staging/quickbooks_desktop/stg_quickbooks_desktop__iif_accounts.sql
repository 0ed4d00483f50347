-- Grain: one row per account and file.
with source as (
    {{ active_rows('quickbooks_desktop', 'iif_accounts', kind='keyed') }}
),

renamed as (
    select
        trim(account) as account,
        account_type as quickbooks_type,
        {{ origin_columns() }}
    from source
)

select * from renamed
