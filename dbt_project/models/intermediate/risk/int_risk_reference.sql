-- Grain: one row per text by which other workbooks name a risk, with the risk: its own id, or its id in the register workbook
-- where only one register has it and the template does not.
with risks as (
    select risk_id, source_id, system from {{ ref('int_risk') }}
),

by_source as (
    select source_id, min(risk_id) as risk_id
    from risks
    where not exists (select 1 from risks as own where own.risk_id = risks.source_id)
    group by source_id
    having count(*) = 1
),

final as (
    select risk_id as written_id, risk_id from risks
    union all
    select source_id as written_id, risk_id from by_source
)

select * from final
