-- Grain: one row per material, language and export.
with source as (
    {{ active_rows('sap', 'makt', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('material') }} as product_id,
        nullif(upper(trim(language)), '') as language_key,
        nullif(trim(material_description), '') as product_name,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
