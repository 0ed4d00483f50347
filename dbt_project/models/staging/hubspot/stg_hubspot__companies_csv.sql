-- Grain: one row per company and export.
with source as (
    {{ active_rows('hubspot', 'companies_csv', kind='keyed') }}
),

renamed as (
    select
        customer_id,
        name,
        nullif(trim(industry), '') as industry,
        nullif(trim(country), '') as country,
        nullif(trim(type), '') as customer_type,
        nullif(trim(parent_id), '') as parent_customer_id,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
