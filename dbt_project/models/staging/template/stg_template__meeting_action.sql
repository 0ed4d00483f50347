-- Grain: one row per action of a meeting and snapshot.
with source as (
    {{ active_rows('template', 'meeting_action', kind='keyed') }}
),

renamed as (
    select
        trim(action_id) as action_id,
        trim(meeting_id) as meeting_id,
        trim(org_unit_id) as org_unit_id,
        nullif(trim(employee_number), '') as employee_number,
        due_on,
        moved_to,
        done_on,
        is_cancelled,
        {{ origin_columns() }}
    from source
)

select * from renamed
