-- Grain: one row per property, day and channel ('(all)' where the export tells none). Of the exports that tell of a day the
-- highest-ranked counts alone (events, then traffic by channel, then charts by day).
-- Key events are purchases, the default ones of apps and those that the settings name for the property.
with events as (
    select
        told.*,
        told.event_name in (
            'purchase', 'in_app_purchase', 'first_open', 'app_store_subscription_convert', 'app_store_subscription_renew'
        )
        or coalesce(array_contains(setting.key_events, told.event_name), false) as is_key_event,
        min(case when told.is_intraday then 1 else 0 end) over (partition by told._instance, told.day) as only_intraday
    from {{ ref('stg_ga4__events') }} as told
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on told._system = setting.system and told._instance = setting.instance
),

counted as (
    select
        _system,
        _instance,
        day,
        '(all)' as channel,
        count(distinct session_key) as sessions,
        count(distinct case when is_engaged then session_key end) as engaged_sessions,
        count(distinct visitor_key) as users,
        count(distinct case when event_name in ('first_visit', 'first_open') then visitor_key end) as new_users,
        count(distinct case when is_key_event then event_key end) as key_events,
        count(distinct case when is_key_event then session_key end) as sessions_with_key_event,
        min(_precedence) as _precedence,
        min(_file) as _file,
        min(_record) as _record
    from events
    where only_intraday = 1 or not is_intraday
    group by _system, _instance, day
),

reported as (
    select
        _system, _instance, day, channel, sessions, engaged_sessions, engagement_rate, active_users, total_users, new_users,
        key_events, session_key_event_rate, _precedence, _file, _record
    from {{ ref('stg_ga4__traffic_day') }}
    union all
    select
        _system, _instance, day, '(all)' as channel, sessions, engaged_sessions, engagement_rate, active_users, total_users,
        new_users, key_events, session_key_event_rate, _precedence, _file, _record
    from {{ ref('stg_ga4__by_day') }}
),

joined as (
    select
        _system,
        _instance,
        day,
        channel,
        max(sessions) as sessions,
        max(engaged_sessions) as engaged_sessions,
        max(engagement_rate) as engagement_rate,
        max(coalesce(active_users, total_users)) as users,
        max(new_users) as new_users,
        max(key_events) as key_events,
        max(session_key_event_rate) as session_key_event_rate,
        _precedence,
        min(_file) as _file,
        min(_record) as _record
    from reported
    group by _system, _instance, day, channel, _precedence
),

candidates as (
    select
        _system,
        _instance,
        day,
        channel,
        sessions,
        engaged_sessions,
        users,
        new_users,
        cast(key_events as decimal(18, 4)) as key_events,
        sessions_with_key_event,
        _precedence,
        _file,
        _record
    from counted
    union all
    select
        _system,
        _instance,
        day,
        channel,
        sessions,
        coalesce(engaged_sessions, cast(round(cast(sessions as double) * engagement_rate) as bigint)) as engaged_sessions,
        users,
        new_users,
        cast(key_events as decimal(18, 4)) as key_events,
        cast(round(cast(sessions as double) * session_key_event_rate) as bigint) as sessions_with_key_event,
        _precedence,
        _file,
        _record
    from joined
),

ranked as (
    select
        candidates.*,
        min(_precedence) over (partition by _system, _instance, day) as best
    from candidates
),

final as (
    select
        _system as system,
        _instance as instance,
        _system || ':' || _instance as property_id,
        day,
        channel,
        cast(sessions as bigint) as sessions,
        cast(engaged_sessions as bigint) as engaged_sessions,
        cast(users as bigint) as users,
        cast(new_users as bigint) as new_users,
        key_events,
        cast(sessions_with_key_event as bigint) as sessions_with_key_event,
        _file,
        _record
    from ranked
    where _precedence = best
)

select * from final
