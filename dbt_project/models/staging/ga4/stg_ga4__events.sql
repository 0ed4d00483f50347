-- Grain: one row per event; `event_key`, `visitor_key` and `session_key` are digests.
with source as (
    {{ active_rows('ga4', 'events', kind='ledger') }}
),

renamed as (
    select
        day,
        lower(trim(event_name)) as event_name,
        md5(coalesce(
            nullif(trim(event_id), ''),
            user_pseudo_id || '|' || event_name || '|' || coalesce(cast(event_at as string), '') || '|'
            || coalesce(cast(bundle_sequence_id as string), '') || '|' || coalesce(cast(batch_event_index as string), '')
        )) as event_key,
        md5(user_pseudo_id) as visitor_key,
        case when nullif(trim(session_id), '') is not null then md5(user_pseudo_id || '|' || trim(session_id)) end as session_key,
        coalesce(is_intraday, false) as is_intraday,
        coalesce(lower(trim(session_engaged)) in ('1', 'true'), false) as is_engaged,
        {{ origin_columns() }}
    from source
)

select * from renamed
