-- Grain: one row per movement of stock at one place: a line of a SAP material document, or one end of an Odoo move
-- (a transfer within the company has two). `quantity` is what stock changed by: receipts plus, issues minus.
-- The amount of a list without currency is in that of the company code's entity; a list that names no company code of a system
-- with books in several currencies has none (NULL), unless the settings name one.
with documents as (
    {%- for model, currency in [('stg_sap__matdoc', 'currency'), ('stg_sap__material_documents', 'cast(null as string)')] %}
    select
        _system as system,
        _instance as instance,
        cast(null as string) as move_end,
        _file,
        _record,
        document,
        document_item,
        posting_date,
        cast(null as date) as deadline_date,
        movement_type,
        product_id,
        plant,
        storage_location,
        batch,
        special_stock,
        quantity,
        unit,
        amount,
        {{ currency }} as currency,
        company_code,
        supplier_id,
        customer_id,
        purchase_order_id,
        purchase_order_item,
        production_order_id,
        movement_reason
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

sap_moves as (
    select
        documents.*,
        case
            when
                known.meaning = 'purchase_receipt'
                and documents.purchase_order_id is null
                and documents.production_order_id is not null
                then 'production_receipt'
            else coalesce(known.meaning, 'unmapped')
        end as move_kind,
        'done' as status,
        cast(null as decimal(28, 8)) as planned_quantity,
        cast(null as decimal(28, 8)) as demand_quantity,
        abs(documents.quantity) as moved_quantity,
        cast(null as string) as source_document
    from documents
    left join {{ ref('supply_label') }} as known
        on documents.movement_type = known.label and known.system = 'sap' and known.field = 'movement_type'
),

places as (
    select label, meaning from {{ ref('supply_label') }} where system = 'odoo' and field = 'place'
),

odoo_moves as (
    select
        moves.*,
        coalesce(source_place.meaning, source_root.meaning, 'inside') as from_kind,
        coalesce(destination_place.meaning, destination_root.meaning, 'inside') as to_kind,
        coalesce(known.meaning, 'unmapped') as status,
        coalesce(moves.quantity, moves.demand) as done_quantity
    from {{ ref('stg_odoo__stock_moves') }} as moves
    left join places as source_place on moves.source_place = source_place.label
    left join places as source_root on {{ dbt.split_part('moves.source_place', "'/'", 1) }} = source_root.label
    left join places as destination_place on moves.destination_place = destination_place.label
    left join places as destination_root on {{ dbt.split_part('moves.destination_place', "'/'", 1) }} = destination_root.label
    left join {{ ref('supply_label') }} as known
        on moves.status_label = known.label and known.system = 'odoo' and known.field = 'move_status'
),

ends as (
    select
        odoo_moves.*,
        'in' as move_end,
        destination_location as storage_location,
        case when to_kind = 'inside' then destination_plant end as plant,
        case from_kind
            when 'supplier' then 'purchase_receipt'
            when 'customer' then 'customer_return'
            when 'production' then 'production_receipt'
            when 'adjustment' then 'adjustment'
            when 'scrap' then 'scrap'
            when 'outside' then 'other_receipt'
            else 'transfer'
        end as move_kind
    from odoo_moves
    where to_kind in ('inside', 'transit')
    union all
    select
        odoo_moves.*,
        'out' as move_end,
        source_location as storage_location,
        case when from_kind = 'inside' then source_plant end as plant,
        case to_kind
            when 'supplier' then 'supplier_return'
            when 'customer' then 'delivery'
            when 'production' then 'consumption'
            when 'adjustment' then 'adjustment'
            when 'scrap' then 'scrap'
            when 'outside' then 'other_issue'
            else 'transfer'
        end as move_kind
    from odoo_moves
    where from_kind in ('inside', 'transit')
    union all
    select
        odoo_moves.*,
        'past' as move_end,
        source_location as storage_location,
        cast(null as string) as plant,
        case when to_kind = 'customer' then 'drop_shipment' else 'unmapped' end as move_kind
    from odoo_moves
    where from_kind not in ('inside', 'transit') and to_kind not in ('inside', 'transit')
),

unioned as (
    select
        system,
        instance,
        move_end,
        _file,
        _record,
        document,
        document_item,
        posting_date,
        deadline_date,
        movement_type,
        move_kind,
        status,
        product_id,
        plant,
        storage_location,
        batch,
        special_stock,
        quantity,
        planned_quantity,
        demand_quantity,
        moved_quantity,
        unit,
        amount,
        currency,
        company_code,
        supplier_id,
        customer_id,
        purchase_order_id,
        purchase_order_item,
        production_order_id,
        movement_reason,
        source_document
    from sap_moves
    union all
    select
        _system as system,
        _instance as instance,
        move_end,
        _file,
        _record,
        reference as document,
        cast(null as string) as document_item,
        move_date as posting_date,
        deadline_date,
        cast(null as string) as movement_type,
        move_kind,
        status,
        product_id,
        plant,
        storage_location,
        batch,
        cast(null as string) as special_stock,
        case
            when status in ('planned', 'cancelled') or move_end = 'past' then 0
            when status = 'done' and move_end = 'out' then -done_quantity
            when status = 'done' then done_quantity
        end as quantity,
        case
            when status <> 'planned' then null
            when move_end = 'past' then 0
            when move_end = 'out' then -demand
            else demand
        end as planned_quantity,
        demand as demand_quantity,
        case when status = 'done' then done_quantity when status in ('planned', 'cancelled') then 0 end as moved_quantity,
        unit,
        cast(null as decimal(28, 4)) as amount,
        cast(null as string) as currency,
        company_code,
        cast(null as string) as supplier_id,
        cast(null as string) as customer_id,
        cast(null as string) as purchase_order_id,
        cast(null as string) as purchase_order_item,
        cast(null as string) as production_order_id,
        cast(null as string) as movement_reason,
        source_document
    from ends
),

placed as (
    {{ with_org_unit('unioned', 'plant', 'plant', 'posting_date') }}
),

books as (
    select
        system,
        instance,
        max(case when company_code is null then currency end) as currency_of_all,
        case when min(currency) = max(currency) then min(currency) end as only_currency
    from {{ source('lake_index', 'entity') }}
    group by system, instance
),

final as (
    select
        placed.system || ':' || placed.instance || ':' || placed._file || ':' || cast(placed._record as string)
        || coalesce(':' || placed.move_end, '') as stock_move_id,
        placed.system,
        placed.instance,
        placed.posting_date,
        placed.deadline_date,
        placed.org_unit_id,
        placed.move_kind,
        placed.movement_type,
        placed.movement_reason,
        placed.status,
        placed.document,
        placed.document_item,
        placed.source_document,
        placed.system || ':' || placed.instance || ':' || placed.product_id as product_id,
        placed.plant,
        placed.storage_location,
        placed.batch,
        placed.special_stock,
        cast(placed.quantity as decimal(28, 8)) as quantity,
        cast(placed.planned_quantity as decimal(28, 8)) as planned_quantity,
        cast(placed.demand_quantity as decimal(28, 8)) as demand_quantity,
        cast(placed.moved_quantity as decimal(28, 8)) as moved_quantity,
        placed.unit,
        cast(placed.amount as decimal(28, 4)) as amount,
        case
            when placed.amount is not null
                then coalesce(
                    placed.currency,
                    entity.currency,
                    books.currency_of_all,
                    setting.currency,
                    case when placed.company_code is null then books.only_currency end,
                    case when books.system is null then company.base_currency end
                )
        end as currency,
        placed.company_code,
        placed.system || ':' || placed.instance || ':' || placed.supplier_id as supplier_id,
        placed.system || ':' || placed.instance || ':' || placed.customer_id as customer_id,
        placed.system || ':' || placed.instance || ':' || placed.purchase_order_id || ':' || placed.purchase_order_item
            as purchase_order_line_id,
        placed.system || ':' || placed.instance || ':' || placed.production_order_id as production_order_id,
        placed._file,
        placed._record
    from placed
    cross join {{ ref('int_company') }} as company
    left join {{ source('lake_index', 'entity') }} as entity
        on placed.system = entity.system and placed.instance = entity.instance and placed.company_code = entity.company_code
    left join books on placed.system = books.system and placed.instance = books.instance
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on placed.system = setting.system and placed.instance = setting.instance
)

select * from final
