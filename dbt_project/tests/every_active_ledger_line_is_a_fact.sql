-- Invariant: active = fact, by system, instance, month and currency: as many lines and, whatever the sign, as much money. As many
-- facts come from ledger-like exports as these have active lines, and as many from accounting documents as have a day to
-- themselves.
with active_lines as (
    select system, instance, _month, currency, count(*) as line_count, sum(abs(reported_amount)) as total
    from {{ ref('int_gl_posting') }}
    group by system, instance, _month, currency
),

{%- set ledgers = [
    'stg_quickbooks__general_ledger', 'stg_quickbooks__transaction_detail', 'stg_quickbooks_desktop__iif_transactions',
    'stg_sap__gl_line_items', 'stg_sap__acdoca', 'stg_oracle__gl_je_lines', 'stg_oracle__gl_interface',
    'stg_kingdee__voucher', 'stg_kingdee__journal_listing', 'stg_yonyou__voucher', 'stg_datev__posting_batch',
] %}

staged as (
    select
        {%- for ledger in ledgers %}
        (select count(*) from {{ ref(ledger) }}) +
        {%- endfor %}
        (
            select count(*)
            from {{ ref('int_gl_document_line') }} as document
            where not exists (
                select 1
                from {{ source('lake_index', 'active') }} as active
                where active.entity = 'gl_entry'
                    and active.system = document.system
                    and active.instance = document.instance
                    and active.partition = document._partition
                    and document.posting_date between active.date_from and active.date_to
            )
        ) as line_count
),

facts as (
    select system, instance, _month, currency, count(*) as line_count, sum(abs(amount)) as total
    from {{ ref('fct_gl_entry') }}
    group by system, instance, _month, currency
),

differing as (
    select
        coalesce(active_lines.system, facts.system) as system,
        coalesce(active_lines.instance, facts.instance) as instance,
        coalesce(active_lines._month, facts._month) as _month,
        active_lines.line_count as active_count,
        facts.line_count as fact_count
    from active_lines
    full outer join facts
        on active_lines.system = facts.system
        and active_lines.instance = facts.instance
        and active_lines._month = facts._month
        and active_lines.currency = facts.currency
    where active_lines.line_count is distinct from facts.line_count
        or active_lines.total is distinct from facts.total
)

select system, instance, _month, active_count, fact_count from differing
union all
select
    'all' as system,
    'all' as instance,
    cast(null as date) as _month,
    staged.line_count as active_count,
    fact_total.line_count as fact_count
from staged
cross join (select count(*) as line_count from {{ ref('fct_gl_entry') }}) as fact_total
where staged.line_count <> fact_total.line_count
