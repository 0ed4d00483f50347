-- Grain: one row per project and snapshot of the connector table.
with source as (
    {{ active_rows('asana', 'project', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

setting as (
    select instance, time_zone from {{ source('lake_index', 'instance_setting') }} where system = 'asana'
),

renamed as (
    select
        trim(source.project_id) as project_id,
        trim(source.name) as project_name,
        coalesce(source.is_deleted, false) as is_deleted,
        coalesce(source.archived, false) as is_archived,
        lower(nullif(trim(source.current_status), '')) as reported_status,
        source.created_at,
        source.modified_at,
        source.due_date,
        nullif(trim(source.owner_id), '') as owner_id,
        nullif(trim(source.team_id), '') as team_id,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
