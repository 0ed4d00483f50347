-- Grain: one row per campaign and snapshot.
with source as (
    {{ active_rows('salesforce', 'campaign', kind='keyed') }}
),

renamed as (
    select
        id as campaign_id,
        name,
        nullif(trim(type), '') as campaign_type,
        nullif(trim(status), '') as status,
        start_date,
        end_date,
        upper(nullif(trim(currency_iso_code), '')) as currency,
        budgeted_cost,
        actual_cost,
        expected_revenue,
        number_sent,
        number_of_leads,
        number_of_converted_leads,
        number_of_responses,
        number_of_opportunities,
        number_of_won_opportunities,
        amount_all_opportunities,
        amount_won_opportunities,
        nullif(trim(owner_id), '') as owner_id,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
