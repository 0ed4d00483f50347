-- Grain: one row per training session that was planned, in the workbook that exists now.
with sessions as (
    {{ newest_rows(ref('stg_template__training_session'), ['_system', '_instance', 'session_id']) }}
),

final as (
    select
        _system || ':' || _instance || ':' || session_id as session_id,
        _system as system,
        _instance as instance,
        session_date,
        topic,
        {{ one_of('status', ['planned', 'delivered', 'cancelled']) }} as status,
        cast(duration_hours as decimal(28, 4)) as duration_hours,
        min_attendees,
        _file,
        _record
    from sessions
)

select * from final
