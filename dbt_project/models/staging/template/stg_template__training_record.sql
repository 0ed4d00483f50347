-- Grain: one row per attendee of a training session and snapshot.
with source as (
    {{ active_rows('template', 'training_record', kind='keyed') }}
),

renamed as (
    select
        session_id,
        trim(employee_number) as employee_number,
        lower(trim(status)) as status,
        hours,
        pre_score,
        post_score,
        {{ origin_columns() }}
    from source
)

select * from renamed
