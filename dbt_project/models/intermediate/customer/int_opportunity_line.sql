-- Grain: one row per line of an opportunity that exists now.
with lines as (
    {{ newest_rows(ref('stg_salesforce__opportunity_line_item'), ['_system', '_instance', 'line_id']) }}
),

keyed as (
    select lines.*, _system || ':' || _instance || ':' || opportunity_id as qualified_opportunity_id from lines
),

final as (
    select
        keyed._system || ':' || keyed._instance || ':' || keyed.line_id as opportunity_line_id,
        keyed._system as system,
        keyed._instance as instance,
        keyed.qualified_opportunity_id as opportunity_id,
        keyed._system || ':' || keyed._instance || ':' || keyed.product_id as product_id,
        keyed.product_code,
        keyed.position,
        keyed.quantity,
        cast(keyed.unit_price as decimal(28, 4)) as unit_price,
        cast(keyed.list_price as decimal(28, 4)) as list_price,
        {{ half_up('cast(keyed.discount_percent as double) / 100', 'decimal(9, 6)') }} as discount_share,
        cast(keyed.total_price as decimal(28, 4)) as amount,
        coalesce(keyed.currency, opportunity.currency, setting.currency, company.base_currency) as currency,
        keyed.service_date,
        keyed._file,
        keyed._record
    from keyed
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_opportunity') }} as opportunity on keyed.qualified_opportunity_id = opportunity.opportunity_id
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on keyed._system = setting.system and keyed._instance = setting.instance
    where not keyed.is_deleted
)

select * from final
