-- Grain: one row per account of the chart and file.
with source as (
    {{ active_rows('kingdee', 'account', kind='keyed') }}
),

renamed as (
    select
        trim(account) as account,
        trim(account_name) as account_name,
        trim(category) as category,
        {{ origin_columns() }}
    from source
)

select * from renamed
