-- Grain: one row per dated position of an organisational unit and snapshot.
with source as (
    {{ active_rows('template', 'org_unit', kind='keyed') }}
),

renamed as (
    select
        org_unit_id,
        name,
        name_zh,
        nullif(trim(parent_id), '') as parent_id,
        valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
