-- Grain: one row per opportunity that exists now, in base currency at the closing rate of its close date.
-- The unit is the owner's on the close date; an owner without mapping is `unassigned` (the root while there is no tree).
-- Whether a HubSpot deal is closed or won: what the deal says, else its pipeline's stage, else the name of the stage.
with deals as (
    select * from {{ ref('stg_hubspot__deal') }}
    union all
    select * from {{ ref('stg_hubspot__deals_csv') }}
),

-- The connector's table does not name the companies of a deal; the view does.
viewed as (
    {{ newest_rows(ref('stg_hubspot__deals_csv'), ['_system', '_instance', 'opportunity_id']) }}
),

staged as (
    select
        deals.*,
        coalesce(deals.customer_id, viewed.customer_id) as known_customer_id,
        coalesce(of_pipeline.stage, of_any.stage, deals.stage) as stage_label,
        coalesce(of_pipeline.is_closed, of_any.is_closed) as is_closed_stage,
        coalesce(of_pipeline.is_won, of_any.is_won) as is_won_stage,
        lower(replace(coalesce(of_pipeline.stage, of_any.stage, deals.stage), ' ', '')) as stage_key
    from ({{ newest_rows('deals', ['_system', '_instance', 'opportunity_id']) }}) as deals
    left join viewed
        on deals._system = viewed._system
        and deals._instance = viewed._instance
        and deals.opportunity_id = viewed.opportunity_id
    left join {{ ref('int_pipeline_stage_name') }} as of_pipeline
        on deals._system = of_pipeline.system
        and deals._instance = of_pipeline.instance
        and lower(deals.pipeline) = of_pipeline.pipeline_name
        and lower(deals.stage) = of_pipeline.stage_name
    left join {{ ref('int_pipeline_stage_name') }} as of_any
        on deals._system = of_any.system
        and deals._instance = of_any.instance
        and of_any.pipeline_name = ''
        and lower(deals.stage) = of_any.stage_name
),

judged as (
    select
        staged.*,
        coalesce(
            staged.is_won,
            case when staged.is_lost then false end,
            staged.is_won_stage,
            {{ is_won_stage('staged.stage_key') }},
            false
        ) as is_won_deal
    from staged
),

opportunities as (
    select
        _system,
        _instance,
        opportunity_id,
        customer_id,
        owner_id,
        cast(null as string) as pipeline,
        stage_name as stage,
        close_date,
        is_closed,
        is_won,
        {{ half_up('cast(probability as double) / 100', 'decimal(9, 4)') }} as probability,
        amount,
        currency,
        created_at,
        is_deleted,
        _file,
        _record
    from ({{ newest_rows(ref('stg_salesforce__opportunity'), ['_system', '_instance', 'opportunity_id']) }}) as chosen
    union all
    select
        _system,
        _instance,
        opportunity_id,
        known_customer_id as customer_id,
        owner_id,
        pipeline,
        stage_label as stage,
        close_date,
        is_won_deal or coalesce(
            is_closed,
            case when is_lost then true end,
            is_closed_stage,
            {{ is_lost_stage('stage_key') }},
            false
        ) as is_closed,
        is_won_deal as is_won,
        probability,
        amount,
        currency,
        created_at,
        is_deleted,
        _file,
        _record
    from judged
),

priced as (
    select
        opportunities._system as system,
        opportunities._instance as instance,
        opportunities._system || ':' || opportunities._instance || ':' || opportunities.opportunity_id as opportunity_id,
        opportunities._system || ':' || opportunities._instance || ':' || opportunities.customer_id as customer_id,
        opportunities.owner_id,
        opportunities.pipeline,
        opportunities.stage,
        opportunities.close_date,
        opportunities.is_closed,
        opportunities.is_won,
        opportunities.probability,
        opportunities.created_at,
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
        system,
        instance,
        customer_id,
        org_unit_id,
        owner_id,
        pipeline,
        stage,
        close_date,
        is_closed,
        is_won,
        probability,
        created_at,
        amount,
        currency,
        rate,
        {{ mul('amount', 'rate') }} as amount_base,
        rate is null and amount is not null and close_date is not null as is_missing_rate,
        _file,
        _record,
        {{ month_start('close_date') }} as _month
    from rated
)

select * from final
