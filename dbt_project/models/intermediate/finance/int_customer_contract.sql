-- Grain: one row per customer contract that the newest list has; it is active from `active_from` to `active_to`.
with contracts as (
    {{ newest_rows(ref('stg_template__customer_contract'), ['contract_id']) }}
),

final as (
    select
        contracts.contract_id,
        coalesce(contracts.customer_system, contracts._system)
        || ':'
        || coalesce(contracts.customer_instance, 'default')
        || ':'
        || contracts.customer_id as customer_id,
        coalesce(
            contracts.org_unit_id, case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id,
        contracts.plan,
        contracts.start_date as active_from,
        least(
            coalesce(contracts.end_date, {{ open_end() }}), coalesce(contracts.terminated_on, {{ open_end() }})
        ) as active_to,
        contracts.terminated_on is not null
        and contracts.terminated_on < coalesce(contracts.end_date, {{ open_end() }}) as is_terminated_early,
        cast(contracts.contract_value as decimal(28, 4)) as amount,
        contracts.currency,
        contracts._file,
        contracts._record
    from contracts
    cross join {{ ref('int_company') }} as company
)

select * from final
