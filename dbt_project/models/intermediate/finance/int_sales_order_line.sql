-- Grain: one row per sales order line as it stands now; the promised date is also kept as it was first seen.
with sap_lines as (
    {{ newest_rows(ref('stg_sap__sales_order_items'), ['_system', '_instance', 'sales_order', 'item']) }}
),

odoo_newest as (
    {{ newest_rows(ref('stg_odoo__sale_order_lines'), ['_system', '_instance', 'sales_order', 'item']) }}
),

odoo_lines as (
    select odoo_newest.*, {{ mul('order_quantity', 'net_price') }} as gross_value
    from odoo_newest
),

seen as (
    select _system, _instance, sales_order, item, delivery_date, _newness, _file, _record
    from {{ ref('stg_sap__sales_order_items') }}
    union all
    select _system, _instance, sales_order, item, delivery_date, _newness, _file, _record
    from {{ ref('stg_odoo__sale_order_lines') }}
),

first_promises as (
    select _system, _instance, sales_order, item, delivery_date as first_promised_date
    from (
        select
            seen.*,
            row_number() over (
                partition by _system, _instance, sales_order, item
                order by _newness nulls last, _file nulls last, _record nulls last
            ) as place
        from seen
        where delivery_date is not null
    ) as ranked
    where place = 1
),

unioned as (
    select
        _system,
        _instance,
        sales_order,
        item,
        customer_id,
        product_id,
        document_date as order_date,
        delivery_date as promised_date,
        order_quantity,
        cast(null as decimal(28, 8)) as delivered_quantity,
        cast(null as decimal(28, 8)) as invoiced_quantity,
        sales_unit as unit,
        net_value as amount,
        currency,
        case
            when rejection_reason is not null then 'cancelled'
            when coalesce(status, delivery_status) in (
                'c', 'completed', 'completely processed', 'fully delivered', 'abgeschlossen', 'vollständig bearbeitet',
                'erledigt', 'tratado completamente', 'completado', 'concluído', 'processado completamente', '已完成', '完全处理'
            ) then 'completed'
            when coalesce(status, delivery_status) in (
                'b', 'partially processed', 'being processed', 'in process', 'partially delivered', 'teilweise bearbeitet',
                'in arbeit', 'tratado parcialmente', 'en tratamiento', 'processado parcialmente', 'em processamento',
                '部分处理', '处理中'
            ) then 'in_process'
            when coalesce(status, delivery_status) in (
                'a', 'open', 'not yet processed', 'not delivered', 'offen', 'nicht bearbeitet', 'abierto', 'no tratado',
                'aberto', 'não processado', '未处理', '未清'
            ) then 'open'
            else 'unmapped'
        end as status,
        'plant' as unit_type,
        plant as unit_key,
        _file,
        _record
    from sap_lines
    union all
    select
        _system,
        _instance,
        sales_order,
        item,
        customer_id,
        product_id,
        order_date,
        delivery_date as promised_date,
        order_quantity,
        delivered_quantity,
        invoiced_quantity,
        unit,
        coalesce(
            net_value,
            cast({{ mul('gross_value', 'cast(100 - coalesce(discount, 0) as double) / 100') }} as decimal(20, 4))
        ) as amount,
        currency,
        case
            when status in (
                'draft', 'sent', 'quotation', 'quotation sent', 'angebot', 'angebot gesendet', 'presupuesto',
                'presupuesto enviado', 'cotización', 'cotación', 'cotação', 'cotação enviada', '报价单', '报价单已发送'
            ) then 'quotation'
            when status in ('cancel', 'cancelled', 'canceled', 'storniert', 'abgebrochen', 'cancelado', '已取消') then 'cancelled'
            when status in (
                'sale', 'done', 'locked', 'sales order', 'verkaufsauftrag', 'gesperrt', 'pedido de venta', 'orden de venta',
                'bloqueado', 'pedido de vendas', 'pedido de venda', '销售订单', '已锁定'
            ) then case
                when delivered_quantity >= order_quantity then 'completed'
                when delivered_quantity > 0 then 'in_process'
                when status in ('done', 'locked', 'gesperrt', 'bloqueado', '已锁定') then 'completed'
                else 'open'
            end
            else 'unmapped'
        end as status,
        'team' as unit_type,
        sales_team as unit_key,
        _file,
        _record
    from odoo_lines
),

named as (
    select
        unioned._system as system,
        unioned._instance as instance,
        unioned.*,
        first_promises.first_promised_date,
        coalesce(unioned.currency, setting.currency, company.base_currency) as line_currency,
        coalesce(unioned.order_date, company.as_of) as mapped_on
    from unioned
    cross join {{ ref('int_company') }} as company
    left join first_promises
        on unioned._system = first_promises._system
        and unioned._instance = first_promises._instance
        and unioned.sales_order = first_promises.sales_order
        and unioned.item = first_promises.item
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on unioned._system = setting.system and unioned._instance = setting.instance
),

placed as (
    {{ with_org_unit_by_type('named', 'mapped_on') }}
),

final as (
    select
        system || ':' || instance || ':' || sales_order || ':' || item as sales_order_line_id,
        system,
        instance,
        system || ':' || instance || ':' || sales_order as sales_order_id,
        item as line_number,
        system || ':' || instance || ':' || customer_id as customer_id,
        system || ':' || instance || ':' || product_id as product_id,
        org_unit_id,
        unit_type,
        unit_key,
        status,
        order_date,
        first_promised_date,
        promised_date,
        cast(order_quantity as decimal(28, 8)) as order_quantity,
        delivered_quantity,
        invoiced_quantity,
        unit,
        cast(amount as decimal(28, 4)) as amount,
        line_currency as currency,
        _file,
        _record
    from placed
)

select * from final
