-- Grain: one row per survey response; `is_latest` marks the last answer of a customer to a survey up to the as-of date.
with responses as (
    {{ newest_rows(ref('stg_template__survey_response'), ['response_id']) }}
),

customers as (
    select source_id, min(customer_id) as customer_id
    from {{ ref('int_customer') }}
    group by source_id
    having count(*) = 1
),

ranked as (
    select
        responses.response_id,
        responses.survey_id,
        responses.kind,
        coalesce(customers.customer_id, responses.customer_id) as customer_id,
        case
            when responses.team is null or not company.has_org_units
                then coalesce(team_map.org_unit_id, company.root_org_unit_id)
            else coalesce(team_map.org_unit_id, 'unassigned')
        end as org_unit_id,
        responses.responded_on,
        responses.score,
        company.as_of,
        responses._file,
        responses._record,
        row_number() over (
            partition by
                responses.survey_id,
                responses.customer_id,
                responses.responded_on <= company.as_of
            order by responses.responded_on desc nulls last, responses.response_id desc nulls last
        ) as recency
    from responses
    cross join {{ ref('int_company') }} as company
    left join customers on responses.customer_id = customers.source_id
    left join {{ ref('int_org_mapping') }} as team_map
        on team_map.source_type = 'team'
        and responses.team = team_map.source_key
        and responses._system = team_map.system
        and responses._instance = team_map.instance
        and responses.responded_on between team_map.valid_from and team_map.valid_to
),

final as (
    select
        response_id,
        survey_id,
        kind,
        customer_id,
        org_unit_id,
        responded_on,
        score,
        recency = 1 and responded_on <= as_of as is_latest,
        _file,
        _record
    from ranked
)

select * from final
