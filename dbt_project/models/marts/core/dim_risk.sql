-- Grain: one row per risk of the register.
with risks as (
    {{ newest_rows(ref('stg_template__risk'), ['risk_id']) }}
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
