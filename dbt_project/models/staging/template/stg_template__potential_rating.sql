-- Grain: one row per person, review cycle and snapshot.
with source as (
    {{ active_rows('template', 'potential_rating', kind='keyed') }}
),

renamed as (
    select
        trim(review_cycle) as review_cycle,
        trim(employee_number) as employee_number,
        lower(trim(potential)) as potential,
        rated_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
