-- Grain: one row per meeting, planned or held; it is work across units where two of them take part.
with meetings as (
    {{ newest_rows(ref('stg_template__meeting'), ['_instance', 'meeting_id']) }}
),

units as (
    select meeting_id, count(*) as unit_count
    from {{ ref('int_meeting_unit') }}
    group by meeting_id
),

final as (
    select
        units.meeting_id,
        meetings._system as system,
        meetings._instance as instance,
        meetings.series,
        meetings.planned_on,
        meetings.held_on,
        case
            when meetings.held_on <= company.as_of then 'held'
            when meetings.planned_on > company.as_of then 'planned'
            else 'not_held'
        end as status,
        meetings.planned_minutes,
        meetings.held_minutes,
        meetings.org_unit_id,
        cast(units.unit_count as int) as unit_count,
        units.unit_count > 1 as is_cross_team,
        meetings.attendees,
        meetings._file,
        meetings._record
    from meetings
    cross join {{ ref('int_company') }} as company
    inner join units
        on meetings._system || ':' || meetings._instance || ':' || meetings.meeting_id = units.meeting_id
)

select * from final
