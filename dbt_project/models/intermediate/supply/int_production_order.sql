-- Grain: one row per production order that exists now. A text of several flags takes the one that is furthest along.
with sap_orders as (
    {{ newest_rows(ref('stg_sap__production_orders'), ['_system', '_instance', 'production_order_id']) }}
),

odoo_orders as (
    {{ newest_rows(ref('stg_odoo__manufacturing_orders'), ['_system', '_instance', 'production_order_id']) }}
),

flags as (
    select
        sap_orders._system,
        sap_orders._instance,
        sap_orders.production_order_id,
        known.meaning,
        row_number() over (
            partition by sap_orders._system, sap_orders._instance, sap_orders.production_order_id
            order by known.priority desc nulls last, known.label nulls last
        ) as choice
    from sap_orders
    inner join {{ ref('supply_label') }} as known
        on known.system = 'sap'
        and known.field = 'production_flag'
        and ' ' || lower(sap_orders.status_text) || ' ' like '% ' || known.label || ' %'
),

orders as (
    select
        sap_orders._system as system,
        sap_orders._instance as instance,
        sap_orders.production_order_id,
        sap_orders.product_id,
        sap_orders.plant,
        sap_orders.order_type,
        sap_orders.sales_order_id,
        sap_orders.batch,
        coalesce(flags.meaning, 'unmapped') as status,
        sap_orders.status_text,
        sap_orders.planned_start_date,
        sap_orders.planned_finish_date,
        sap_orders.release_date,
        sap_orders.actual_start_date,
        sap_orders.actual_finish_date,
        sap_orders.created_on,
        sap_orders.ordered_quantity,
        coalesce(sap_orders.confirmed_yield, sap_orders.delivered_quantity) as confirmed_quantity,
        sap_orders.delivered_quantity,
        sap_orders.scrapped_quantity,
        sap_orders.rework_quantity,
        sap_orders.unit,
        sap_orders._date_from,
        sap_orders._file,
        sap_orders._record
    from sap_orders
    left join flags
        on sap_orders._system = flags._system
        and sap_orders._instance = flags._instance
        and sap_orders.production_order_id = flags.production_order_id
        and flags.choice = 1
    union all
    select
        odoo_orders._system as system,
        odoo_orders._instance as instance,
        odoo_orders.production_order_id,
        odoo_orders.product_id,
        odoo_orders.plant,
        cast(null as string) as order_type,
        odoo_orders.sales_order_id,
        odoo_orders.batch,
        coalesce(known.meaning, 'unmapped') as status,
        odoo_orders.status_label as status_text,
        case when known.meaning in ('created', 'cancelled') then odoo_orders.start_date end as planned_start_date,
        coalesce(
            odoo_orders.deadline_date, case when known.meaning <> 'completed' then odoo_orders.end_date end
        ) as planned_finish_date,
        cast(null as date) as release_date,
        case when known.meaning in ('in_progress', 'completed') then odoo_orders.start_date end as actual_start_date,
        case when known.meaning = 'completed' then odoo_orders.end_date end as actual_finish_date,
        cast(null as date) as created_on,
        odoo_orders.ordered_quantity,
        odoo_orders.delivered_quantity as confirmed_quantity,
        odoo_orders.delivered_quantity,
        cast(null as decimal(28, 8)) as scrapped_quantity,
        cast(null as decimal(28, 8)) as rework_quantity,
        odoo_orders.unit,
        odoo_orders._date_from,
        odoo_orders._file,
        odoo_orders._record
    from odoo_orders
    left join {{ ref('supply_label') }} as known
        on odoo_orders.status_label = known.label and known.system = 'odoo' and known.field = 'production_status'
),

dated as (
    select
        orders.*,
        coalesce(actual_finish_date, planned_finish_date, actual_start_date, planned_start_date, _date_from) as unit_day
    from orders
),

placed as (
    {{ with_org_unit('dated', 'plant', 'plant', 'unit_day') }}
),

final as (
    select
        system || ':' || instance || ':' || production_order_id as production_order_id,
        system,
        instance,
        production_order_id as source_id,
        org_unit_id,
        plant,
        order_type,
        system || ':' || instance || ':' || product_id as product_id,
        batch,
        system || ':' || instance || ':' || sales_order_id as sales_order_id,
        status,
        status_text,
        created_on,
        release_date,
        planned_start_date,
        planned_finish_date,
        actual_start_date,
        actual_finish_date,
        ordered_quantity,
        confirmed_quantity,
        delivered_quantity,
        scrapped_quantity,
        rework_quantity,
        unit,
        _file,
        _record
    from placed
)

select * from final
