-- Grain: one row per review cycle and snapshot.
with source as (
    {{ active_rows('template', 'review_cycle', kind='keyed') }}
),

renamed as (
    select
        trim(review_cycle) as review_cycle,
        starts_on,
        due_on,
        min_service_days,
        medium_from,
        high_from,
        {{ origin_columns() }}
    from source
)

select * from renamed
