-- One row per contribution of an HR or training record: the days for which a snapshot shows a person in a unit (person_days: one
-- a day; headcount: one on each of them), separations, trainings. A day that two employments of a person share counts once.
with stretch as (
    select
        person_key,
        org_unit_id,
        valid_from,
        valid_to,
        _file,
        _record,
        max(valid_to) over (
            partition by person_key, org_unit_id
            order by valid_from nulls last, valid_to nulls last, _file nulls last, _record nulls last
            rows between unbounded preceding and 1 preceding
        ) as counted_to
    from {{ ref('int_employment_stretch') }}
    where not coalesce(is_contractor, false)
),

employed as (
    select
        person_key,
        org_unit_id,
        case when counted_to >= valid_from then {{ add_days('counted_to', 1) }} else valid_from end as day_from,
        valid_to as day_to,
        _file,
        _record
    from stretch
    where counted_to is null or counted_to < valid_to
),

contribution as (
    select
        kind.measure_id,
        employed.day_from,
        employed.day_to,
        employed.org_unit_id,
        employed.person_key,
        cast(1 as decimal(28, 6)) as value,
        kind.measure_id = 'person_days' as is_daily,
        employed._file,
        employed._record
    from employed
    cross join (
        select measure_id from {{ ref('measure_catalog') }} where measure_id in ('person_days', 'headcount')
    ) as kind
    union all
    select
        measure_id,
        day as day_from,
        day as day_to,
        org_unit_id,
        person_key,
        value,
        false as is_daily,
        _file,
        _record
    from {{ ref('ent_people') }}
)

select
    measure_id,
    day_from,
    day_to,
    org_unit_id,
    cast(null as string) as entity,
    cast(null as string) as project,
    cast(null as string) as category,
    cast(null as string) as account_class,
    cast(null as string) as goal,
    value,
    is_daily,
    'counted' as state,
    _file as file_id,
    _record as record,
    person_key
from contribution
