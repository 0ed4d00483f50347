-- Grain: one row per receipt, invoice or other event of a purchase order line (signed: reversals and returns minus).
with events as (
    {{ newest_rows(ref('stg_sap__ekbe'), [
        '_system',
        '_instance',
        'purchase_order_id',
        'line_number',
        'account_assignment_line',
        'event_type',
        'document_year',
        'document',
        'document_item',
    ]) }}
),

final as (
    select
        _system || ':' || _instance || ':' || purchase_order_id || ':' || line_number || ':'
        || coalesce(account_assignment_line, '0') || ':' || event_type || ':' || cast(document_year as string) || ':'
        || document || ':' || document_item as purchase_order_event_id,
        _system as system,
        _instance as instance,
        _system || ':' || _instance || ':' || purchase_order_id || ':' || line_number as purchase_order_line_id,
        case event_type when '1' then 'receipt' when '2' then 'invoice' else 'other' end as event_kind,
        posting_date,
        quantity,
        amount,
        currency,
        _file,
        _record
    from events
    where not is_deleted
)

select * from final
