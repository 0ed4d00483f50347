-- Grain: one row per opportunity and snapshot.
with source as (
    {{ active_rows('salesforce', 'opportunity', kind='keyed') }}
),

renamed as (
    select
        id as opportunity_id,
        account_id as customer_id,
        name,
        stage_name,
        nullif(trim(owner_id), '') as owner_id,
        upper(trim(currency_iso_code)) as currency,
        amount,
        probability,
        close_date,
        coalesce(is_closed, false) as is_closed,
        coalesce(is_won, false) as is_won,
        coalesce(is_deleted, false) as is_deleted,
        created_date as created_at,
        last_modified_date as modified_at,
        {{ origin_columns() }}
    from source
)

select * from renamed
