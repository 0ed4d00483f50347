-- Grain: one row per risk, assessment date and kind. The likelihood and impact in a register's row are an assessment of the
-- snapshot's date: after controls (residual), or before them (inherent) where the register grades its controls apart.
with candidates as (
    select
        told._system as system,
        told._instance as instance,
        coalesce(reference.risk_id, told.risk_id) as risk_id,
        told.as_of,
        told.kind,
        told.likelihood,
        told.impact,
        told.annual_frequency,
        told.loss_p5,
        told.loss_p50,
        told.loss_p95,
        told.currency,
        told._is_newest,
        told._precedence,
        told._newness,
        told._file,
        told._record
    from {{ ref('stg_template__risk_assessment') }} as told
    left join {{ ref('int_risk_reference') }} as reference on told.risk_id = reference.written_id
    union all
    select
        register.system,
        register.instance,
        register.risk_id,
        register.snapshot_date as as_of,
        register.kind,
        register.likelihood,
        register.impact,
        cast(null as decimal(12, 6)) as annual_frequency,
        cast(null as decimal(20, 4)) as loss_p5,
        cast(null as decimal(20, 4)) as loss_p50,
        cast(null as decimal(20, 4)) as loss_p95,
        company.base_currency as currency,
        true as _is_newest,
        register._precedence,
        register._newness,
        register._file,
        register._record
    from {{ ref('int_risk_register') }} as register
    inner join {{ ref('int_risk') }} as risk on register.risk_id = risk.risk_id
    cross join {{ ref('int_company') }} as company
    where register.likelihood is not null and register.impact is not null
),

chosen as (
    {{ newest_rows('candidates', ['risk_id', 'as_of', 'kind']) }}
),

final as (
    select
        system,
        instance,
        risk_id,
        as_of,
        kind,
        likelihood,
        impact,
        annual_frequency,
        loss_p5,
        loss_p50,
        loss_p95,
        currency,
        _file,
        _record
    from chosen
)

select * from final
