-- Grain: one row per job title and snapshot.
with source as (
    {{ active_rows('template', 'ladder_job', kind='keyed') }}
),

renamed as (
    select
        trim(job_title) as job_title,
        coalesce(nullif(lower(trim(ladder)), ''), 'management') as ladder,
        lower(trim(ladder_level)) as ladder_level,
        {{ origin_columns() }}
    from source
)

select * from renamed
