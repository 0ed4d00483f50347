-- Grain: one row per inspection result and snapshot.
with source as (
    {{ active_rows('template', 'inspection', kind='keyed') }}
),

renamed as (
    select
        nullif(trim(inspection_id), '') as inspection_id,
        nullif(trim(lower(source_system)), '') as source_system,
        nullif(trim(source_instance), '') as source_instance,
        inspected_on,
        created_on,
        {{ source_number('product_id') }} as product_id,
        nullif(trim(plant), '') as plant,
        nullif(trim(batch), '') as batch,
        nullif(trim(step), '') as step,
        cast(lot_quantity as decimal(28, 8)) as lot_quantity,
        cast(inspected_quantity as decimal(28, 8)) as inspected_quantity,
        cast(passed_quantity as decimal(28, 8)) as passed_quantity,
        cast(defect_count as decimal(28, 8)) as defect_count,
        opportunities_per_unit,
        nullif(trim(unit), '') as unit,
        is_reinspection,
        nullif(trim(characteristic), '') as characteristic,
        cast(measured_value as decimal(28, 8)) as measured_value,
        cast(lower_limit as decimal(28, 8)) as lower_limit,
        cast(upper_limit as decimal(28, 8)) as upper_limit,
        nullif(trim(measure_unit), '') as measure_unit,
        lower(trim(result)) as result,
        {{ origin_columns() }}
    from source
)

select * from renamed
