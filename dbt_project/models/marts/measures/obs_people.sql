-- One row per observation (an employee on a reading day, a session seen from an attendee's unit).
with headcount as (
    select
        'headcount' as measure_id,
        day,
        org_unit_id,
        person_key as obs_key
    from {{ ref('kpi_person_day') }}
),

training_session as (
    select distinct
        measure_id,
        day,
        org_unit_id,
        obs_key
    from {{ ref('ent_people') }}
    where measure_id = 'training_session'
)

select measure_id, day, org_unit_id, 'total' as segment_type, 'all' as segment_value, obs_key, cast(null as double) as value
from headcount
union all
select measure_id, day, org_unit_id, 'total' as segment_type, 'all' as segment_value, obs_key, cast(null as double) as value
from training_session
