-- Grain: one row per issue and snapshot of the CSV export (wall clocks of the site, turned into UTC).
with source as (
    {{ active_rows('jira', 'issues_csv', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

setting as (
    select instance, time_zone from {{ source('lake_index', 'instance_setting') }} where system = 'jira'
),

renamed as (
    select
        source.issue_id,
        source.issue_key as item_key,
        source.issue_type as item_type,
        source.status,
        source.status_category,
        source.project_key,
        source.project_name,
        {{ local_to_utc('source.created', 'coalesce(setting.time_zone, company.time_zone)') }} as created_at,
        {{ local_to_utc('source.resolved', 'coalesce(setting.time_zone, company.time_zone)') }} as resolved_at,
        {{ local_to_utc('source.status_category_changed', 'coalesce(setting.time_zone, company.time_zone)') }}
            as status_category_changed_at,
        source.due_date,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        cast(null as string) as changelog,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
