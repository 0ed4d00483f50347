-- Surveys with over a tenth of their scores (five at least) off the scale (0 to 10 for nps, 1 to 5 for csat): the export uses
-- another scale.
{{ config(
    severity='warn',
    meta={'remedy': 'export the survey with scores of 0 to 10 (nps) or 1 to 5 (csat); others are no valid answers'},
) }}

select survey_id, kind, count(*) as responses, sum(case when is_off then 1 else 0 end) as responses_off_scale
from (
    select
        survey_id,
        kind,
        (kind = 'nps' and score not between 0 and 10) or (kind = 'csat' and score not between 1 and 5) as is_off
    from {{ ref('fct_survey_response') }}
    where score is not null
) as scored
group by survey_id, kind
having sum(case when is_off then 1 else 0 end) >= 5 and 10 * sum(case when is_off then 1 else 0 end) > count(*)
