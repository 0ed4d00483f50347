-- Grain: one row per dated mapping of a source key to a unit and snapshot.
with source as (
    {{ active_rows('template', 'org_mapping', kind='keyed') }}
),

renamed as (
    select
        lower(trim(source_type)) as source_type,
        trim(source_key) as source_key,
        nullif(trim(system), '') as system,
        nullif(trim(instance), '') as instance,
        org_unit_id,
        coalesce(valid_from, {{ open_start() }}) as valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        {{ origin_columns() }}
    from source
)

select * from renamed
