-- Grain: one row per sprint that exists now.
with sprints as (
    {{ newest_rows(ref('stg_jira__sprint'), ['_instance', 'sprint_id']) }}
),

dated as (
    select
        sprints.*,
        {{ local_to_utc('cast(' ~ add_days('company.as_of', 1) ~ ' as timestamp)', 'sprints.time_zone') }} as cut_off_at
    from sprints
    cross join {{ ref('int_company') }} as company
    where not sprints.is_deleted
),

final as (
    select
        sprints._system || ':' || sprints._instance || ':' || sprints.sprint_id as sprint_id,
        sprints._system as system,
        sprints._instance as instance,
        sprints.sprint_name as name,
        sprints.board_id,
        sprints.starts_at,
        sprints.ends_at,
        sprints.completed_at,
        case
            when sprints.completed_at < sprints.cut_off_at then 'closed'
            when sprints.starts_at < sprints.cut_off_at then 'active'
            else 'planned'
        end as status,
        sprints._file,
        sprints._record
    from dated as sprints
)

select * from final
