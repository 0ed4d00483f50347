-- Grain: one row per response to a survey that counts as one (neither preview nor unfinished), with its score (no names).
-- Kind, group and scale: what the response says, else the survey (int_survey), else what its kind implies; else 'unmapped'.
-- A customer of another system is found by its id where exactly one has it; without a label of team, queue or department the
-- unit is the root, with one that nothing maps `unassigned`.
with customers as (
    select source_id, min(customer_id) as customer_id
    from {{ ref('int_customer') }}
    group by source_id
    having count(*) = 1
),

survey as (
    select * from {{ ref('int_survey') }}
),

-- Qualtrics: the connector's table names the survey, the export may be all there is; the same response is one.
qualtrics_told as (
    select
        response_id,
        survey_id,
        cast(null as string) as customer_id,
        responded_at,
        responded_on,
        status,
        is_finished,
        {{ origin_columns() }}
    from {{ ref('stg_qualtrics__survey_response') }}
    union all
    select
        response_id,
        cast(null as string) as survey_id,
        customer_id,
        responded_at,
        responded_on,
        status,
        is_finished,
        {{ origin_columns() }}
    from {{ ref('stg_qualtrics__responses') }}
),

qualtrics_row as (
    {{ newest_rows('qualtrics_told', ['_system', '_instance', 'response_id', '_dataset']) }}
),

qualtrics as (
    select
        _system,
        _instance,
        response_id,
        max(survey_id) as survey_id,
        max(customer_id) as customer_id,
        coalesce(
            max(case when _dataset = 'survey_response' then responded_at end),
            max(case when _dataset = 'responses' then responded_at end)
        ) as responded_at,
        coalesce(
            max(case when _dataset = 'survey_response' then responded_on end),
            max(case when _dataset = 'responses' then responded_on end)
        ) as responded_on,
        coalesce(
            max(case when _dataset = 'survey_response' then status end),
            max(case when _dataset = 'responses' then status end)
        ) as status,
        coalesce(
            max(case when _dataset = 'survey_response' then cast(is_finished as int) end),
            max(case when _dataset = 'responses' then cast(is_finished as int) end),
            1
        ) as is_finished,
        coalesce(max(case when _dataset = 'responses' then _file end), max(_file)) as _file,
        coalesce(max(case when _dataset = 'responses' then _record end), max(_record)) as _record
    from qualtrics_row
    group by _system, _instance, response_id
),

monkey as (
    {{ newest_rows(ref('stg_surveymonkey__responses'), ['_system', '_instance', 'response_id']) }}
),

-- The score of a response with many questions: that of the question the survey names, else of its only recommendation.
scored_answer as (
    select
        answer.response_id,
        max(case when answer.question_key = survey.score_question then answer.score end) as named_score,
        case
            when count(case when answer.is_nps then 1 end) = 1 then max(case when answer.is_nps then answer.score end)
        end as nps_score
    from {{ ref('int_survey_answer') }} as answer
    left join survey on answer.survey_id = survey.survey_id
    group by answer.response_id
),

ratings as (
    select chosen.*, _system || ':' || _instance || ':' || ticket_id as qualified_ticket_id
    from ({{ newest_rows(ref('stg_zendesk__satisfaction_ratings'), ['_system', '_instance', 'response_id']) }}) as chosen
),

unioned as (
    select
        _system,
        _instance,
        response_id,
        survey_id,
        kind as told_kind,
        'customer' as told_group,
        cast(null as string) as told_scale,
        score,
        customer_id,
        false as is_customer_certain,
        cast(null as timestamp) as responded_at,
        responded_on,
        'team' as label_type,
        team as label,
        _file,
        _record
    from ({{ newest_rows(ref('stg_template__survey_response'), ['response_id']) }}) as template_responses
    union all
    select
        _system,
        _instance,
        response_id,
        survey_id,
        case
            when kind in ('nps', 'enps') then 'nps'
            when kind in ('csat', 'ces', 'engagement') then kind
            when kind is not null then 'unmapped'
        end as told_kind,
        case
            when kind in ('enps', 'engagement') then 'employee'
            when department is not null and customer_id is null and team is null then 'employee'
            when customer_id is not null then 'customer'
        end as told_group,
        cast(null as string) as told_scale,
        score,
        customer_id,
        false as is_customer_certain,
        responded_at,
        responded_on,
        case when department is not null then 'department' else 'team' end as label_type,
        coalesce(department, team) as label,
        _file,
        _record
    from ({{ newest_rows(ref('stg_survey__scores'), ['_system', '_instance', 'response_id']) }}) as scores
    union all
    select
        _system,
        _instance,
        response_id,
        coalesce(survey_type, 'unknown') as survey_id,
        case
            when survey_type in ('nps', 'enps') then 'nps'
            when survey_type in ('csat', 'csat3', 'smileys', 'stars_five', 'thumbs') then 'csat'
            when survey_type in ('ces', 'ces7') then 'ces'
            when survey_type is not null then 'unmapped'
        end as told_kind,
        case when survey_type = 'enps' then 'employee' else 'customer' end as told_group,
        case
            when survey_type in ('nps', 'enps') then '0-10'
            when survey_type in ('csat', 'smileys', 'stars_five', 'ces') then '1-5'
            when survey_type = 'csat3' then '1-3'
            when survey_type = 'ces7' then '1-7'
            when survey_type = 'thumbs' then '0-1'
        end as told_scale,
        score,
        customer_id,
        false as is_customer_certain,
        responded_at,
        responded_on,
        'team' as label_type,
        team as label,
        _file,
        _record
    from ({{ newest_rows(ref('stg_delighted__responses'), ['_system', '_instance', 'response_id']) }}) as delighted_responses
    union all
    select
        ratings._system,
        ratings._instance,
        ratings.response_id,
        'satisfaction_ratings' as survey_id,
        'csat' as told_kind,
        'customer' as told_group,
        '0-1' as told_scale,
        case when ratings.rating like 'good%' then 1 when ratings.rating like 'bad%' then 0 end as score,
        ticket.customer_id,
        true as is_customer_certain,
        ratings.responded_at,
        ratings.responded_on,
        'queue' as label_type,
        ratings.group_id as label,
        ratings._file,
        ratings._record
    from ratings
    left join {{ ref('int_ticket') }} as ticket on ratings.qualified_ticket_id = ticket.ticket_id
    where not ratings.is_deleted and ratings.rating not in ('offered', 'unoffered') -- a rating asked for is no response yet
    union all
    select
        qualtrics._system,
        qualtrics._instance,
        qualtrics.response_id,
        qualtrics.survey_id,
        case when scored_answer.named_score is null and scored_answer.nps_score is not null then 'nps' end as told_kind,
        cast(null as string) as told_group,
        case when scored_answer.named_score is null and scored_answer.nps_score is not null then '0-10' end as told_scale,
        coalesce(scored_answer.named_score, scored_answer.nps_score) as score,
        customers.customer_id,
        true as is_customer_certain,
        qualtrics.responded_at,
        qualtrics.responded_on,
        'team' as label_type,
        cast(null as string) as label,
        qualtrics._file,
        qualtrics._record
    from qualtrics
    left join scored_answer
        on qualtrics._system || ':' || qualtrics._instance || ':' || qualtrics.response_id = scored_answer.response_id
    left join customers on qualtrics.customer_id = customers.source_id
    where
        qualtrics.is_finished = 1
        -- Previews, tests and spam, as code or word.
        and (
            qualtrics.status is null
            or not (
                qualtrics.status in ('1', '2', '8', '9', '12', '17')
                or qualtrics.status like '%preview%'
                or qualtrics.status like '%test%'
                or qualtrics.status like '%spam%'
            )
        )
    union all
    select
        monkey._system,
        monkey._instance,
        monkey.response_id,
        monkey.collector_id as survey_id,
        cast(null as string) as told_kind,
        cast(null as string) as told_group,
        cast(null as string) as told_scale,
        scored_answer.named_score as score,
        cast(null as string) as customer_id,
        true as is_customer_certain,
        monkey.responded_at,
        monkey.responded_on,
        'team' as label_type,
        cast(null as string) as label,
        monkey._file,
        monkey._record
    from monkey
    left join scored_answer
        on monkey._system || ':' || monkey._instance || ':' || monkey.response_id = scored_answer.response_id
),

known as (
    select
        unioned.*,
        unioned._system || ':' || unioned._instance || ':' || coalesce(unioned.survey_id, 'unknown') as qualified_survey_id,
        coalesce(unioned.told_kind, survey.kind, 'unmapped') as kind,
        coalesce(
            unioned.told_group,
            survey.respondent_group,
            case when unioned._system = 'survey' and unioned.told_kind in ('nps', 'csat', 'ces') then 'customer' end,
            'unmapped'
        ) as respondent_group,
        coalesce(unioned.told_scale, survey.scale) as known_scale
    from unioned
    left join survey
        on unioned._system || ':' || unioned._instance || ':' || coalesce(unioned.survey_id, 'unknown') = survey.survey_id
),

final as (
    select
        known._system || ':' || known._instance || ':' || known.response_id as response_id,
        known._system as system,
        known._instance as instance,
        known.response_id as source_id,
        known.qualified_survey_id as survey_id,
        coalesce(known.survey_id, 'unknown') as survey_source_id,
        known.kind,
        known.respondent_group,
        coalesce(
            known.known_scale,
            case when known.kind = 'nps' then '0-10' when known.kind in ('csat', 'engagement') then '1-5' else 'unmapped' end
        ) as scale,
        known.score,
        case
            when known.respondent_group = 'employee' then null
            when known.is_customer_certain then known.customer_id
            else coalesce(customers.customer_id, known.customer_id)
        end as customer_id,
        case
            when known.label is null or not company.has_org_units then coalesce(mapping.org_unit_id, company.root_org_unit_id)
            else coalesce(mapping.org_unit_id, 'unassigned')
        end as org_unit_id,
        known.label_type as unit_type,
        known.label as unit_key,
        known.responded_at,
        known.responded_on,
        known._file,
        known._record
    from known
    cross join {{ ref('int_company') }} as company
    left join customers on known.customer_id = customers.source_id
    left join {{ ref('int_org_mapping') }} as mapping
        on known.label_type = mapping.source_type
        and known.label = mapping.source_key
        and known._system = mapping.system
        and known._instance = mapping.instance
        and known.responded_on between mapping.valid_from and mapping.valid_to
)

select * from final
