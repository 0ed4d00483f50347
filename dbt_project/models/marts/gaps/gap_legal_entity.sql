-- Grain: one row per system, instance, dataset and currency of ledger lines whose company code is none of the settings' books.
with unknown_books as (
    select system, instance, {{ ordered_list('company_code') }} as company_codes
    from {{ ref('int_entity_book') }}
    where entity_id = 'unassigned' and company_code <> ''
    group by system, instance
),

final as (
    select
        totals.system,
        totals.instance,
        totals.dataset,
        unknown_books.company_codes as label,
        totals.currency,
        min(totals.first_day) as first_day,
        max(totals.last_day) as last_day,
        sum(totals.row_count) as row_count,
        {{ ratio('sum(totals.row_count)', 'max(totals.all_rows)') }} as row_share,
        sum(totals.amount) as amount,
        {{ ratio('sum(totals.amount)', 'max(totals.all_amount)') }} as amount_share
    from {{ ref('gap_line') }} as totals
    left join unknown_books on totals.system = unknown_books.system and totals.instance = unknown_books.instance
    where totals.entity_id = 'unassigned' and totals.model = 'fct_gl_entry'
    group by totals.system, totals.instance, totals.dataset, unknown_books.company_codes, totals.currency
)

select * from final
