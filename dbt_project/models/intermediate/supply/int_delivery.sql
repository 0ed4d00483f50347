-- Grain: one row per line of a delivery to a customer: kept by hand, or an Odoo move to a customer (what is still to ship, too).
-- Of a sales order whose deliveries are kept by hand the moves are left out: they are the same deliveries.
with kept as (
    {{ newest_rows(ref('stg_template__delivery'), ['_system', '_instance', 'delivery_id', 'line_number']) }}
),

moves as (
    select
        int_stock_move.*,
        row_number() over (
            partition by system, instance, document
            order by posting_date nulls last, _file nulls last, _record nulls last
        ) as line_number
    from {{ ref('int_stock_move') }} as int_stock_move
    where system = 'odoo'
        and move_kind in ('delivery', 'drop_shipment')
        and not exists (
            select 1 from kept
            where kept.source_system = int_stock_move.system
                and coalesce(kept.source_instance, 'default') = int_stock_move.instance
                and kept.sales_order_id = int_stock_move.source_document
        )
),

unioned as (
    select
        _system as own_system,
        _instance as own_instance,
        coalesce(source_system, _system) as system,
        case when source_system is null then _instance else coalesce(source_instance, 'default') end as instance,
        delivery_id,
        line_number,
        sales_order_id,
        sales_order_line,
        customer_id,
        product_id,
        plant,
        carrier,
        ordered_quantity,
        delivered_quantity,
        unit,
        requested_date,
        promised_date,
        shipped_date,
        delivered_date,
        is_undamaged,
        has_correct_documents,
        status,
        coalesce(shipped_date, promised_date, requested_date, _date_from) as unit_day,
        _file,
        _record
    from kept
),

placed as (
    {{ with_org_unit('unioned', 'plant', 'plant', 'unit_day') }}
),

final as (
    select
        own_system || ':' || own_instance || ':' || delivery_id || ':' || line_number as delivery_line_id,
        own_system || ':' || own_instance || ':' || delivery_id as delivery_id,
        own_system as system,
        own_instance as instance,
        org_unit_id,
        plant,
        system || ':' || instance || ':' || sales_order_id as sales_order_id,
        system || ':' || instance || ':' || sales_order_id || ':' || sales_order_line as sales_order_line_id,
        system || ':' || instance || ':' || customer_id as customer_id,
        system || ':' || instance || ':' || product_id as product_id,
        carrier,
        status,
        requested_date,
        promised_date,
        shipped_date,
        delivered_date,
        ordered_quantity,
        delivered_quantity,
        unit,
        case when status <> 'planned' then delivered_quantity >= ordered_quantity end as is_in_full,
        is_undamaged,
        has_correct_documents,
        _file,
        _record
    from placed
    union all
    select
        system || ':' || instance || ':' || document || ':' || cast(line_number as string) as delivery_line_id,
        system || ':' || instance || ':' || document as delivery_id,
        system,
        instance,
        org_unit_id,
        plant,
        system || ':' || instance || ':' || source_document as sales_order_id,
        cast(null as string) as sales_order_line_id,
        customer_id,
        product_id,
        cast(null as string) as carrier,
        case status when 'done' then 'shipped' else status end as status,
        cast(null as date) as requested_date,
        deadline_date as promised_date,
        case when status = 'done' then posting_date end as shipped_date,
        cast(null as date) as delivered_date,
        coalesce(demand_quantity, moved_quantity) as ordered_quantity,
        moved_quantity as delivered_quantity,
        unit,
        case when status = 'done' then moved_quantity >= coalesce(demand_quantity, moved_quantity) end as is_in_full,
        cast(null as boolean) as is_undamaged,
        cast(null as boolean) as has_correct_documents,
        _file,
        _record
    from moves
)

select * from final
