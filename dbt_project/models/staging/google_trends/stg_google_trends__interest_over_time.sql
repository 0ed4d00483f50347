-- Grain: one row per term, region and period (search interest, 0 to 100 within the file).
with source as (
    {{ active_rows('google_trends', 'interest_over_time', kind='ledger') }}
),

renamed as (
    select
        trim(term) as series,
        nullif(trim(region), '') as region,
        period_start,
        value,
        value is null and trim(written) like '<%' as is_below_one,
        {{ origin_columns() }}
    from source
)

select * from renamed
