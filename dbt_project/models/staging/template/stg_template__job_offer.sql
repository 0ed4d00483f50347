-- Grain: one row per offer and snapshot.
with source as (
    {{ active_rows('template', 'job_offer', kind='keyed') }}
),

renamed as (
    select
        trim(offer_id) as offer_id,
        nullif(trim(application_id), '') as application_id,
        nullif(trim(requisition_code), '') as requisition_code,
        trim(org_unit_id) as org_unit_id,
        nullif(trim(source), '') as source,
        offered_on,
        lower(trim(outcome)) as outcome,
        decided_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
