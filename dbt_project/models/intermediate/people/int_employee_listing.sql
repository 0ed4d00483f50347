-- Grain: one row per person, day of a state and file, as the HR systems' datasets tell it (before one of them is chosen).
-- `told_on` is the day of the file; `is_full_list`: the state is that day's, and who is missing in the file has left.
{% set lists = {
    'stg_bamboohr__employees': {
        'surname_first_key': 'surname_first_key',
        'is_contractor': "coalesce(employment_status = 'contractor', false)",
    },
    'stg_personio__employees': {
        'surname_first_key': 'surname_first_key',
        'termination_date': "coalesce(last_day, case when status in ('inactive', 'inaktiv') then contract_end_date end)",
        'company_name': 'company_name',
        'cost_center': 'cost_center',
        'is_contractor': "coalesce(employment_type in ('external', 'extern', 'contractor', 'freelancer'), false)",
        'weekly_hours': 'weekly_hours',
        'is_gone': "status in ('inactive', 'inaktiv')",
    },
    'stg_successfactors__users': {
        'surname_first_key': 'surname_first_key',
        'termination_date': 'exit_date',
        'termination_reason': 'cast(null as string)',
        'payroll_number': 'payroll_number',
        'manager_number': 'manager_number',
        'fte': 'cast(null as decimal(9, 4))',
        'is_gone': "status in ('inactive', 'inactive_external_suite', 'f')",
    },
    'stg_workday__workers_report': {
        'surname_first_key': 'surname_first_key',
        'company_name': 'company_name',
        'cost_center': 'cost_center',
        'job_level': 'job_level',
        'manager_number': 'manager_number',
        'is_contractor': "coalesce(worker_type like 'contingent%', false)",
        'is_gone': "worker_status in ('terminated', 'inactive')",
    },
    'stg_workday__workers_json': {
        'company_name': 'company_name',
        'cost_center': 'cost_center',
        'manager_number': 'manager_number',
        'is_contractor': "coalesce(worker_type like 'contingent%', false)",
        'is_gone': "worker_status in ('terminated', 'inactive')",
    },
} %}
with listed as (
    {%- for model, own in lists.items() %}
    select
        _system as system,
        _instance as instance,
        _dataset as dataset,
        employee_number,
        _date_from as snapshot_date,
        _date_from as told_on,
        true as is_full_list,
        hire_date,
        {{ own.get('termination_date', 'termination_date') }} as termination_date,
        nullif(trim({{ own.get('termination_reason', 'termination_reason') }}), '') as termination_reason,
        department,
        job_title,
        {{ own.get('job_level', 'cast(null as string)') }} as job_level,
        location,
        {{ own.get('company_name', 'cast(null as string)') }} as company_name,
        {{ own.get('cost_center', 'cast(null as string)') }} as cost_center,
        {{ own.get('manager_number', 'cast(null as string)') }} as manager_number,
        {{ own.get('is_contractor', 'false') }} as is_contractor,
        {{ own.get('fte', 'fte') }} as fte,
        {{ own.get('weekly_hours', 'cast(null as decimal(9, 4))') }} as weekly_hours,
        {{ own.get('payroll_number', 'cast(null as string)') }} as payroll_number,
        email_key,
        name_key,
        {{ own.get('surname_first_key', 'cast(null as string)') }} as surname_first_key,
        coalesce({{ own.get('is_gone', 'false') }}, false) as is_gone,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref(model) }}
    union all
    {%- endfor %}
    select
        _system as system,
        _instance as instance,
        _dataset as dataset,
        employee_number,
        snapshot_date,
        _date_from as told_on,
        false as is_full_list,
        hire_date,
        termination_date,
        termination_reason,
        department,
        job_title,
        job_level,
        location,
        cast(null as string) as company_name,
        cast(null as string) as cost_center,
        cast(null as string) as manager_number,
        is_contractor,
        fte,
        weekly_hours,
        cast(null as string) as payroll_number,
        cast(null as string) as email_key,
        cast(null as string) as name_key,
        cast(null as string) as surname_first_key,
        false as is_gone,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('int_workday_worker') }}
),

final as (
    select
        system || ':' || instance || ':' || employee_number as person_key,
        listed.*
    from listed
    -- Nobody knows when they left: as if the list lacked them, so that the list before says until when they were there.
    where not (is_gone and termination_date is null)
)

select * from final
