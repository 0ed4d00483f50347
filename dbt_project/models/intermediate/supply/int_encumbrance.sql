-- Grain: one row per purchase order line with an open commitment on the as-of day: its value at the order's price that no
-- receipt or invoice (`relieved_by`, one of the two per line) has turned into cost. Contracts, requests and drafts bind nothing.
with final as (
    select
        lines.purchase_order_line_id as encumbrance_id,
        lines.system,
        lines.instance,
        lines.purchase_order_line_id,
        lines.purchase_order_id,
        company.as_of,
        lines.org_unit_id,
        lines.company_code,
        lines.plant,
        lines.account_assignment,
        lines.supplier_id,
        lines.product_id,
        lines.order_date,
        lines.promised_date as due_date,
        lines.relieved_by,
        lines.open_quantity,
        lines.unit,
        lines.open_amount as amount,
        lines.currency,
        lines._file,
        lines._record
    from {{ ref('int_purchase_order_line') }} as lines
    cross join {{ ref('int_company') }} as company
    where lines.open_amount > 0 and coalesce(lines.order_date, company.as_of) <= company.as_of
)

select * from final
