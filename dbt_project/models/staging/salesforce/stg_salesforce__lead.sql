-- Grain: one row per lead and snapshot (the person stays in the lake).
with source as (
    {{ active_rows('salesforce', 'lead', kind='keyed') }}
),

renamed as (
    select
        id as lead_id,
        status,
        nullif(trim(lead_source), '') as lead_source,
        nullif(trim(industry), '') as industry,
        nullif(trim(country), '') as country,
        nullif(trim(rating), '') as rating,
        nullif(trim(owner_id), '') as owner_id,
        is_converted,
        converted_date as converted_on,
        nullif(trim(converted_account_id), '') as converted_customer_id,
        nullif(trim(converted_opportunity_id), '') as converted_opportunity_id,
        created_date as created_at,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
