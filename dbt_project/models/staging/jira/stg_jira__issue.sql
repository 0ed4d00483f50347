-- Grain: one row per issue and snapshot of the connector table (timestamps are UTC; status, type and project are ids).
with source as (
    {{ active_rows('jira', 'issue', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

setting as (
    select instance, time_zone from {{ source('lake_index', 'instance_setting') }} where system = 'jira'
),

renamed as (
    select
        trim(source.issue_id) as issue_id,
        trim(source.issue_key) as item_key,
        split_part(trim(source.issue_key), '-', 1) as project_key,
        trim(source.status_id) as status_id,
        coalesce(source.is_deleted, false) as is_deleted,
        source.created as created_at,
        source.resolved as resolved_at,
        source.status_category_changed as status_category_changed_at,
        source.due_date,
        {{ whole_number(first_item('source.original_estimate_seconds')) }} as original_estimate_seconds,
        {{ whole_number(first_item('source.remaining_estimate_seconds')) }} as remaining_estimate_seconds,
        {{ whole_number(first_item('source.time_spent_seconds')) }} as spent_seconds,
        coalesce(setting.time_zone, company.time_zone) as time_zone,
        {{ origin_columns() }}
    from source
    cross join company
    left join setting on source._instance = setting.instance
)

select * from renamed
