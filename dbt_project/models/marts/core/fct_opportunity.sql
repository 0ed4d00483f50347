-- Grain: one row per opportunity that exists now, by close date, also those that close after the as-of date.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    partition_by=month_partition(),
    pre_hook="{{ clear_changed_months(ref('int_opportunity_digest')) }}",
) }}

select
    line.opportunity_id,
    line.customer_id,
    line.org_unit_id,
    line.close_date,
    line.is_closed,
    line.is_won,
    line.amount,
    line.currency,
    line.rate,
    line.amount_base,
    line.is_missing_rate,
    line._file,
    line._record,
    digest._digest,
    line._month
from {{ ref('int_opportunity') }} as line
inner join {{ ref('int_opportunity_digest') }} as digest on line._month = digest._month
where {{ is_absent_month('line._month', ref('int_opportunity_digest')) }}
