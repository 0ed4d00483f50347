-- Grain: one row per stage of a job and snapshot (connector table).
with source as (
    {{ active_rows('greenhouse', 'job_stage', kind='keyed') }}
),

renamed as (
    select
        trim(stage_id) as stage_id,
        trim(job_id) as job_id,
        nullif(trim(name), '') as stage_name,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
