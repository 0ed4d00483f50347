-- Grain: one row per organisation and snapshot (connector table); it gives supervisory organisations their names.
with source as (
    {{ active_rows('workday', 'organization', kind='keyed') }}
),

renamed as (
    select
        trim(organization_id) as organization_id,
        nullif(trim(organization_code), '') as organization_code,
        nullif(trim(name), '') as name,
        coalesce(is_deleted, false) as is_deleted,
        {{ origin_columns() }}
    from source
)

select * from renamed
