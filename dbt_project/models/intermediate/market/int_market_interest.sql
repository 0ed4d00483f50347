-- Grain: one row per search term, place and window of a file (places of one name are rows of their own).
with final as (
    select
        _system as system,
        _instance as instance,
        term,
        place,
        window_from,
        window_to,
        value,
        is_below_one,
        'search interest of ' || _file as scale,
        _file,
        _record
    from {{ ref('stg_google_trends__interest_by_region') }}
)

select * from final
