-- Grain: one row per position that exists now, filled or not.
with newest as (
    {{ newest_rows(ref('stg_workday__position'), ['_system', '_instance', 'position_id']) }}
),

organizations as (
    select
        _instance,
        organization_code,
        min(name) as name
    from ({{ newest_rows(ref('stg_workday__organization'), ['_system', '_instance', 'organization_id']) }}) as organization
    where not is_deleted and organization_code is not null
    group by _instance, organization_code
),

told as (
    select
        newest._system as system,
        newest._instance as instance,
        'user_name' as key_kind,
        newest.worker_key as person_identifier,
        newest.position_id,
        newest.position_code,
        newest.job_title,
        coalesce(organizations.name, newest.organization_code) as department,
        newest.effective_date,
        case
            when newest.is_closed then 'closed'
            when newest.worker_key is not null then 'filled'
            when newest.is_hiring_frozen then 'frozen'
            else 'open'
        end as status,
        newest.is_critical,
        newest._file,
        newest._record
    from newest
    left join organizations
        on newest._instance = organizations._instance and newest.organization_code = organizations.organization_code
    where not newest.is_deleted
),

known as (
    {{ with_person('told') }}
),

placed as (
    {{ with_org_unit('known', 'department', 'department', 'effective_date') }}
),

final as (
    select
        system || ':' || instance || ':' || position_id as position_id,
        system,
        instance,
        position_code,
        job_title,
        department,
        org_unit_id,
        effective_date,
        status,
        is_critical,
        person_key,
        _file,
        _record
    from placed
)

select * from final
