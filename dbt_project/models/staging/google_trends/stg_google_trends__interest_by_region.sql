-- Grain: one row per term, place and window (search interest, 0 to 100 within the file).
with source as (
    {{ active_rows('google_trends', 'interest_by_region', kind='ledger') }}
),

renamed as (
    select
        trim(term) as term,
        trim(place) as place,
        window_from,
        window_to,
        value,
        value is null and trim(written) like '<%' as is_below_one,
        {{ origin_columns() }}
    from source
)

select * from renamed
