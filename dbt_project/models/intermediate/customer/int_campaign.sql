-- Grain: one row per campaign that exists now; counts and amounts are those of the export's day.
-- The unit is the owner's on the first day; an owner without mapping is `unassigned` (the root while there is no tree).
with campaigns as (
    {{ newest_rows(ref('stg_salesforce__campaign'), ['_system', '_instance', 'campaign_id']) }}
),

named as (
    select
        campaigns._system || ':' || campaigns._instance || ':' || campaigns.campaign_id as campaign_id,
        campaigns._system as system,
        campaigns._instance as instance,
        campaigns.owner_id,
        campaigns.name,
        campaigns.campaign_type,
        case
            when lower(campaigns.status) in ('planned', '计划中') then 'planned'
            when lower(campaigns.status) in ('in progress', 'active', '进行中') then 'in_progress'
            when lower(campaigns.status) in ('completed', '已完成') then 'completed'
            when lower(campaigns.status) in ('aborted', 'cancelled', 'canceled', '已中止', '已取消') then 'cancelled'
            else 'unmapped'
        end as status,
        campaigns.start_date,
        campaigns.end_date,
        coalesce(campaigns.currency, setting.currency, company.base_currency) as currency,
        cast(campaigns.budgeted_cost as decimal(28, 4)) as budgeted_cost,
        cast(campaigns.actual_cost as decimal(28, 4)) as actual_cost,
        cast(campaigns.expected_revenue as decimal(28, 4)) as expected_revenue,
        campaigns.number_sent,
        campaigns.number_of_responses,
        campaigns.number_of_leads,
        campaigns.number_of_converted_leads,
        campaigns.number_of_opportunities,
        campaigns.number_of_won_opportunities,
        cast(campaigns.amount_all_opportunities as decimal(28, 4)) as opportunity_amount,
        cast(campaigns.amount_won_opportunities as decimal(28, 4)) as won_amount,
        coalesce(campaigns.start_date, company.as_of) as placed_on,
        campaigns._file,
        campaigns._record
    from campaigns
    cross join {{ ref('int_company') }} as company
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on campaigns._system = setting.system and campaigns._instance = setting.instance
    where not campaigns.is_deleted
),

placed as (
    {{ with_org_unit('named', 'owner', 'owner_id', 'placed_on') }}
),

final as (
    select
        campaign_id,
        system,
        instance,
        org_unit_id,
        owner_id,
        name,
        campaign_type,
        status,
        start_date,
        end_date,
        currency,
        budgeted_cost,
        actual_cost,
        expected_revenue,
        number_sent,
        number_of_responses,
        number_of_leads,
        number_of_converted_leads,
        number_of_opportunities,
        number_of_won_opportunities,
        opportunity_amount,
        won_amount,
        _file,
        _record
    from placed
)

select * from final
