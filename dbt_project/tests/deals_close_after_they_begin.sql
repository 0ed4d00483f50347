-- Closed deals whose close date lies before the day they were created.
{{ config(
    severity='warn',
    meta={'remedy': 'correct the close date in the CRM; deals brought in from another system may keep it under a waiver'},
) }}

select opportunity_id, close_date, created_at
from {{ ref('stg_salesforce__opportunity') }}
where _is_newest and is_closed and not is_deleted and close_date < cast(created_at as date)
