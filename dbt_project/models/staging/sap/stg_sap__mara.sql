-- Grain: one row per material and export (connector rows that the system deleted stay, marked).
with source as (
    {{ active_rows('sap', 'mara', kind='keyed') }}
),

renamed as (
    select
        {{ sap_number('material') }} as product_id,
        nullif(trim(material_type), '') as product_type,
        nullif(trim(material_group), '') as product_group,
        nullif(trim(product_hierarchy), '') as product_hierarchy,
        nullif(upper(trim(base_unit)), '') as unit,
        is_batch_managed,
        coalesce(is_marked_for_deletion, false) as is_marked_for_deletion,
        created_on,
        coalesce(is_deleted, false) as is_deleted,
        nullif(trim(client), '') as client,
        {{ origin_columns() }}
    from source
)

select * from renamed
