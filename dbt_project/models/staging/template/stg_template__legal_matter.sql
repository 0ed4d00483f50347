-- Grain: one row per legal matter, day of its estimate, and snapshot.
with source as (
    {{ active_rows('template', 'legal_matter', kind='keyed') }}
),

renamed as (
    select
        trim(matter_id) as matter_id,
        as_of,
        lower(trim(matter_type)) as matter_type,
        trim(org_unit_id) as org_unit_id,
        lower(trim(status)) as status,
        lower(trim(probability)) as probability,
        exposure,
        provision,
        upper(nullif(trim(currency), '')) as currency,
        opened_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
