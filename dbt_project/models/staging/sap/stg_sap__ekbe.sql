-- Grain: one row per event of a purchasing document's item and export (quantities and amounts signed: S plus, H minus).
with source as (
    {{ active_rows('sap', 'ekbe', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('purchase_order') }} as purchase_order_id,
        {{ sap_number('item') }} as line_number,
        {{ sap_number('account_assignment_line') }} as account_assignment_line,
        nullif(trim(event_type), '') as event_type,
        document_year,
        {{ sap_number('document') }} as document,
        {{ sap_number('document_item') }} as document_item,
        posting_date,
        nullif(trim(movement_type), '') as movement_type,
        cast({{ sap_signed('quantity', 'debit_credit') }} as decimal(28, 8)) as quantity,
        cast({{ sap_signed('amount_dc', 'debit_credit') }} as decimal(28, 4)) as amount,
        nullif(upper(trim(document_currency)), '') as currency,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
