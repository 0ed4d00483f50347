-- Grain: one row per account, language and file.
with source as (
    {{ active_rows('datev', 'account_labels', kind='keyed') }}
),

renamed as (
    select
        trim(account) as account,
        nullif(trim(account_name), '') as account_name,
        {{ origin_columns() }}
    from source
)

select * from renamed
