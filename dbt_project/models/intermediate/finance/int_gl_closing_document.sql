-- Grain: one row per ledger document that moves the year's result into the profit account.
with final as (
    select distinct
        posting.system,
        posting.instance,
        posting.company_code,
        posting.fiscal_year,
        posting.document_number
    from {{ ref('int_gl_posting') }} as posting
    inner join {{ ref('profit_account') }} as profit
        on posting.system = profit.system and posting.account = cast(profit.account as string)
    where posting.document_number is not null
)

select * from final
