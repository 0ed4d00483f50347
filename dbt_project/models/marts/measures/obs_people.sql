-- One row per observation (an employee on a reading day, a session seen from an attendee's unit).
with run as (
    select as_of from {{ ref('kpi_run') }}
),

headcount as (
    select
        'headcount' as measure_id,
        day,
        org_unit_id,
        person_key as obs_key
    from {{ ref('kpi_person_day') }}
),

training_session as (
    select distinct
        'training_session' as measure_id,
        attendance.session_date as day,
        attendance.org_unit_id,
        attendance.session_id as obs_key
    from {{ ref('fct_training_attendance') }} as attendance
    cross join run
    where
        attendance.is_completed
        and attendance.session_status = 'delivered'
        and attendance.session_completed_attendees >= attendance.min_attendees
        and attendance.session_date <= run.as_of
)

select measure_id, day, org_unit_id, 'total' as segment_type, 'all' as segment_value, obs_key, cast(null as double) as value
from headcount
union all
select measure_id, day, org_unit_id, 'total' as segment_type, 'all' as segment_value, obs_key, cast(null as double) as value
from training_session
