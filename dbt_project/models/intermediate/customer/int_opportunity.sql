-- Grain: one row per opportunity that exists now, in base currency at the closing rate of its close date.
-- The unit is the owner's on the close date; an owner without mapping is `unassigned` (the root while there is no tree).
with opportunities as (
    {{ newest_rows(ref('stg_salesforce__opportunity'), ['_system', '_instance', 'opportunity_id']) }}
),

priced as (
    select
        opportunities._system as system,
        opportunities._instance as instance,
        opportunities._system || ':' || opportunities._instance || ':' || opportunities.opportunity_id as opportunity_id,
        opportunities._system || ':' || opportunities._instance || ':' || opportunities.customer_id as customer_id,
        opportunities.owner_id,
        opportunities.close_date,
        opportunities.is_closed,
        opportunities.is_won,
        cast(opportunities.amount as decimal(28, 4)) as amount,
        coalesce(opportunities.currency, setting.currency, company.base_currency) as currency,
        company.base_currency,
        case when company.has_org_units then 'unassigned' else company.root_org_unit_id end as fallback_org_unit_id,
        opportunities._file,
        opportunities._record
    from opportunities
    cross join {{ ref('int_company') }} as company
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on opportunities._system = setting.system and opportunities._instance = setting.instance
    where not opportunities.is_deleted
),

rated as (
    select
        priced.*,
        coalesce(owner_map.org_unit_id, priced.fallback_org_unit_id) as org_unit_id,
        case
            when priced.currency = priced.base_currency then cast(1 as decimal(18, 9))
            else closing_rate.rate
        end as rate
    from priced
    left join {{ ref('int_org_mapping') }} as owner_map
        on owner_map.source_type = 'owner'
        and priced.owner_id = owner_map.source_key
        and priced.system = owner_map.system
        and priced.instance = owner_map.instance
        and priced.close_date between owner_map.valid_from and owner_map.valid_to
    left join {{ ref('int_fx_rate_closing') }} as closing_rate
        on priced.currency = closing_rate.currency
        and priced.close_date between closing_rate.valid_from and closing_rate.valid_to
),

final as (
    select
        opportunity_id,
        customer_id,
        org_unit_id,
        close_date,
        is_closed,
        is_won,
        amount,
        currency,
        rate,
        {{ mul('amount', 'rate') }} as amount_base,
        rate is null and amount is not null as is_missing_rate,
        _file,
        _record,
        {{ month_start('close_date') }} as _month
    from rated
)

select * from final
