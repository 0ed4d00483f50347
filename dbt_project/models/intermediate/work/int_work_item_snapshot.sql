-- Grain: one row per work item, dataset and snapshot.
-- The status is the product's word: Jira's status, Asana's section, Trello's list; `completed` where the task or card is marked
-- so, `archived` for an archived card or list, `incomplete` for an open Asana task without a section.
with jira_status as (
    {{ newest_rows(ref('stg_jira__status'), ['_instance', 'status_id']) }}
),

asana_tasks as (
    {%- for model in ['stg_asana__task', 'stg_asana__tasks_json', 'stg_asana__tasks_csv'] %}
    select
        item_key,
        parent_key,
        item_type,
        project_name,
        section_name,
        is_deleted,
        is_completed,
        created_at,
        completed_at,
        due_date,
        time_zone,
        {{ origin_columns() }}
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- The connector table knows neither project nor section: the export of the project that was newest on its day lends them.
placed as (
    select
        asana_tasks._instance,
        asana_tasks.item_key,
        asana_tasks.project_name,
        asana_tasks.section_name,
        asana_tasks._date_from,
        row_number() over (
            partition by asana_tasks._instance, asana_tasks.item_key, asana_tasks._date_from
            order by
                asana_tasks._precedence nulls last,
                asana_tasks._newness desc nulls last,
                asana_tasks._record desc nulls last
        ) as choice
    from asana_tasks
    where asana_tasks.project_name is not null or asana_tasks.section_name is not null
),

places as (
    select
        _instance,
        item_key,
        project_name,
        section_name,
        case
            when row_number() over (partition by _instance, item_key order by _date_from nulls last) = 1 then {{ open_start() }}
            else _date_from
        end as valid_from,
        coalesce(
            {{ add_days('lead(_date_from) over (partition by _instance, item_key order by _date_from nulls last)', -1) }},
            {{ open_end() }}
        ) as valid_to
    from placed
    where choice = 1
),

asana as (
    select
        task.*,
        coalesce(task.project_name, place.project_name, parent.project_name) as known_project,
        lower(coalesce(task.section_name, case when task.project_name is null then place.section_name end)) as known_section
    from asana_tasks as task
    left join places as place
        on task._instance = place._instance
        and task.item_key = place.item_key
        and task._date_from between place.valid_from and place.valid_to
    left join places as parent
        on task._instance = parent._instance
        and task.parent_key = parent.item_key
        and task._date_from between parent.valid_from and parent.valid_to
),

unioned as (
    {%- for model in ['stg_jira__issues_json', 'stg_jira__issues_csv'] %}
    select
        _system,
        _instance,
        item_key,
        project_key,
        project_name,
        item_type,
        false as is_deleted,
        lower(trim(status)) as status,
        lower(trim(status_category)) as status_category,
        cast(null as string) as section,
        created_at,
        resolved_at,
        status_category_changed_at,
        due_date,
        cast(null as bigint) as original_estimate_seconds,
        cast(null as bigint) as remaining_estimate_seconds,
        cast(null as bigint) as spent_seconds,
        time_zone,
        changelog,
        changelog is not null as has_history,
        _date_from,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref(model) }}
    union all
    {%- endfor %}
    select
        issue._system,
        issue._instance,
        issue.item_key,
        issue.project_key,
        cast(null as string) as project_name,
        cast(null as string) as item_type,
        issue.is_deleted,
        lower(coalesce(jira_status.status_name, issue.status_id)) as status,
        jira_status.status_category,
        cast(null as string) as section,
        issue.created_at,
        issue.resolved_at,
        issue.status_category_changed_at,
        issue.due_date,
        issue.original_estimate_seconds,
        issue.remaining_estimate_seconds,
        issue.spent_seconds,
        issue.time_zone,
        cast(null as string) as changelog,
        false as has_history,
        issue._date_from,
        issue._precedence,
        issue._newness,
        issue._is_newest,
        issue._file,
        issue._record
    from {{ ref('stg_jira__issue') }} as issue
    left join jira_status on issue._instance = jira_status._instance and issue.status_id = jira_status.status_id
    union all
    select
        _system,
        _instance,
        item_key,
        coalesce(known_project, 'unassigned') as project_key,
        known_project as project_name,
        item_type,
        is_deleted,
        case when is_completed then 'completed' else coalesce(known_section, 'incomplete') end as status,
        cast(null as string) as status_category,
        known_section as section,
        coalesce(created_at, {{ local_to_utc('cast(_date_from as timestamp)', 'time_zone') }}) as created_at,
        case when is_completed then completed_at end as resolved_at,
        cast(null as timestamp) as status_category_changed_at,
        due_date,
        cast(null as bigint) as original_estimate_seconds,
        cast(null as bigint) as remaining_estimate_seconds,
        cast(null as bigint) as spent_seconds,
        time_zone,
        cast(null as string) as changelog,
        false as has_history,
        _date_from,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from asana
    union all
    select
        _system,
        _instance,
        item_key,
        project_key,
        project_name,
        cast(null as string) as item_type,
        false as is_deleted,
        case when is_completed then 'completed' when is_archived then 'archived' else lower(list_name) end as status,
        cast(null as string) as status_category,
        lower(list_name) as section,
        coalesce(created_at, {{ local_to_utc('cast(_date_from as timestamp)', 'time_zone') }}) as created_at,
        case when is_completed then completed_at when is_archived then archived_at end as resolved_at,
        cast(null as timestamp) as status_category_changed_at,
        due_date,
        cast(null as bigint) as original_estimate_seconds,
        cast(null as bigint) as remaining_estimate_seconds,
        cast(null as bigint) as spent_seconds,
        time_zone,
        cast(null as string) as changelog,
        changelog is not null as has_history,
        _date_from,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_trello__board') }}
),

final as (
    select
        _system || ':' || _instance || ':' || item_key as work_item_id,
        _system as system,
        _instance as instance,
        item_key,
        project_key,
        project_name,
        item_type,
        is_deleted,
        status,
        status_category,
        section,
        created_at,
        resolved_at,
        status_category_changed_at,
        due_date,
        original_estimate_seconds,
        remaining_estimate_seconds,
        spent_seconds,
        time_zone,
        changelog,
        has_history,
        _date_from,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from unioned
)

select * from final
