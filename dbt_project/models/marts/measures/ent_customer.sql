-- One row per contribution of a record to a customer or sales measure. Shares count 0 or 1 over all their rows, so that numerator
-- and denominator rest on the same ones; a deal won without a rate is blocked.
{{ config(materialized='view') }}

with run as (
    select as_of from {{ ref('kpi_run') }}
),

response as (
    select
        response.kind,
        response.responded_on as day,
        response.org_unit_id,
        response.score,
        response.is_latest,
        response._file,
        response._record
    from {{ ref('fct_survey_response') }} as response
    cross join run
    where response.responded_on <= run.as_of
),

opportunity as (
    select
        opportunity.close_date as day,
        opportunity.org_unit_id,
        opportunity.is_won,
        opportunity.amount_base,
        opportunity.is_missing_rate,
        opportunity._file,
        opportunity._record
    from {{ ref('fct_opportunity') }} as opportunity
    cross join run
    where opportunity.is_closed and opportunity.close_date <= run.as_of
),

counted as (
    select
        kind.measure_id,
        response.day,
        response.org_unit_id,
        case kind.measure_id
            when 'nps_promoters' then case when response.score >= 9 then 1 else 0 end
            when 'nps_detractors' then case when response.score <= 6 then 1 else 0 end
            else 1
        end as value,
        response._file,
        response._record
    from response
    cross join (select measure_id from {{ ref('measure_catalog') }} where measure_id like 'nps_%') as kind
    where response.kind = 'nps' and response.is_latest and response.score between 0 and 10
    union all
    select
        kind.measure_id,
        response.day,
        response.org_unit_id,
        case when kind.measure_id = 'csat_satisfied' and response.score < 4 then 0 else 1 end as value,
        response._file,
        response._record
    from response
    cross join (select measure_id from {{ ref('measure_catalog') }} where measure_id like 'csat_%') as kind
    where response.kind = 'csat' and response.score between 1 and 5
    union all
    select
        kind.measure_id,
        opportunity.day,
        opportunity.org_unit_id,
        case when kind.measure_id = 'opportunities_won' and not opportunity.is_won then 0 else 1 end as value,
        opportunity._file,
        opportunity._record
    from opportunity
    cross join (select measure_id from {{ ref('measure_catalog') }} where measure_id like 'opportunities_%') as kind
)

select measure_id, day, org_unit_id, cast(value as decimal(28, 6)) as value, false as is_blocked, _file, _record
from counted
union all
select
    'bookings' as measure_id,
    day,
    org_unit_id,
    cast(coalesce(amount_base, 0) as decimal(28, 6)) as value,
    is_missing_rate as is_blocked,
    _file,
    _record
from opportunity
where is_won
