-- Grain: one row per risk and snapshot of a register without ids; the name is the id.
with source as (
    {{ active_rows('risk_register', 'risks_by_name', kind='keyed') }}
),

renamed as (
    select
        trim(title) as risk_id,
        nullif(trim(title), '') as title,
        nullif(trim(threat_event), '') as threat_event,
        nullif(lower(trim(category)), '') as category,
        nullif(lower(trim(status)), '') as status,
        nullif(lower(trim(likelihood)), '') as likelihood,
        nullif(lower(trim(impact)), '') as impact,
        nullif(trim(control_strength), '') is not null as has_control_strength,
        identified_on,
        {{ origin_columns() }}
    from source
)

select * from renamed
