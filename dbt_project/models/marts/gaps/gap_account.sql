-- Grain: one row per fact (ledger or budget), system, instance, dataset, entity, account (as the account type map names it) and
-- currency without an account type.
with account_names as (
    select entity_id, account, max(account_name) as account_name
    from {{ ref('int_gl_account') }}
    group by entity_id, account
),

final as (
    select
        totals.model,
        totals.system,
        totals.instance,
        totals.dataset,
        trim(replace(totals.account, ' (deleted)', '')) as label, -- QuickBooks' mark on an account that was deleted later
        totals.entity_id as scope,
        totals.currency,
        min(totals.first_day) as first_day,
        max(totals.last_day) as last_day,
        sum(totals.row_count) as row_count,
        {{ ratio('sum(totals.row_count)', 'max(totals.all_rows)') }} as row_share,
        sum(totals.amount) as amount,
        {{ ratio('sum(totals.amount)', 'max(totals.all_amount)') }} as amount_share,
        max(account_names.account_name) as note
    from {{ ref('gap_line') }} as totals
    left join account_names on totals.entity_id = account_names.entity_id and totals.account = account_names.account
    where totals.lacks_type = 1
    group by
        totals.model,
        totals.system,
        totals.instance,
        totals.dataset,
        trim(replace(totals.account, ' (deleted)', '')),
        totals.entity_id,
        totals.currency
)

select * from final
