-- Grain: one row per ledger document that moves the year's result into the profit account, and month of posting (numbers of
-- vouchers begin anew each month).
with final as (
    select distinct
        posting.system,
        posting.instance,
        posting.company_code,
        posting.fiscal_year,
        {{ month_start('posting.posting_date') }} as posting_month,
        posting.document_number
    from {{ ref('int_gl_posting') }} as posting
    inner join {{ ref('profit_account') }} as profit
        on posting.system = profit.system
        and case
            when profit.is_prefix then left(posting.account, length(profit.account)) = profit.account
            else posting.account = profit.account
        end
    where posting.document_number is not null
)

select * from final
