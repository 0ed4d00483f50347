-- Grain: one row per work item, dataset and snapshot.
with unioned as (
    {%- for model in ['stg_jira__issues_json', 'stg_jira__issues_csv'] %}
    select
        _system || ':' || _instance || ':' || item_key as work_item_id,
        _system as system,
        _instance as instance,
        item_key,
        project_key,
        project_name,
        item_type,
        lower(trim(status)) as status,
        lower(trim(status_category)) as status_category,
        created_at,
        resolved_at,
        status_category_changed_at,
        due_date,
        time_zone,
        changelog,
        _date_from,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select * from unioned
)

select * from final
