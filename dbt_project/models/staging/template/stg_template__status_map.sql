-- Grain: one row per status of a system, project (or all of them) and snapshot.
with source as (
    {{ active_rows('template', 'status_map', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(system), '') as system,
        nullif(trim(project_key), '') as project_key,
        lower(trim(status)) as status,
        lower(trim(category)) as category,
        is_active,
        {{ origin_columns() }}
    from source
)

select * from renamed
