-- Grain: one row per accounting document header and file.
with source as (
    {{ active_rows('sap', 'bkpf', kind='keyed') }}
),

renamed as (
    select
        trim(company_code) as company_code,
        trim(document_number) as document_number,
        fiscal_year,
        posting_date,
        posting_period,
        upper(nullif(trim(local_currency), '')) as local_currency,
        coalesce(upper(trim(document_status)), '') as document_status,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
