-- Grain: one row per meeting and unit that takes part in it (the one that calls it and the others).
with meetings as (
    {{ newest_rows(ref('stg_template__meeting'), ['_instance', 'meeting_id']) }}
),

listed as (
    {{ list_items('meetings', ['_system', '_instance', 'meeting_id'], 'other_units') }}
),

final as (
    select
        _system || ':' || _instance || ':' || meeting_id as meeting_id,
        org_unit_id,
        true as calls_meeting
    from meetings
    union all
    select distinct
        listed._system || ':' || listed._instance || ':' || listed.meeting_id as meeting_id,
        trim(listed.item) as org_unit_id,
        false as calls_meeting
    from listed
    inner join meetings on listed._instance = meetings._instance and listed.meeting_id = meetings.meeting_id
    where trim(listed.item) not in ('', meetings.org_unit_id)
)

select * from final
