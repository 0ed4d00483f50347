-- Grain: one row per posting and side (1: its account, 2: its counter account), debit-positive: S debits the account and
-- credits the counter account, H the other way round. In the home currency, where the posting is in another and states it.
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
        {{ origin_columns() }}
    from sides
)

select * from renamed
