-- Grain: one row per record id of a service desk (sys_id) whose number is known. Lists are keyed by the number, connector
-- tables by the id: the number is what both have.
with unioned as (
    {%- for model in ['task', 'task_list', 'incident_list', 'change_list', 'problem_list'] %}
    select _system, _instance, sys_id, number, _precedence, _newness, _is_newest, _file, _record
    from {{ ref('stg_servicenow__' ~ model) }}
    where sys_id is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

newest as (
    {{ newest_rows('unioned', ['_instance', 'sys_id']) }}
),

final as (
    select _system as system, _instance as instance, sys_id, number
    from newest
)

select * from final
