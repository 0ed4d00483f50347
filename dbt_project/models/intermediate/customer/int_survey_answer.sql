-- Grain: one row per response and question or part of one, with the score where the answer is one (texts stay in the lake).
-- Of a response that the export and the connector tell, the higher-ranked one gives all answers.
-- A question that Qualtrics groups into promoters and detractors (its column `<question>_NPS_GROUP`) is a recommendation.
with response_survey as (
    {{ newest_rows(ref('stg_qualtrics__survey_response'), ['_system', '_instance', 'response_id']) }}
),

question as (
    select * from {{ ref('int_survey_question') }}
),

told as (
    select
        response_id,
        case
            when answer_key like '%!_NPS!_GROUP' escape '!' then substring(answer_key, 1, length(answer_key) - 10)
            else answer_key
        end as question_key,
        cast(null as string) as question_id,
        cast(null as string) as collector_id,
        case when answer_key not like '%!_NPS!_GROUP' escape '!' then score end as score,
        answer_key like '%!_NPS!_GROUP' escape '!' as is_nps_group,
        {{ origin_columns() }}
    from {{ ref('stg_qualtrics__responses') }}
    where answer_key is not null
    union all
    select
        answers.response_id,
        coalesce(answers.loop_id || '_', '')
        || coalesce(question.question_key, answers.question_id)
        || coalesce('_' || answers.part, '')
        || coalesce('_' || answers.choice, '') as question_key,
        answers.question_id,
        cast(null as string) as collector_id,
        answers.score,
        coalesce(question.is_nps, false) as is_nps_group,
        answers._system,
        answers._dataset,
        answers._instance,
        answers._partition,
        answers._date_from,
        answers._date_to,
        answers._precedence,
        answers._newness,
        answers._is_newest,
        answers._file,
        answers._record
    from {{ ref('stg_qualtrics__question_response') }} as answers
    left join response_survey
        on answers._system = response_survey._system
        and answers._instance = response_survey._instance
        and answers.response_id = response_survey.response_id
    left join question
        on answers._system = question.system
        and answers._instance = question.instance
        and answers._system || ':' || answers._instance || ':' || response_survey.survey_id = question.survey_id
        and answers.question_id = question.question_id
    union all
    select
        response_id,
        answer_key as question_key,
        cast(null as string) as question_id,
        collector_id,
        score,
        false as is_nps_group,
        {{ origin_columns() }}
    from {{ ref('stg_surveymonkey__responses') }}
    where answer_key is not null
),

ranked as (
    select
        told.*,
        min(_precedence) over (partition by _system, _instance, response_id) as best_precedence,
        max(case when is_nps_group then 1 else 0 end) over (
            partition by _system, _instance, response_id, question_key, _precedence
        ) as is_nps,
        row_number() over (
            partition by _system, _instance, response_id, question_key, _precedence
            order by
                case when score is null then 1 else 0 end nulls last,
                _newness desc nulls last,
                _file nulls last,
                _record desc nulls last
        ) as choice
    from told
    where _is_newest
),

final as (
    select
        ranked._system || ':' || ranked._instance || ':' || ranked.response_id as response_id,
        ranked._system as system,
        ranked._instance as instance,
        ranked._system || ':' || ranked._instance || ':' || coalesce(ranked.collector_id, response_survey.survey_id, 'unknown')
            as survey_id,
        ranked.question_key,
        coalesce(question.survey_question_id, of_part.survey_question_id) as survey_question_id,
        ranked.score,
        ranked.is_nps = 1 or coalesce(question.is_nps, false) as is_nps,
        ranked._file,
        ranked._record
    from ranked
    left join response_survey
        on ranked._system = response_survey._system
        and ranked._instance = response_survey._instance
        and ranked.response_id = response_survey.response_id
    left join question
        on ranked._system || ':' || ranked._instance || ':' || response_survey.survey_id = question.survey_id
        and (
            ranked.question_id = question.question_id
            or (ranked.question_id is null and ranked.question_key = question.question_key)
        )
    left join question as of_part -- an export's column of a part: the question's, then the part's number
        on ranked.question_id is null
        and ranked._system || ':' || ranked._instance || ':' || response_survey.survey_id = of_part.survey_id
        and substring(ranked.question_key, 1, length(ranked.question_key) - length(split_part(ranked.question_key, '_', -1)) - 1)
        = of_part.question_key
    where ranked.choice = 1 and ranked._precedence = ranked.best_precedence
)

select * from final
