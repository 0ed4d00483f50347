-- Grain: one row per worker and first day of a stretch in the main position (Workday's connector tables), as told last.
-- A stretch holds until the next one begins; the department is that of the position as it stands now.
with versions as (
    select
        history.*,
        row_number() over (
            partition by _instance, worker_key, effective_date
            order by
                _newness desc nulls last, is_primary_job desc nulls last, valid_from desc nulls last,
                position_id nulls last, _file nulls last, _record desc nulls last
        ) as choice
    from {{ ref('stg_workday__worker_position_history') }} as history
    where _is_newest and not is_deleted and is_primary_job
),

positions as (
    {{ newest_rows(ref('stg_workday__position'), ['_system', '_instance', 'position_id']) }}
),

organizations as (
    select
        _instance,
        organization_code,
        min(name) as name
    from ({{ newest_rows(ref('stg_workday__organization'), ['_system', '_instance', 'organization_id']) }}) as newest
    where not is_deleted and organization_code is not null
    group by _instance, organization_code
),

final as (
    select
        versions._system as system,
        versions._instance as instance,
        versions.worker_key,
        versions.position_id,
        versions.effective_date as valid_from,
        least(
            coalesce(versions.end_date, {{ open_end() }}),
            coalesce(
                {{ add_days(
                    'lead(versions.effective_date) over '
                    ~ '(partition by versions._instance, versions.worker_key order by versions.effective_date nulls last)',
                    -1,
                ) }},
                {{ open_end() }}
            )
        ) as valid_to,
        coalesce(organizations.name, positions.organization_code) as department,
        coalesce(versions.job_title, positions.job_title) as job_title,
        versions.job_level,
        versions.location,
        versions.is_outside_head_count,
        {{ half_up('cast(versions.fte_percent as double) / 100', 'decimal(9, 4)') }} as fte,
        versions.scheduled_weekly_hours as weekly_hours,
        versions._file,
        versions._record
    from versions
    left join positions on versions._instance = positions._instance and versions.position_id = positions.position_id
    left join organizations
        on positions._instance = organizations._instance and positions.organization_code = organizations.organization_code
    where versions.choice = 1
)

select * from final
