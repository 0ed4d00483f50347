-- Grain: one row per team activity and snapshot.
with source as (
    {{ active_rows('template', 'activity', kind='keyed') }}
),

renamed as (
    select
        trim(activity_id) as activity_id,
        lower(trim(activity_type)) as activity_type,
        activity_date,
        trim(org_unit_id) as org_unit_id,
        participants,
        cost,
        nullif(upper(trim(currency)), '') as currency,
        {{ origin_columns() }}
    from source
)

select * from renamed
