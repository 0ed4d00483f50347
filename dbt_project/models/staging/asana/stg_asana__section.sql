-- Grain: one row per section of a project and snapshot of the connector table.
with source as (
    {{ active_rows('asana', 'section', kind='keyed') }}
),

renamed as (
    select
        trim(section_id) as section_id,
        trim(name) as section_name,
        trim(project_id) as project_id,
        created_at,
        {{ origin_columns() }}
    from source
)

select * from renamed
