-- Grain: one row per section of an Asana project or list of a Trello board that exists now, by its name within the project.
-- Exports name a section without its id: the name is what all sources have.
with projects as (
    {{ newest_rows(ref('stg_asana__project'), ['_instance', 'project_id']) }}
),

sections as (
    {{ newest_rows(ref('stg_asana__section'), ['_instance', 'section_id']) }}
),

unioned as (
    select
        sections._system as system,
        sections._instance as instance,
        coalesce(projects.project_name, sections.project_id) as project_key,
        sections.section_name,
        sections.section_id,
        sections.created_at,
        1 as preference,
        sections._file,
        sections._record
    from sections
    left join projects on sections._instance = projects._instance and sections.project_id = projects.project_id
    where not coalesce(projects.is_deleted, false)
    {%- for model in ['stg_asana__tasks_json', 'stg_asana__tasks_csv'] %}
    union all
    select
        _system as system,
        _instance as instance,
        project_name as project_key,
        section_name,
        cast(null as string) as section_id,
        cast(null as timestamp) as created_at,
        2 as preference,
        _file,
        _record
    from {{ ref(model) }}
    where _is_newest and project_name is not null and section_name is not null
    {%- endfor %}
    union all
    select
        _system as system,
        _instance as instance,
        project_key,
        list_name as section_name,
        list_id as section_id,
        cast(null as timestamp) as created_at,
        1 as preference,
        _file,
        _record
    from {{ ref('stg_trello__board') }}
    where _is_newest and not list_is_archived
),

ranked as (
    select
        unioned.*,
        row_number() over (
            partition by system, instance, project_key, lower(section_name)
            order by
                preference nulls last,
                created_at desc nulls last,
                section_id nulls last,
                _file nulls last,
                _record nulls last
        ) as choice
    from unioned
),

final as (
    select
        system || ':' || instance || ':' || project_key || ':' || lower(section_name) as work_item_section_id,
        system || ':' || instance || ':' || project_key as project_id,
        system,
        instance,
        project_key,
        section_name,
        section_id,
        created_at,
        _file,
        _record
    from ranked
    where choice = 1
)

select * from final
