-- Grain: one row per change and snapshot (the company's clock, turned into UTC).
with source as (
    {{ active_rows('template', 'change', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

renamed as (
    select
        trim(source.change_id) as change_id,
        lower(trim(source.change_type)) as change_type,
        source.risk,
        nullif(trim(source.service), '') as service,
        trim(source.org_unit_id) as org_unit_id,
        source.is_production,
        {{ local_to_utc('source.planned_start_at', 'company.time_zone') }} as planned_start_at,
        {{ local_to_utc('source.planned_end_at', 'company.time_zone') }} as planned_end_at,
        {{ local_to_utc('source.started_at', 'company.time_zone') }} as started_at,
        {{ local_to_utc('source.ended_at', 'company.time_zone') }} as ended_at,
        lower(trim(source.outcome)) as outcome,
        company.time_zone,
        {{ origin_columns() }}
    from source
    cross join company
)

select * from renamed
