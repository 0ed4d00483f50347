-- Grain: one row per application and moment of a change (connector table).
with source as (
    {{ active_rows('greenhouse', 'application_history', kind='keyed') }}
),

renamed as (
    select
        trim(application_id) as application_id,
        changed_at,
        nullif(trim(stage_id), '') as stage_id,
        nullif(lower(trim(status)), '') as status,
        {{ origin_columns() }}
    from source
)

select * from renamed
