-- Grain: one row per deal and snapshot.
with source as (
    {{ active_rows('hubspot', 'deal', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        opportunity_id,
        nullif({{ trimmed("split_part(customer_id, ';', 1)") }}, '') as customer_id,
        nullif(trim(pipeline), '') as pipeline,
        nullif(trim(stage), '') as stage,
        nullif(trim(owner_id), '') as owner_id,
        upper(nullif(trim(currency), '')) as currency,
        amount,
        probability,
        cast({{ utc_to_local('close_date', 'time_zone') }} as date) as close_date,
        created_at,
        is_closed,
        is_won,
        is_lost,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
