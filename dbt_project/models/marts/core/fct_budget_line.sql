-- Grain: one row per active budget line (natural sign), of every version.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    partition_by=month_partition(),
    pre_hook="{{ clear_changed_months(ref('int_budget_line_digest')) }}",
) }}

select
    line.entity_id,
    line.budget_version,
    line.version_kind,
    line.approved_on,
    line.fiscal_year,
    line.account,
    line.account_type,
    line.is_current,
    line.org_unit_id,
    line.cost_centre,
    line.project,
    line.product_id,
    line.quantity,
    line.month,
    line.amount,
    line.currency,
    line.rate,
    line.amount_base,
    line.is_missing_rate,
    line._file,
    line._record,
    digest._digest,
    line._month
from {{ ref('int_budget_line') }} as line
inner join {{ ref('int_budget_line_digest') }} as digest on line._month = digest._month
where {{ is_absent_month('line._month', ref('int_budget_line_digest')) }}
