-- One row per observation and segment: a finished item with its cycle time, an item in progress at the end of a day with its
-- age at the site midnight after it. Only items whose status history is a changelog.
with run as (
    select
        as_of,
        reach_from
    from {{ ref('kpi_run') }}
),

item as (
    select
        item.work_item_id,
        item.project_key,
        item.org_unit_id,
        item.status_category,
        item.done_date,
        item.done_at,
        item.first_in_progress_at,
        item.time_zone
    from {{ ref('fct_work_item') }} as item
    where item.transition_source = 'changelog' and item.first_in_progress_at is not null
),

cycle_time as (
    select
        'cycle_time' as measure_id,
        item.done_date as day,
        item.org_unit_id,
        item.project_key,
        item.work_item_id as obs_key,
        {{ seconds_between('item.first_in_progress_at', 'item.done_at') }} as age_seconds
    from item
    cross join run
    where item.status_category = 'done' and item.done_date <= run.as_of
),

wip_age as (
    select
        'wip_age' as measure_id,
        calendar.day,
        state.org_unit_id,
        item.project_key,
        item.work_item_id as obs_key,
        {{ seconds_between(
            'item.first_in_progress_at', local_to_utc(add_days('calendar.day', 1), 'item.time_zone')
        ) }} as age_seconds
    from {{ ref('fct_work_item_state') }} as state
    inner join item on state.work_item_id = item.work_item_id
    cross join run
    inner join {{ ref('dim_date') }} as calendar
        on calendar.day >= greatest(state.entered_date, run.reach_from)
        and calendar.day <= run.as_of
        and (state.left_date is null or calendar.day < state.left_date)
    where state.category = 'in_progress'
),

observed as (
    select measure_id, day, org_unit_id, project_key, obs_key, age_seconds from cycle_time
    union all
    select measure_id, day, org_unit_id, project_key, obs_key, age_seconds from wip_age
)

select
    observed.measure_id,
    observed.day,
    observed.org_unit_id,
    segment.segment_type,
    case when segment.segment_type = 'project' then observed.project_key else 'all' end as segment_value,
    observed.obs_key,
    cast(observed.age_seconds as double) / 86400 as value
from observed
cross join (select distinct segment_type from {{ ref('kpi_grid') }} where segment_type in ('total', 'project')) as segment
