-- Grain: one row per posting and side (1: its account, 2: its counter account), debit-positive: S debits the account and
-- credits the counter account, H the other way round. In the home currency, where the posting is in another and states it.
-- `tax_key`: the amount holds tax that the program splits off when it books the batch; here it stands undivided on both sides.
with source as (
    {{ active_rows('datev', 'posting_batch', kind='ledger') }}
),

posted as (
    select
        source.*,
        case when upper(trim(debit_credit)) = 'H' then -coalesce(base_amount, amount) else coalesce(base_amount, amount) end
            as signed_amount,
        upper(coalesce(
            case when base_amount is null then nullif(trim(currency), '') else nullif(trim(base_currency), '') end,
            nullif(trim(local_currency), '')
        )) as stated_currency
    from source
),

sides as (
    select posted.*, 1 as side, account as own_account, counter_account as other_account, signed_amount as side_amount
    from posted
    union all
    select posted.*, 2 as side, counter_account as own_account, account as other_account, -signed_amount as side_amount
    from posted
),

renamed as (
    select
        side,
        trim(own_account) as account,
        trim(other_account) as counter_account,
        posting_date,
        nullif(trim(document_number), '') as document_number,
        side_amount as reported_amount,
        stated_currency as currency,
        nullif(trim(cost_center), '') as cost_center,
        nullif(trim(cost_object), '') as project,
        -- 1 is free of tax; 40 (also with a digit for a correction before it) keeps an account from splitting tax off.
        case
            when trim(posting_key) not in ('', '0', '00', '1', '01') and right(trim(posting_key), 2) <> '40'
                then trim(posting_key)
        end as tax_key,
        {{ origin_columns() }}
    from sides
)

select * from renamed
