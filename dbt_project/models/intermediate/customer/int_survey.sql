-- Grain: one row per survey that a tool exports or the workbook of surveys names.
-- What a tool does not tell (kind, group, scale, the question that gives the score) comes from the workbook.
with tool_surveys as (
    {{ newest_rows(ref('stg_qualtrics__survey'), ['_system', '_instance', 'survey_id']) }}
),

hand_surveys as (
    {{ newest_rows(ref('stg_template__survey'), ['survey_system', 'survey_instance', 'survey_id']) }}
),

tool as (
    select
        _system || ':' || _instance || ':' || survey_id as survey_id,
        _system as system,
        _instance as instance,
        survey_id as source_id,
        name,
        case
            when status = 'active' or (status is null and is_active) then 'open'
            when status in ('inactive', 'pending') or (status is null and not is_active) then 'closed'
            else 'unmapped'
        end as status,
        language,
        created_at,
        activated_at,
        _file,
        _record
    from tool_surveys
    where not is_deleted
),

hand as (
    select
        coalesce(survey_system, 'template') || ':' || coalesce(survey_instance, 'default') || ':' || survey_id as survey_id,
        coalesce(survey_system, 'template') as system,
        coalesce(survey_instance, 'default') as instance,
        survey_id as source_id,
        name,
        kind,
        respondent_group,
        scale,
        score_question,
        _file,
        _record
    from hand_surveys
),

final as (
    select
        coalesce(tool.survey_id, hand.survey_id) as survey_id,
        coalesce(tool.system, hand.system) as system,
        coalesce(tool.instance, hand.instance) as instance,
        coalesce(tool.source_id, hand.source_id) as source_id,
        coalesce(tool.name, hand.name) as name,
        coalesce(hand.kind, 'unmapped') as kind,
        hand.respondent_group,
        hand.scale,
        hand.score_question,
        tool.status,
        tool.language,
        tool.created_at,
        tool.activated_at,
        coalesce(tool._file, hand._file) as _file,
        coalesce(tool._record, hand._record) as _record
    from tool
    full outer join hand on tool.survey_id = hand.survey_id
)

select * from final
