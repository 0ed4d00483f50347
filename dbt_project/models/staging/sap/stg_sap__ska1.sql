-- Grain: one row per chart of accounts, account and file (padding zeros taken off).
with source as (
    {{ active_rows('sap', 'ska1', kind='keyed') }}
),

renamed as (
    select
        trim(chart_of_accounts) as chart_of_accounts,
        {{ unpadded('gl_account') }} as account,
        coalesce(is_balance_sheet, false) as is_balance_sheet,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
