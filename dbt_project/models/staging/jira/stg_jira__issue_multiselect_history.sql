-- Grain: one row per value that a field of an issue took, of the connector's history of fields with several values (UTC). The
-- value may name people: only int_work_item_field_change reads it, and takes status and due date.
with source as (
    {{ active_rows('jira', 'issue_multiselect_history', kind='keyed') }}
),

renamed as (
    select
        trim(issue_id) as issue_id,
        trim(field_id) as field_id,
        changed_at,
        nullif(trim(field_value), '') as field_value,
        {{ origin_columns() }}
    from source
)

select * from renamed
