-- Grain: one row per HR case and snapshot.
with source as (
    {{ active_rows('template', 'hr_case', kind='keyed') }}
),

renamed as (
    select
        trim(case_id) as case_id,
        lower(trim(case_type)) as case_type,
        lower(trim(severity)) as severity,
        trim(org_unit_id) as org_unit_id,
        opened_on,
        closed_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
