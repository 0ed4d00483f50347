-- Grain: one row per system, instance, dataset and survey of which nobody says what it measures or whom it asks.
with files as (
    select file_id, system, instance, dataset from {{ source('lake_index', 'files') }}
),

responses as (
    select
        system,
        instance,
        survey_source_id,
        _file,
        responded_on,
        case when kind = 'unmapped' or respondent_group = 'unmapped' then 1 else 0 end as is_gap
    from {{ ref('int_survey_response') }}
),

answered as (
    select
        responses.system,
        responses.instance,
        files.dataset,
        responses.survey_source_id as label,
        sum(responses.is_gap) as row_count,
        min(case when responses.is_gap = 1 then responses.responded_on end) as first_day,
        max(case when responses.is_gap = 1 then responses.responded_on end) as last_day,
        sum(count(*)) over (partition by responses.system, responses.instance, files.dataset) as all_rows
    from responses
    inner join files on responses._file = files.file_id
    group by responses.system, responses.instance, files.dataset, responses.survey_source_id
),

final as (
    select
        system, instance, dataset, label, first_day, last_day, row_count, {{ ratio('row_count', 'all_rows') }} as row_share
    from answered
    where row_count > 0
)

select * from final
