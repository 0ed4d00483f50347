-- Grain: one row per supplier and export (address, telephone and tax number stay in the lake).
with source as (
    {{ active_rows('sap', 'lfa1', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('supplier') }} as supplier_id,
        nullif(trim(name), '') as supplier_name,
        nullif(upper(trim(country)), '') as country,
        nullif(trim(industry), '') as industry,
        nullif(trim(account_group), '') as account_group,
        nullif(trim(trading_partner), '') as trading_partner,
        coalesce(is_purchasing_blocked, false) or coalesce(is_posting_blocked, false) as is_blocked,
        coalesce(is_marked_for_deletion, false) as is_marked_for_deletion,
        created_on,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
