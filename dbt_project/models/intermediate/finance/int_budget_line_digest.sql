-- Grain: one row per month of the budget, with the digest of its finished rows.
with lines as (
    select
        _month,
        md5({{ row_text([
            'entity_id',
            'budget_version',
            'approved_on',
            'version_kind',
            'fiscal_year',
            'account',
            'account_type',
            'is_current',
            'org_unit_id',
            'cost_centre',
            'project',
            'product_id',
            'quantity',
            'month',
            'amount',
            'currency',
            'rate',
            'amount_base',
            'is_missing_rate',
            '_file',
            '_record',
        ]) }}) as told
    from {{ ref('int_budget_line') }}
),

final as (
    select _month, md5({{ ordered_list('told') }}) as _digest
    from lines
    group by _month
)

select * from final
