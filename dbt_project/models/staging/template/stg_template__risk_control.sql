-- Grain: one row per risk, control that acts on it, and snapshot.
with source as (
    {{ active_rows('template', 'risk_control', kind='keyed') }}
),

renamed as (
    select
        trim(risk_id) as risk_id,
        trim(control_id) as control_id,
        {{ origin_columns() }}
    from source
)

select * from renamed
