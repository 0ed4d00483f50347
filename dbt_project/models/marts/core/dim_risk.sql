-- Grain: one row per risk of the register.
with risks as (
    select * from {{ ref('int_risk') }}
),

final as (
    select
        risk_id,
        title,
        category,
        org_unit_id,
        status,
        identified_on,
        closed_on,
        cadence_days,
        owner_role
    from risks
)

select * from final
