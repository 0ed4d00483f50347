-- Grain: one row per step, skill, first day and snapshot.
with source as (
    {{ active_rows('template', 'ladder_requirement', kind='keyed') }}
),

renamed as (
    select
        coalesce(nullif(lower(trim(ladder)), ''), 'management') as ladder,
        lower(trim(ladder_level)) as ladder_level,
        level_rank,
        nullif(lower(trim(skill)), '') as skill,
        required_level,
        coalesce(valid_from, {{ open_start() }}) as valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
