-- Grain: one row per change of status or due date in the connector's Jira field histories, in order; of the values of other
-- fields (who was assigned, comments) nothing is taken along. The first value holds from creation.
{{ config(materialized='table') }}

with histories as (
    {%- for model in ['stg_jira__issue_field_history', 'stg_jira__issue_multiselect_history'] %}
    select
        history._system,
        history._instance,
        history.issue_id,
        coalesce(field.meaning, case when history.field_id in ('status', 'duedate') then history.field_id end) as meaning,
        history.field_id,
        history.changed_at,
        history.field_value,
        history._precedence,
        history._newness,
        history._is_newest,
        history._file,
        history._record
    from {{ ref(model) }} as history
    left join {{ ref('int_work_item_field') }} as field
        on history._instance = field.instance and history.field_id = field.field_id
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

relevant as (
    select * from histories where meaning in ('status', 'duedate')
),

changes as (
    {{ newest_rows('relevant', ['_instance', 'issue_id', 'meaning', 'changed_at']) }}
),

issues as (
    {%- for model in ['stg_jira__issue', 'stg_jira__issues_json', 'stg_jira__issues_csv'] %}
    select _instance, issue_id, item_key, _precedence, _newness, _is_newest, _file, _record from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

keys as (
    {{ newest_rows('issues', ['_instance', 'issue_id']) }}
),

statuses as (
    {{ newest_rows(ref('stg_jira__status'), ['_instance', 'status_id']) }}
),

named as (
    select
        changes._system || ':' || changes._instance || ':' || keys.item_key as work_item_id,
        changes.changed_at,
        changes.meaning as field,
        case
            when changes.meaning = 'status' then coalesce(statuses.status_name, changes.field_value)
            else changes.field_value
        end as field_value
    from changes
    inner join keys on changes._instance = keys._instance and changes.issue_id = keys.issue_id
    left join statuses on changes._instance = statuses._instance and changes.field_value = statuses.status_id
),

compared as (
    select
        named.*,
        lag(field_value) over (partition by work_item_id, field order by changed_at nulls last) as value_before,
        row_number() over (partition by work_item_id, field order by changed_at nulls last) as value_number
    from named
),

final as (
    select
        work_item_id,
        row_number() over (partition by work_item_id order by changed_at nulls last, field nulls last) as change_number,
        changed_at,
        field,
        value_before as value_from,
        field_value as value_to,
        value_number = 1 as is_first_value
    from compared
)

select * from final
