-- Grain: one row per key risk indicator; the id stands as written.
with newest as (
    {{ newest_rows(ref('stg_template__kri'), ['kri_id']) }}
),

final as (
    select
        newest._system as system,
        newest._instance as instance,
        newest.kri_id,
        newest.name,
        coalesce(reference.risk_id, newest.risk_id) as risk_id,
        newest.kpi_id,
        newest.category,
        newest.org_unit_id,
        newest.owner_role,
        newest.direction,
        newest.amber,
        newest.red,
        newest.band_low,
        newest.band_high,
        newest.unit,
        newest.is_leading,
        newest.freshness_days,
        newest.valid_from,
        newest.valid_to,
        newest._file,
        newest._record
    from newest
    left join {{ ref('int_risk_reference') }} as reference on newest.risk_id = reference.written_id
)

select * from final
