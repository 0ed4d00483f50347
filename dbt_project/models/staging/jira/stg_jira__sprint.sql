-- Grain: one row per sprint and snapshot of the connector table (timestamps are UTC).
with source as (
    {{ active_rows('jira', 'sprint', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

setting as (
    select instance, time_zone from {{ source('lake_index', 'instance_setting') }} where system = 'jira'
),

renamed as (
    select
        trim(source.sprint_id) as sprint_id,
        trim(source.name) as sprint_name,
        nullif(trim(source.board_id), '') as board_id,
        coalesce(source.is_deleted, false) as is_deleted,
        source.start_date as starts_at,
        source.end_date as ends_at,
        source.complete_date as completed_at,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
