-- Grain: one row per incident and snapshot (the company's clock, turned into UTC).
with source as (
    {{ active_rows('template', 'incident', kind='keyed') }}
),

company as (
    select time_zone from {{ source('lake_index', 'company') }}
),

renamed as (
    select
        trim(source.incident_id) as incident_id,
        source.severity,
        nullif(trim(source.category), '') as category,
        nullif(trim(source.service), '') as service,
        trim(source.org_unit_id) as org_unit_id,
        {{ local_to_utc('source.detected_at', 'company.time_zone') }} as detected_at,
        {{ local_to_utc('source.acknowledged_at', 'company.time_zone') }} as acknowledged_at,
        {{ local_to_utc('source.resolved_at', 'company.time_zone') }} as resolved_at,
        {{ local_to_utc('source.closed_at', 'company.time_zone') }} as closed_at,
        nullif(trim(source.caused_by_change_id), '') as caused_by_change_id,
        company.time_zone,
        {{ origin_columns() }}
    from source
    cross join company
)

select * from renamed
