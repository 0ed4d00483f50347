-- Grain: one row per cycle, person, relationship, reviewer and snapshot.
with source as (
    {{ active_rows('template', 'review', kind='keyed') }}
),

renamed as (
    select
        trim(review_cycle) as review_cycle,
        trim(employee_number) as employee_number,
        lower(trim(relationship)) as relationship,
        nullif(trim(reviewer_employee_number), '') as reviewer_employee_number,
        lower(trim(status)) as status,
        submitted_on,
        finalised_on,
        rating,
        {{ origin_columns() }}
    from source
)

select * from renamed
