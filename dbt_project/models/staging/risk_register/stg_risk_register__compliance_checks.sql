-- Grain: one row per requirement and snapshot of the checklist (owners and notes stay in the lake).
with source as (
    {{ active_rows('risk_register', 'compliance_checks', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(category), '') as category,
        trim(area) as area,
        nullif(trim(chapter), '') as chapter,
        trim(standard_reference) as standard_reference,
        nullif(lower(trim(status)), '') as status,
        due_date,
        {{ origin_columns() }}
    from source
)

select * from renamed
