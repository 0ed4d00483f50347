-- Grain: one row per change and snapshot of the connector table (timestamps are UTC); number, state and assignment stand in
-- task.
with source as (
    {{ active_rows('servicenow', 'change_request', kind='keyed') }}
),

zoned as (
    {{ with_account_clock('source') }}
),

renamed as (
    select
        nullif(trim(sys_id), '') as sys_id,
        coalesce(is_deleted, false) as is_deleted,
        lower(nullif(trim(type), '')) as change_type,
        nullif(trim(category), '') as category,
        lower(nullif(trim(risk), '')) as risk,
        lower(nullif(trim(close_code), '')) as close_code,
        start_date as planned_start_at,
        end_date as planned_end_at,
        on_hold as is_on_hold,
        unauthorized as is_unauthorized,
        outside_maintenance_schedule as is_outside_maintenance,
        production_system as is_production,
        created_at,
        updated_at,
        time_zone,
        {{ origin_columns() }}
    from zoned
)

select * from renamed
