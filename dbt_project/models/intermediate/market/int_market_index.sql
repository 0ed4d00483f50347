-- Grain: one row per series, region ('' where none is told) and start of a period. Values compare only within one `scale`.
with told as (
    select
        _system,
        _instance,
        series,
        coalesce(region, '') as region,
        cast(period_start as timestamp) as period_start,
        cast(value as decimal(20, 6)) as value,
        false as is_below_one,
        coalesce(unit, 'index') as scale,
        _precedence, _newness, true as _is_newest, _file, _record
    from {{ ref('stg_market__index_values') }}
    union all
    select
        _system,
        _instance,
        series,
        coalesce(region, '') as region,
        period_start,
        cast(value as decimal(20, 6)) as value,
        is_below_one,
        'search interest of ' || _file as scale,
        _precedence, _newness, true as _is_newest, _file, _record
    from {{ ref('stg_google_trends__interest_over_time') }}
),

chosen as (
    {{ newest_rows('told', ['_system', '_instance', 'series', 'region', 'period_start']) }}
),

final as (
    select
        _system as system,
        _instance as instance,
        _system || ':' || _instance || ':' || series || '|' || region as series_id,
        series,
        region,
        period_start,
        value,
        is_below_one,
        scale,
        _file,
        _record
    from chosen
)

select * from final
