-- Grain: one row per survey response; `is_latest` marks the last answer of a customer to a survey up to the as-of date.
-- Recommendations of 0 to 10 and satisfaction of 1 to 5 by customers: other scales and employees are no part of these measures.
with responses as (
    select
        -- The workbook's own ids stand for themselves; those of tools are unique with system and instance only.
        case when responses.system = 'template' then responses.source_id else responses.response_id end as response_id,
        case when responses.system = 'template' then responses.survey_source_id else responses.survey_id end as survey_id,
        responses.kind,
        responses.customer_id,
        responses.org_unit_id,
        responses.responded_on,
        responses.score,
        company.as_of,
        responses._file,
        responses._record
    from {{ ref('int_survey_response') }} as responses
    cross join {{ ref('int_company') }} as company
    where responses.respondent_group = 'customer'
        and ((responses.kind = 'nps' and responses.scale = '0-10') or (responses.kind = 'csat' and responses.scale = '1-5'))
),

ranked as (
    select
        responses.*,
        row_number() over (
            partition by
                survey_id,
                coalesce(customer_id, 'response ' || response_id), -- an answer without customer stands for itself
                responded_on <= as_of
            order by responded_on desc nulls last, response_id desc nulls last
        ) as recency
    from responses
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
