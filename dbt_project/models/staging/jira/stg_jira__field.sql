-- Grain: one row per field and snapshot of the connector table.
with source as (
    {{ active_rows('jira', 'field', kind='keyed') }}
),

renamed as (
    select
        trim(field_id) as field_id,
        trim(name) as field_name,
        is_array,
        is_custom,
        {{ origin_columns() }}
    from source
)

select * from renamed
