-- Grain: one row per key of a person in a system and set of facts that the key's own records state about the person.
-- Keys but employee numbers are digests. A system whose records name persons joins in with a line of its own.
{%- set number = ['employee_number', 'employee_number'] %}
{%- set user = ['user_name', 'user_key'] %}
{%- set worker = ['user_name', 'worker_key'] %}
{%- set email = ['email', 'email_key'] %}
{#- model, kind of key, its column, columns of the facts -#}
{%- set records = [
    ['stg_bamboohr__employees', number, ['employee_number']],
    ['stg_bamboohr__employees', email, ['email_key']],
    ['stg_bamboohr__job_history', number, ['employee_number']],
    ['stg_bamboohr__time_off', number, ['employee_number']],
    ['stg_personio__employees', number, ['employee_number']],
    ['stg_personio__employees', email, ['email_key']],
    ['stg_personio__absences', email, ['employee_number', 'email_key']],
    ['stg_successfactors__users', number, ['employee_number']],
    ['stg_successfactors__users', email, ['email_key']],
    ['stg_successfactors__users', user, ['employee_number']],
    ['stg_workday__workers_report', number, ['employee_number']],
    ['stg_workday__workers_report', email, ['email_key']],
    ['stg_workday__workers_json', number, ['employee_number']],
    ['stg_workday__workers_json', email, ['email_key']],
    ['stg_workday__worker_history', number, ['employee_number']],
    ['stg_workday__worker_history', worker, ['employee_number']],
    ['stg_workday__worker_position_history', worker, []],
    ['stg_workday__worker_leave_status', worker, []],
    ['stg_workday__position', worker, []],
    ['stg_sap__pa0000', number, ['employee_number']],
    ['stg_sap__pa0001', number, ['employee_number']],
    ['stg_dingtalk__attendance_daily', user, ['employee_number', 'name_key', 'department']],
    ['stg_dingtalk__attendance_monthly', user, ['employee_number', 'name_key', 'department']],
    ['stg_feishu__attendance_daily', number, ['employee_number']],
    ['stg_feishu__attendance_monthly', number, ['employee_number']],
    ['stg_wecom__attendance_daily', user, ['name_key', 'department']],
    ['stg_wecom__attendance_monthly', user, ['name_key', 'department']],
    ['stg_template__timesheet', number, ['employee_number']],
    ['stg_template__training_record', number, ['employee_number']],
] -%}
{%- for model, key, facts in records %}
select
    _system as system,
    _instance as instance,
    '{{ key[0] }}' as key_kind,
    {{ key[1] }} as key_value,
    {%- for fact in ['employee_number', 'email_key', 'name_key', 'department'] %}
    {{ fact if fact in facts else 'cast(null as string)' }} as {{ fact }}{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref(model) }}
where {{ key[1] }} is not null
{{ 'union' if not loop.last }}
{%- endfor %}
