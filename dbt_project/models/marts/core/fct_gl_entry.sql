-- Grain: one row per active general ledger line and side (debit-positive, entity currency), also those after the as-of date.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    partition_by=month_partition(),
    pre_hook="{{ clear_changed_months(ref('int_gl_entry_digest')) }}",
) }}

select
    line.system,
    line.dataset,
    line.instance,
    line.entity_id,
    line.account,
    line.account_type,
    line.accounting_date,
    line.posting_date,
    line.amount,
    line.currency,
    line.rate,
    line.amount_base,
    line.entry_kind,
    line.org_unit_id,
    line.cost_centre_type,
    line.cost_centre,
    line.project,
    line.counter_account,
    line.side,
    line.is_unmapped,
    line.is_sign_unknown,
    line.is_missing_rate,
    line._file,
    line._record,
    digest._digest,
    line._month
from {{ ref('int_gl_entry') }} as line
inner join {{ ref('int_gl_entry_digest') }} as digest on line._month = digest._month
where {{ is_absent_month('line._month', ref('int_gl_entry_digest')) }}
