-- Grain: one row per issue and snapshot of the connector table (timestamps are UTC; status, type and project are ids).
with source as (
    {{ active_rows('jira', 'issue', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        trim(issue_id) as issue_id,
        trim(issue_key) as item_key,
        split_part(trim(issue_key), '-', 1) as project_key,
        trim(status_id) as status_id,
        coalesce(is_deleted, false) as is_deleted,
        created as created_at,
        resolved as resolved_at,
        status_category_changed as status_category_changed_at,
        due_date,
        {{ whole_number(first_item('original_estimate_seconds')) }} as original_estimate_seconds,
        {{ whole_number(first_item('remaining_estimate_seconds')) }} as remaining_estimate_seconds,
        {{ whole_number(first_item('time_spent_seconds')) }} as spent_seconds,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
