-- Grain: one row per problem and snapshot of the connector table (timestamps are UTC); number, priority and opening stand in
-- task.
with source as (
    {{ active_rows('servicenow', 'problem', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        nullif(trim(sys_id), '') as sys_id,
        coalesce(is_deleted, false) as is_deleted,
        lower(nullif(trim(problem_state), '')) as state,
        nullif(trim(category), '') as category,
        nullif(trim(subcategory), '') as subcategory,
        known_error as is_known_error,
        major_problem as is_major,
        related_incidents,
        confirmed_at,
        fix_at as fixed_at,
        resolved_at,
        reopen_count,
        nullif(trim(duplicate_of_id), '') as duplicate_of_sys_id,
        nullif(trim(change_id), '') as change_sys_id,
        created_at,
        updated_at,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
