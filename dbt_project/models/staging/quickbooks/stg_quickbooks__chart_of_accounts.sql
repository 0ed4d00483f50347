-- Grain: one row per account and snapshot.
with source as (
    {{ active_rows('quickbooks', 'chart_of_accounts', kind='keyed') }}
),

renamed as (
    select
        account,
        account_type as quickbooks_type,
        detail_type,
        {{ origin_columns() }}
    from source
)

select * from renamed
