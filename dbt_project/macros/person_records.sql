{#- The records that name persons, one line for each staging model and kind of key: the kind of key with its column, the columns
    of the facts that the record states about the person, and the record's day. Keys but employee numbers are digests. A system
    whose records name persons joins in with a line of its own. -#}
{% macro person_records() %}
    {%- set number = ['employee_number', 'employee_number'] -%}
    {%- set user = ['user_name', 'user_key'] -%}
    {%- set worker = ['user_name', 'worker_key'] -%}
    {%- set email = ['email', 'email_key'] -%}
    {{- return([
        ['stg_bamboohr__employees', number, ['employee_number'], '_date_from'],
        ['stg_bamboohr__employees', email, ['email_key'], '_date_from'],
        ['stg_bamboohr__job_history', number, ['employee_number'], 'effective_date'],
        ['stg_bamboohr__time_off', number, ['employee_number'], 'start_date'],
        ['stg_personio__employees', number, ['employee_number'], '_date_from'],
        ['stg_personio__employees', email, ['email_key'], '_date_from'],
        ['stg_personio__absences', email, ['employee_number', 'email_key'], 'start_date'],
        ['stg_successfactors__users', number, ['employee_number'], '_date_from'],
        ['stg_successfactors__users', email, ['email_key'], '_date_from'],
        ['stg_successfactors__users', user, ['employee_number'], '_date_from'],
        ['stg_workday__workers_report', number, ['employee_number'], '_date_from'],
        ['stg_workday__workers_report', email, ['email_key'], '_date_from'],
        ['stg_workday__workers_json', number, ['employee_number'], '_date_from'],
        ['stg_workday__workers_json', email, ['email_key'], '_date_from'],
        ['stg_workday__worker_history', number, ['employee_number'], '_date_from'],
        ['stg_workday__worker_history', worker, ['employee_number'], '_date_from'],
        ['stg_workday__worker_position_history', worker, [], 'effective_date'],
        ['stg_workday__worker_leave_status', worker, [], 'start_date'],
        ['stg_workday__position', worker, [], 'effective_date'],
        ['stg_sap__pa0000', number, ['employee_number'], '_date_from'],
        ['stg_sap__pa0001', number, ['employee_number'], '_date_from'],
        ['stg_dingtalk__attendance_daily', user, ['employee_number', 'name_key', 'department'], 'work_date'],
        ['stg_dingtalk__attendance_monthly', user, ['employee_number', 'name_key', 'department'], 'period_start'],
        ['stg_feishu__attendance_daily', number, ['employee_number'], 'work_date'],
        ['stg_feishu__attendance_monthly', number, ['employee_number'], 'period_start'],
        ['stg_wecom__attendance_daily', user, ['name_key', 'department'], 'work_date'],
        ['stg_wecom__attendance_monthly', user, ['name_key', 'department'], 'period_start'],
        ['stg_template__timesheet', number, ['employee_number'], 'work_date'],
        ['stg_template__training_record', number, ['employee_number'], '_date_from'],
    ]) -}}
{% endmacro %}
