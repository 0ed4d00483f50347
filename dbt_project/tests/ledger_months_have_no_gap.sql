-- A month without a line between two months of at least 20 lines each: its export is missing.
{{ config(
    meta={'remedy': 'export the month again and land it; the ledger has lines before and after it, none in it'},
) }}

with months as (
    select entity_id, system, instance, _month, count(*) as line_count
    from {{ ref('fct_gl_entry') }}
    group by entity_id, system, instance, _month
),

followed as (
    select
        entity_id,
        system,
        instance,
        _month,
        line_count,
        lead(_month) over (partition by entity_id, system, instance order by _month nulls last) as next_month,
        lead(line_count) over (partition by entity_id, system, instance order by _month nulls last) as next_line_count
    from months
)

select entity_id, system, instance, _month as last_month_before, next_month as first_month_after
from followed
where next_month > {{ add_months('_month', 1) }} and line_count >= 20 and next_line_count >= 20
