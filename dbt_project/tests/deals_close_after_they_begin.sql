-- Closed deals whose close date lies before the day they were created.
{{ config(
    severity='warn',
    meta={'remedy': 'correct the close date in the CRM; deals brought in from another system may keep it under a waiver'},
) }}

select opportunity_id, close_date, created_at
from {{ ref('int_opportunity') }}
where is_closed and close_date < cast(created_at as date)
