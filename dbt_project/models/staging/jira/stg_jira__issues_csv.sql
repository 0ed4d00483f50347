-- Grain: one row per issue and snapshot of the CSV export (wall clocks of the site, turned into UTC).
with source as (
    {{ active_rows('jira', 'issues_csv', kind='keyed') }}
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
        {{ local_to_utc('created', 'time_zone') }} as created_at,
        {{ local_to_utc('resolved', 'time_zone') }} as resolved_at,
        {{ local_to_utc('status_category_changed', 'time_zone') }}
            as status_category_changed_at,
        due_date,
        time_zone,
        cast(null as string) as changelog,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
