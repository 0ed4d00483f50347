-- Grain: one row per key risk indicator, day and snapshot.
with source as (
    {{ active_rows('template', 'kri_observation', kind='keyed') }}
),

renamed as (
    select
        trim(kri_id) as kri_id,
        day,
        value,
        {{ origin_columns() }}
    from source
)

select * from renamed
