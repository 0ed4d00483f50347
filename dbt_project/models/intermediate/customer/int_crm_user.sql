-- Grain: one row per user of a CRM that exists now (names and addresses stay in the lake).
-- The unit is the department's on the as-of date; a department without mapping is `unassigned` (the root while there is no tree).
with users as (
    {{ newest_rows(ref('stg_salesforce__user'), ['_system', '_instance', 'user_id']) }}
),

named as (
    select
        users._system || ':' || users._instance || ':' || users.user_id as user_id,
        users._system as system,
        users._instance as instance,
        users.user_id as source_id,
        users.employee_number,
        users.job_title,
        users.department,
        users.division,
        users._system || ':' || users._instance || ':' || users.manager_id as manager_id,
        users.role_id,
        users.profile_id,
        users.user_type,
        users.is_active,
        company.as_of,
        users._file,
        users._record
    from users
    cross join {{ ref('int_company') }} as company
    where not users.is_deleted
),

placed as (
    {{ with_org_unit('named', 'department', 'department', 'as_of') }}
),

final as (
    select
        user_id,
        system,
        instance,
        source_id,
        org_unit_id,
        employee_number,
        job_title,
        department,
        division,
        manager_id,
        role_id,
        profile_id,
        user_type,
        is_active,
        _file,
        _record
    from placed
)

select * from final
