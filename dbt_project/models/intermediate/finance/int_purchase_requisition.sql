-- Grain: one row per purchase requisition item as it stands now, with what is not ordered yet.
with newest as (
    {{ newest_rows(ref('stg_sap__purchase_requisitions'), ['_system', '_instance', 'requisition', 'requisition_item']) }}
),

items as ( -- the price is for `price_unit` units
    select newest.*, {{ mul('quantity_requested', 'valuation_price') }} as value_at_price
    from newest
),

valued as (
    select
        items.*,
        items._system as system,
        items._instance as instance,
        coalesce(items.requisition_date, items.created_on, company.as_of) as requested_on,
        coalesce(items.currency, setting.currency, company.base_currency) as item_currency,
        coalesce(
            items.total_value,
            cast({{ mul('items.value_at_price', inverse_rate('coalesce(items.price_unit, 1)')) }} as decimal(20, 4))
        ) as amount,
        case
            when items.quantity_ordered is not null then greatest(items.quantity_requested - items.quantity_ordered, 0)
            when items.purchase_order is not null or items.processing_status = 'B' then 0
            else items.quantity_requested
        end as unordered_quantity,
        'plant' as unit_type,
        items.plant as unit_key
    from items
    cross join {{ ref('int_company') }} as company
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on items._system = setting.system and items._instance = setting.instance
),

placed as (
    {{ with_org_unit_by_type('valued', 'requested_on') }}
),

judged as (
    select
        placed.*,
        case
            when deletion_indicator is not null then 'deleted'
            when unordered_quantity = 0 then 'ordered'
            when unordered_quantity < quantity_requested then 'partly_ordered'
            else 'open'
        end as status
    from placed
),

final as (
    select
        system || ':' || instance || ':' || requisition || ':' || requisition_item as purchase_requisition_id,
        system,
        instance,
        requisition,
        requisition_item as line_number,
        org_unit_id,
        unit_type,
        unit_key,
        status,
        requested_on,
        release_date as released_on,
        delivery_date as needed_on,
        system || ':' || instance || ':' || product_id as product_id,
        system || ':' || instance || ':' || supplier_id as supplier_id,
        system || ':' || instance || ':' || purchase_order as purchase_order_id,
        purchase_order_item as purchase_order_line,
        quantity_requested,
        case when status = 'deleted' then 0 else unordered_quantity end as open_quantity,
        unit,
        cast(amount as decimal(28, 4)) as amount,
        cast(
            case
                when status in ('deleted', 'ordered') then 0
                when status = 'open' then amount
                else {{ mul('amount', 'cast(unordered_quantity as double) / nullif(quantity_requested, 0)') }}
            end
            as decimal(28, 4)
        ) as open_amount,
        item_currency as currency,
        _file,
        _record
    from judged
)

select * from final
