-- Grain: one row per month of opportunities by close date, with the digest of its finished rows.
with lines as (
    select
        _month,
        md5({{ row_text([
            'opportunity_id',
            'customer_id',
            'org_unit_id',
            'close_date',
            'is_closed',
            'is_won',
            'amount',
            'currency',
            'rate',
            'amount_base',
            'is_missing_rate',
            '_file',
            '_record',
        ]) }}) as told
    from {{ ref('int_opportunity') }}
    where _month is not null -- an open deal of HubSpot may have no close date; it is no fact yet
),

final as (
    select _month, md5({{ ordered_list('told') }}) as _digest
    from lines
    group by _month
)

select * from final
