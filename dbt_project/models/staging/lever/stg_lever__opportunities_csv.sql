-- Grain: one row per opportunity and export (names stay in the lake).
with source as (
    {{ active_rows('lever', 'opportunities_csv', kind='keyed') }}
),

renamed as (
    select
        trim(opportunity_id) as opportunity_id,
        nullif(trim(contact_id), '') as contact_id,
        nullif(lower(trim(origin)), '') as origin,
        nullif(trim(source), '') as source,
        nullif(trim(stage), '') as stage_name,
        nullif(trim(department), '') as department,
        nullif(trim(team), '') as team,
        created_on,
        archived_on,
        nullif(trim(archive_reason), '') as archive_reason,
        hired_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
