-- Grain: one row per issue and snapshot of the JSON export (timestamps are UTC in the export).
with source as (
    {{ active_rows('jira', 'issues_json', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        issue_id,
        issue_key as item_key,
        issue_type as item_type,
        status,
        status_category,
        project_key,
        project_name,
        created as created_at,
        resolved as resolved_at,
        status_category_changed as status_category_changed_at,
        due_date,
        time_zone,
        changelog,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
