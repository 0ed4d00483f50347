-- Grain: one row per response and export (the person stays in the lake).
with source as (
    {{ active_rows('delighted', 'responses', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        response_id,
        lower(trim(survey_type)) as survey_type,
        score,
        {{ local_to_utc('responded_at', 'time_zone') }} as responded_at,
        cast(responded_at as date) as responded_on,
        nullif(trim(customer_id), '') as customer_id,
        nullif(trim(team), '') as team,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
