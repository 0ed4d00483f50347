-- Grain: one row per project and snapshot of the connector table.
with source as (
    {{ active_rows('asana', 'project', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        trim(project_id) as project_id,
        trim(name) as project_name,
        coalesce(is_deleted, false) as is_deleted,
        coalesce(archived, false) as is_archived,
        lower(nullif(trim(current_status), '')) as reported_status,
        created_at,
        modified_at,
        due_date,
        nullif(trim(owner_id), '') as owner_id,
        nullif(trim(team_id), '') as team_id,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
