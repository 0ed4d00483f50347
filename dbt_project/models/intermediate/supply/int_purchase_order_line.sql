-- Grain: one row per line of a purchasing document that exists now, headers, schedule lines and history joined to it.
-- Of SAP's two exports EKPO tells of a line and ME2N fills in what no table of the line has.
{%- set key = ['_system', '_instance', 'purchase_order_id', 'line_number'] %}
{%- set shape = {
    'purchase_order_id': none,
    'line_number': none,
    'product_id': none,
    'product_group': 'cast(null as string)',
    'plant': 'cast(null as string)',
    'company_code': 'cast(null as string)',
    'account_assignment': 'cast(null as string)',
    'account': 'cast(null as string)',
    'supplier_id': 'cast(null as string)',
    'order_date': 'cast(null as date)',
    'document_category': 'cast(null as string)',
    'deletion_indicator': 'cast(null as string)',
    'status_label': 'cast(null as string)',
    'ordered_quantity': none,
    'received_quantity': 'cast(null as decimal(28, 8))',
    'invoiced_quantity': 'cast(null as decimal(28, 8))',
    'unit': 'cast(null as string)',
    'net_price': none,
    'price_unit': 'cast(null as decimal(20, 4))',
    'amount': none,
    'currency': 'cast(null as string)',
    'listed_open_amount': 'cast(null as decimal(28, 4))',
    'promised_date': 'cast(null as date)',
    'requested_date': 'cast(null as date)',
    'is_delivery_completed': 'false',
    'is_final_invoice': 'false',
    'has_goods_receipt': 'cast(null as boolean)',
    'has_invoice_receipt': 'cast(null as boolean)',
    'is_return': 'false',
    'is_deleted': 'false',
} %}
{%- set datasets = {
    'stg_sap__ekpo': {
        'product_group': 'product_group', 'plant': 'plant', 'company_code': 'company_code',
        'account_assignment': 'account_assignment', 'deletion_indicator': 'deletion_indicator', 'unit': 'unit',
        'net_price': 'cast(net_price as decimal(28, 8))', 'price_unit': 'price_unit',
        'has_goods_receipt': 'has_goods_receipt', 'has_invoice_receipt': 'has_invoice_receipt',
        'is_delivery_completed': 'is_delivery_completed', 'is_final_invoice': 'is_final_invoice',
        'is_return': 'is_return', 'is_deleted': 'is_deleted',
    },
    'stg_sap__purchase_order_items': {
        'product_group': 'product_group', 'plant': 'plant', 'company_code': 'company_code',
        'account_assignment': 'account_assignment', 'supplier_id': 'supplier_id', 'order_date': 'order_date',
        'document_category': 'document_category', 'deletion_indicator': 'deletion_indicator',
        'received_quantity': 'received_quantity', 'invoiced_quantity': 'invoiced_quantity', 'unit': 'unit',
        'price_unit': 'price_unit', 'currency': 'currency', 'listed_open_amount': 'open_amount',
        'promised_date': 'delivery_date', 'requested_date': 'statistical_date',
    },
    'stg_odoo__purchase_order_lines': {
        'plant': 'plant', 'company_code': 'company_code', 'supplier_id': 'supplier_id', 'order_date': 'order_date',
        'status_label': 'status_label', 'received_quantity': 'received_quantity',
        'invoiced_quantity': 'invoiced_quantity', 'unit': 'unit', 'currency': 'currency',
        'promised_date': 'delivery_date',
        'has_goods_receipt': 'false', 'has_invoice_receipt': 'true',
    },
    'stg_quickbooks__purchase_order_line': {
        'account': 'account', 'net_price': 'unit_price', 'has_goods_receipt': 'false', 'has_invoice_receipt': 'true',
    },
} %}

with candidates as (
    {%- for model, told in datasets.items() %}
    select
        {%- for column, default in shape.items() %}
        {{ told.get(column, default if default is not none else column) }} as {{ column }},
        {%- endfor %}
        _system,
        _instance,
        _dataset,
        _precedence,
        _newness,
        _is_newest,
        _date_from,
        _file,
        _record
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

newest as (
    {{ newest_rows('candidates', key) }}
),

lines as (
    select
        newest.*,
        _system || ':' || _instance || ':' || purchase_order_id as order_key,
        _system || ':' || _instance || ':' || purchase_order_id || ':' || line_number as line_key
    from newest
    where not is_deleted
),

newest_listed as (
    {{ newest_rows(ref('stg_sap__purchase_order_items'), key) }}
),

listed as (
    select
        newest_listed.*,
        _system || ':' || _instance || ':' || purchase_order_id || ':' || line_number as line_key
    from newest_listed
),

sap_headers as (
    {{ newest_rows(ref('stg_sap__ekko'), ['_system', '_instance', 'purchase_order_id']) }}
),

odoo_headers as (
    {{ newest_rows(ref('stg_odoo__purchase_orders'), ['_system', '_instance', 'purchase_order_id']) }}
),

headers as (
    select
        _system || ':' || _instance || ':' || purchase_order_id as order_key,
        _date_from,
        supplier_id,
        order_date,
        currency,
        company_code,
        document_category,
        deletion_indicator,
        cast(null as string) as status_label,
        cast(null as date) as expected_date,
        cast(null as date) as first_receipt_date
    from sap_headers
    where not is_deleted
    union all
    select
        _system || ':' || _instance || ':' || purchase_order_id as order_key,
        _date_from,
        supplier_id,
        order_date,
        currency,
        company_code,
        cast(null as string) as document_category,
        cast(null as string) as deletion_indicator,
        status_label,
        expected_date,
        first_receipt_date
    from odoo_headers
),

newest_schedules as (
    {{ newest_rows(ref('stg_sap__eket'), ['_system', '_instance', 'purchase_order_id', 'line_number', 'schedule_line']) }}
),

schedules as (
    select
        _system || ':' || _instance || ':' || purchase_order_id || ':' || line_number as line_key,
        max(delivery_date) as promised_date,
        max(statistical_date) as requested_date,
        sum(received_quantity) as received_quantity
    from newest_schedules
    where not is_deleted
    group by _system, _instance, purchase_order_id, line_number
),

promises as (
    select
        _system || ':' || _instance || ':' || purchase_order_id || ':' || line_number as line_key,
        _date_from,
        _precedence,
        _newness,
        promised_date
    from candidates
    where promised_date is not null
    union all
    select
        _system || ':' || _instance || ':' || purchase_order_id || ':' || line_number as line_key,
        _date_from,
        0 as _precedence,
        _newness,
        max(delivery_date) as promised_date
    from {{ ref('stg_sap__eket') }}
    group by _system, _instance, purchase_order_id, line_number, _date_from, _newness
),

first_promises as (
    select
        promises.*,
        row_number() over (
            partition by line_key
            order by _date_from nulls last, _precedence nulls last, _newness nulls last, promised_date nulls last
        ) as choice
    from promises
),

events as (
    select
        purchase_order_line_id as line_key,
        sum(case when event_kind = 'receipt' then quantity end) as received_quantity,
        sum(case when event_kind = 'invoice' then quantity end) as invoiced_quantity,
        sum(case when event_kind = 'invoice' then amount end) as invoiced_amount,
        min(case when event_kind = 'receipt' and quantity > 0 then posting_date end) as first_receipt_date,
        max(case when event_kind = 'receipt' and quantity > 0 then posting_date end) as last_receipt_date
    from {{ ref('int_purchase_order_event') }}
    group by purchase_order_line_id
),

histories as (
    select distinct system, instance from {{ ref('int_purchase_order_event') }}
),

receipt_days as (
    select purchase_order_line_id as line_key, posting_date, sum(quantity) as quantity
    from {{ ref('int_purchase_order_event') }}
    where event_kind = 'receipt'
    group by purchase_order_line_id, posting_date
),

running as (
    select
        line_key,
        posting_date,
        sum(quantity) over (
            partition by line_key order by posting_date nulls last rows between unbounded preceding and current row
        ) as received_by_then
    from receipt_days
),

filled as (
    select running.line_key, min(running.posting_date) as full_date
    from running
    inner join lines on running.line_key = lines.line_key
    where running.received_by_then >= lines.ordered_quantity
    group by running.line_key
),

joined as (
    select
        lines._system as system,
        lines._instance as instance,
        lines._dataset,
        lines._date_from,
        lines._file,
        lines._record,
        lines.line_key,
        lines.order_key,
        lines.line_number,
        lines.product_id,
        lines.product_group,
        lines.plant,
        coalesce(lines.company_code, headers.company_code) as company_code,
        lines.account_assignment,
        lines.account,
        coalesce(headers.supplier_id, lines.supplier_id, listed.supplier_id) as supplier_id,
        coalesce(headers.order_date, lines.order_date, listed.order_date) as order_date,
        coalesce(headers.document_category, lines.document_category, listed.document_category) as document_category,
        case when headers.deletion_indicator = 'L' then 'L' else lines.deletion_indicator end as deletion_indicator,
        case when headers._date_from > lines._date_from then coalesce(headers.status_label, lines.status_label)
            else coalesce(lines.status_label, headers.status_label)
        end as status_label,
        lines.is_return,
        lines.is_delivery_completed,
        lines.is_final_invoice,
        case
            when lines._system = 'sap' and not coalesce(lines.has_goods_receipt, false)
                and coalesce(lines.has_invoice_receipt, false)
                then 'invoice'
            when lines._system = 'sap' then 'receipt'
            else 'invoice'
        end as relieved_by,
        coalesce(lines.has_invoice_receipt, false) as has_invoice_receipt,
        case when lines.is_return then -lines.ordered_quantity else lines.ordered_quantity end as ordered_quantity,
        coalesce(
            events.received_quantity,
            schedules.received_quantity,
            lines.received_quantity,
            listed.received_quantity,
            case when histories.system is not null then 0 end
        ) as received_quantity,
        coalesce(
            events.invoiced_quantity,
            lines.invoiced_quantity,
            listed.invoiced_quantity,
            case when histories.system is not null then 0 end
        ) as invoiced_quantity,
        events.invoiced_amount,
        lines.unit,
        coalesce(
            lines.amount,
            {{ half_up(
                'cast(' ~ mul('lines.ordered_quantity', 'lines.net_price')
                ~ ' as double) / nullif(coalesce(nullif(cast(lines.price_unit as double), 0), 1), 0)',
                'decimal(28, 4)'
            ) }}
        ) as amount,
        case
            when lines._dataset = 'purchase_order_items' then lines.listed_open_amount
        end as listed_open_amount,
        coalesce(headers.currency, lines.currency, listed.currency) as currency,
        coalesce(schedules.promised_date, lines.promised_date, listed.delivery_date, headers.expected_date) as promised_date,
        coalesce(schedules.requested_date, lines.requested_date, listed.statistical_date) as requested_date,
        first_promises.promised_date as first_promised_date,
        coalesce(
            events.first_receipt_date,
            case when lines.received_quantity > 0 then headers.first_receipt_date end
        ) as first_receipt_date,
        events.last_receipt_date,
        case when events.received_quantity >= lines.ordered_quantity then filled.full_date end as received_in_full_date
    from lines
    left join headers on lines.order_key = headers.order_key
    left join listed on lines.line_key = listed.line_key
    left join schedules on lines.line_key = schedules.line_key
    left join first_promises on lines.line_key = first_promises.line_key and first_promises.choice = 1
    left join events on lines.line_key = events.line_key
    left join filled on lines.line_key = filled.line_key
    left join histories on lines._system = histories.system and lines._instance = histories.instance
),

judged as (
    select
        joined.*,
        case coalesce(joined.document_category, 'F')
            when 'F' then 'order'
            when 'L' then 'scheduling_agreement'
            when 'K' then 'contract'
            when 'A' then 'request'
            else 'unmapped'
        end as document_kind,
        case
            when joined.system = 'odoo' then coalesce(known.meaning, 'unmapped')
            when joined.system <> 'sap' then 'unmapped'
            when joined.deletion_indicator = 'L' then 'cancelled'
            when joined.deletion_indicator = 'S' then 'blocked'
            when joined.document_category = 'A' then 'draft'
            when joined.is_delivery_completed and (joined.is_final_invoice or not joined.has_invoice_receipt)
                then 'closed'
            when joined.deletion_indicator is null then 'open'
            else 'unmapped'
        end as status,
        coalesce(joined.order_date, joined._date_from) as unit_day
    from joined
    left join {{ ref('supply_label') }} as known
        on joined.status_label = known.label and known.system = 'odoo' and known.field = 'purchase_status'
),

opened as (
    select
        judged.*,
        case
            when status = 'unmapped' or document_kind = 'unmapped' then null
            when status not in ('open', 'blocked') or document_kind in ('contract', 'request') then 0
            when is_return then 0
            when relieved_by = 'receipt' and is_delivery_completed then 0
            when relieved_by = 'invoice' and is_final_invoice then 0
            when relieved_by = 'receipt' then greatest(ordered_quantity - coalesce(received_quantity, 0), 0)
            else greatest(ordered_quantity - coalesce(invoiced_quantity, 0), 0)
        end as open_quantity
    from judged
),

valued as (
    select
        opened.*,
        case
            when status = 'unmapped' or document_kind = 'unmapped' then null
            when open_quantity = 0 and coalesce(ordered_quantity, 0) <> 0 then 0
            when status not in ('open', 'blocked') or document_kind in ('contract', 'request') or is_return then 0
            when relieved_by = 'receipt' and is_delivery_completed then 0
            when relieved_by = 'invoice' and is_final_invoice then 0
            when relieved_by = 'receipt' and listed_open_amount is not null then listed_open_amount
            when coalesce(ordered_quantity, 0) = 0 or open_quantity = ordered_quantity then amount
            else {{ half_up(
                'cast(amount as double) * cast(open_quantity as double) / nullif(cast(ordered_quantity as double), 0)',
                'decimal(28, 4)'
            ) }}
        end as open_amount
    from opened
),

placed as (
    {{ with_org_unit('valued', 'plant', 'plant', 'unit_day') }}
),

final as (
    select
        placed.line_key as purchase_order_line_id,
        placed.system,
        placed.instance,
        placed.order_key as purchase_order_id,
        placed.line_number,
        placed.org_unit_id,
        placed.company_code,
        placed.plant,
        placed.account_assignment,
        placed.account,
        placed.system || ':' || placed.instance || ':' || placed.supplier_id as supplier_id,
        placed.system || ':' || placed.instance || ':' || placed.product_id as product_id,
        placed.product_group,
        placed.document_kind,
        placed.status,
        placed.is_return,
        placed.order_date,
        placed.requested_date,
        coalesce(placed.first_promised_date, placed.promised_date) as first_promised_date,
        placed.promised_date,
        placed.first_receipt_date,
        placed.last_receipt_date,
        placed.received_in_full_date,
        cast(placed.ordered_quantity as decimal(28, 8)) as ordered_quantity,
        cast(placed.received_quantity as decimal(28, 8)) as received_quantity,
        cast(placed.invoiced_quantity as decimal(28, 8)) as invoiced_quantity,
        cast(placed.open_quantity as decimal(28, 8)) as open_quantity,
        placed.unit,
        placed.relieved_by,
        cast(case when placed.is_return then -placed.amount else placed.amount end as decimal(28, 4)) as amount,
        cast(placed.invoiced_amount as decimal(28, 4)) as invoiced_amount,
        cast(case when placed.open_amount < 0 then 0 else placed.open_amount end as decimal(28, 4)) as open_amount,
        coalesce(placed.currency, setting.currency, company.base_currency) as currency,
        placed._file,
        placed._record
    from placed
    cross join {{ ref('int_company') }} as company
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on placed.system = setting.system and placed.instance = setting.instance
)

select * from final
