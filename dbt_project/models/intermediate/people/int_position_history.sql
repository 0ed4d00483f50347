-- Grain: one row per person and first day of a stretch in one unit and job; stretches of a person do not overlap.
-- A person of whom several systems tell is taken from the own HR system, else from the one that tells most lately.
with jobs as (
    {{ newest_rows(ref('stg_bamboohr__job_history'), ['_system', '_instance', 'employee_number', 'effective_date']) }}
),

sap_rows as (
    {{ newest_rows(
        ref('stg_sap__pa0001'), ['_system', '_instance', 'client', 'employee_number', 'valid_from', 'sequence']
    ) }}
),

told as (
    select
        job._system as system,
        job._instance as instance,
        'employee_number' as key_kind,
        job.employee_number as person_identifier,
        job.effective_date as valid_from,
        {{ open_end() }} as valid_to,
        '' as sequence,
        cast(null as string) as position_id,
        job.job_title,
        cast(null as string) as job_level,
        job.department,
        job.location,
        job._newness,
        job._file,
        job._record
    from jobs as job
    where job.job_title is not null or job.department is not null
    union all
    select
        _system as system,
        _instance as instance,
        'employee_number' as key_kind,
        employee_number as person_identifier,
        valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        sequence,
        position_id,
        job_title,
        cast(null as string) as job_level,
        department,
        cast(null as string) as location,
        _newness,
        _file,
        _record
    from sap_rows
    where not is_locked and not is_deleted
    union all
    select
        held.system,
        held.instance,
        'user_name' as key_kind,
        held.worker_key as person_identifier,
        held.valid_from,
        held.valid_to,
        '' as sequence,
        held.position_id,
        held.job_title,
        held.job_level,
        held.department,
        held.location,
        0 as _newness,
        held._file,
        held._record
    from {{ ref('int_workday_position') }} as held
),

known as (
    {{ with_person('told') }}
),

preferred as (
    select
        known.*,
        first_value(system || ':' || instance) over (
            partition by person_key
            order by
                case when person_key like system || ':' || instance || ':%' then 0 else 1 end nulls last,
                valid_from desc nulls last,
                system nulls last,
                instance nulls last
        ) as best_system
    from known
),

ranked as (
    select
        preferred.*,
        row_number() over (
            partition by person_key, valid_from
            order by sequence desc nulls last, _newness desc nulls last, _file nulls last, _record desc nulls last
        ) as choice
    from preferred
    where system || ':' || instance = best_system
),

stretches as (
    select
        ranked.*,
        least(
            valid_to,
            coalesce(
                {{ add_days('lead(valid_from) over (partition by person_key order by valid_from nulls last)', -1) }},
                {{ open_end() }}
            )
        ) as last_day
    from ranked
    where choice = 1
),

placed as (
    {{ with_org_unit('stretches', 'department', 'department', 'valid_from') }}
),

final as (
    select
        person_key || ':' || cast(valid_from as string) as position_history_id,
        system,
        instance,
        person_key,
        identity_status,
        identity_rung,
        valid_from,
        last_day as valid_to,
        system || ':' || instance || ':' || position_id as position_id,
        job_title,
        job_level,
        department,
        location,
        org_unit_id,
        _file,
        _record
    from placed
    where valid_from <= last_day
)

select * from final
