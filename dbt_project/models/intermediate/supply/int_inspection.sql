-- Grain: one row per inspection that exists now: a lot (SAP), a quality check (Odoo) or a result kept by hand.
with sap_lots as (
    {{ newest_rows(ref('stg_sap__inspection_lots'), ['_system', '_instance', 'inspection_id']) }}
),

odoo_checks as (
    {{ newest_rows(ref('stg_odoo__quality_checks'), ['_system', '_instance', 'inspection_id']) }}
),

kept as (
    {{ newest_rows(ref('stg_template__inspection'), ['_system', '_instance', 'inspection_id']) }}
),

decided as (
    select
        sap_lots.*,
        case
            when coalesce(sap_lots.decision_code, sap_lots.decision_valuation) is null and sap_lots.decision_date is null
                then 'open'
            else coalesce(valuation.meaning, code.meaning, 'unmapped')
        end as result,
        coalesce(nullif(sap_lots.sample_size, 0), sap_lots.lot_quantity) as looked_at,
        coalesce(sap_lots.to_blocked, sap_lots.to_scrap, sap_lots.to_return) is not null as is_posted
    from sap_lots
    left join {{ ref('supply_label') }} as valuation
        on sap_lots.decision_valuation = valuation.label and valuation.system = 'sap' and valuation.field = 'decision'
    left join {{ ref('supply_label') }} as code
        on sap_lots.decision_valuation is null
        and sap_lots.decision_code = code.label
        and code.system = 'sap'
        and code.field = 'decision'
),

unioned as (
    select
        _system as system,
        _instance as instance,
        _system as source_system,
        _instance as source_instance,
        inspection_id,
        product_id,
        plant,
        batch,
        inspection_type,
        cast(null as string) as step,
        created_on,
        case when result <> 'open' then inspected_on end as inspected_on,
        lot_quantity,
        case when result <> 'open' then looked_at end as inspected_quantity,
        case
            when result in ('accepted', 'rejected')
                then greatest(
                    looked_at - coalesce(defective_quantity, case when result = 'rejected' then looked_at else 0 end), 0
                )
        end as passed_quantity,
        defective_quantity as defect_quantity,
        cast(null as int) as opportunities_per_unit,
        to_unrestricted as released_quantity,
        case
            when is_posted then coalesce(to_blocked, 0) + coalesce(to_scrap, 0) + coalesce(to_return, 0)
        end as refused_quantity,
        unit,
        coalesce(inspection_type like '09%', false) as is_reinspection,
        cast(null as string) as characteristic,
        cast(null as decimal(28, 8)) as measured_value,
        cast(null as decimal(28, 8)) as lower_limit,
        cast(null as decimal(28, 8)) as upper_limit,
        cast(null as string) as measure_unit,
        result,
        supplier_id,
        purchase_order_id,
        purchase_order_item,
        production_order_id,
        _date_from,
        _file,
        _record
    from decided
    union all
    select
        odoo_checks._system as system,
        odoo_checks._instance as instance,
        odoo_checks._system as source_system,
        odoo_checks._instance as source_instance,
        odoo_checks.inspection_id,
        odoo_checks.product_id,
        coalesce(
            {{ odoo_warehouse('odoo_checks.production_order_id') }}, {{ odoo_warehouse('odoo_checks.picking') }}
        ) as plant,
        odoo_checks.batch,
        odoo_checks.inspection_type,
        cast(null as string) as step,
        odoo_checks.created_on,
        case when known.meaning in ('accepted', 'rejected') then odoo_checks.inspected_on end as inspected_on,
        cast(null as decimal(28, 8)) as lot_quantity,
        case when known.meaning in ('accepted', 'rejected') then 1 end as inspected_quantity,
        case known.meaning when 'accepted' then 1 when 'rejected' then 0 end as passed_quantity,
        case known.meaning when 'accepted' then 0 when 'rejected' then 1 end as defect_quantity,
        cast(null as int) as opportunities_per_unit,
        cast(null as decimal(28, 8)) as released_quantity,
        cast(null as decimal(28, 8)) as refused_quantity,
        'check' as unit,
        false as is_reinspection,
        odoo_checks.characteristic,
        odoo_checks.measured_value,
        cast(null as decimal(28, 8)) as lower_limit,
        cast(null as decimal(28, 8)) as upper_limit,
        cast(null as string) as measure_unit,
        coalesce(known.meaning, 'unmapped') as result,
        cast(null as string) as supplier_id,
        cast(null as string) as purchase_order_id,
        cast(null as string) as purchase_order_item,
        odoo_checks.production_order_id,
        odoo_checks._date_from,
        odoo_checks._file,
        odoo_checks._record
    from odoo_checks
    left join {{ ref('supply_label') }} as known
        on odoo_checks.status_label = known.label and known.system = 'odoo' and known.field = 'check_result'
    union all
    select
        _system as system,
        _instance as instance,
        coalesce(source_system, _system) as source_system,
        case when source_system is null then _instance else coalesce(source_instance, 'default') end as source_instance,
        inspection_id,
        product_id,
        plant,
        batch,
        cast(null as string) as inspection_type,
        step,
        created_on,
        inspected_on,
        lot_quantity,
        inspected_quantity,
        passed_quantity,
        defect_count as defect_quantity,
        opportunities_per_unit,
        cast(null as decimal(28, 8)) as released_quantity,
        cast(null as decimal(28, 8)) as refused_quantity,
        unit,
        is_reinspection,
        characteristic,
        measured_value,
        lower_limit,
        upper_limit,
        measure_unit,
        result,
        cast(null as string) as supplier_id,
        cast(null as string) as purchase_order_id,
        cast(null as string) as purchase_order_item,
        cast(null as string) as production_order_id,
        _date_from,
        _file,
        _record
    from kept
),

keyed as (
    select
        unioned.system as own_system,
        unioned.instance as own_instance,
        unioned.source_system as system,
        unioned.source_instance as instance,
        unioned.inspection_id,
        unioned.product_id,
        unioned.plant,
        unioned.batch,
        unioned.inspection_type,
        unioned.step,
        unioned.created_on,
        unioned.inspected_on,
        unioned.lot_quantity,
        unioned.inspected_quantity,
        unioned.passed_quantity,
        unioned.defect_quantity,
        unioned.opportunities_per_unit,
        unioned.released_quantity,
        unioned.refused_quantity,
        unioned.unit,
        unioned.is_reinspection,
        unioned.characteristic,
        unioned.measured_value,
        unioned.lower_limit,
        unioned.upper_limit,
        unioned.measure_unit,
        unioned.result,
        unioned.supplier_id,
        unioned.purchase_order_id,
        unioned.purchase_order_item,
        unioned.production_order_id,
        coalesce(unioned.inspected_on, unioned.created_on, unioned._date_from) as unit_day,
        unioned._file,
        unioned._record
    from unioned
),

placed as (
    {{ with_org_unit('keyed', 'plant', 'plant', 'unit_day') }}
),

final as (
    select
        own_system || ':' || own_instance || ':' || inspection_id as inspection_id,
        own_system as system,
        own_instance as instance,
        inspection_id as source_id,
        org_unit_id,
        plant,
        system || ':' || instance || ':' || product_id as product_id,
        batch,
        inspection_type,
        step,
        created_on,
        inspected_on,
        result,
        is_reinspection,
        cast(lot_quantity as decimal(28, 8)) as lot_quantity,
        cast(inspected_quantity as decimal(28, 8)) as inspected_quantity,
        cast(passed_quantity as decimal(28, 8)) as passed_quantity,
        cast(defect_quantity as decimal(28, 8)) as defect_quantity,
        opportunities_per_unit,
        cast(released_quantity as decimal(28, 8)) as released_quantity,
        cast(refused_quantity as decimal(28, 8)) as refused_quantity,
        unit,
        characteristic,
        measured_value,
        lower_limit,
        upper_limit,
        measure_unit,
        system || ':' || instance || ':' || supplier_id as supplier_id,
        system || ':' || instance || ':' || purchase_order_id || ':' || purchase_order_item as purchase_order_line_id,
        system || ':' || instance || ':' || production_order_id as production_order_id,
        _file,
        _record
    from placed
)

select * from final
