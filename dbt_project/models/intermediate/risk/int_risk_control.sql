-- Grain: one row per risk and control that acts on it.
with candidates as (
    select
        told._system,
        told._instance,
        coalesce(reference.risk_id, told.risk_id) as risk_id,
        told.control_id,
        told._is_newest,
        told._precedence,
        told._newness,
        told._file,
        told._record
    from {{ ref('stg_template__risk_control') }} as told
    left join {{ ref('int_risk_reference') }} as reference on told.risk_id = reference.written_id
),

newest as (
    {{ newest_rows('candidates', ['risk_id', 'control_id']) }}
),

final as (
    select _system as system, _instance as instance, risk_id, control_id, _file, _record
    from newest
)

select * from final
