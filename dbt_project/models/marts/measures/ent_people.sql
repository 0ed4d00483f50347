-- One row per contribution of a record to a people measure: separations, completed trainings (training_session is counted once
-- per session). Days and heads are not here: they are counted from spells, by person.
{{ config(materialized='view') }}

with run as (
    select as_of from {{ ref('kpi_run') }}
),

separation as (
    select
        kind.measure_id,
        separation.separation_date as day,
        separation.org_unit_id,
        separation.person_key,
        separation.person_key as obs_key,
        1 as value,
        separation._file,
        separation._record
    from {{ ref('fct_separation') }} as separation
    cross join run
    cross join (
        select measure_id from {{ ref('measure_catalog') }} where measure_id in ('separations', 'voluntary_separations')
    ) as kind
    where
        separation.separation_date <= run.as_of
        and (kind.measure_id = 'separations' or separation.is_voluntary)
),

training as (
    select
        kind.measure_id,
        attendance.session_date as day,
        attendance.org_unit_id,
        attendance.person_key,
        attendance.session_id as obs_key,
        case when kind.measure_id = 'training_hours' then coalesce(attendance.hours, 0) else 1 end as value,
        attendance._file,
        attendance._record
    from {{ ref('fct_training_attendance') }} as attendance
    cross join run
    cross join (
        select measure_id from {{ ref('measure_catalog') }} where measure_id in ('training_hours', 'training_session')
    ) as kind
    where
        attendance.is_completed
        and attendance.session_status = 'delivered'
        and attendance.session_date <= run.as_of
        and (kind.measure_id = 'training_hours' or attendance.session_completed_attendees >= attendance.min_attendees)
)

select measure_id, day, org_unit_id, person_key, obs_key, cast(value as decimal(28, 6)) as value, _file, _record
from separation
union all
select measure_id, day, org_unit_id, person_key, obs_key, cast(value as decimal(28, 6)) as value, _file, _record
from training
