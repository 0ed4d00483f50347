-- Grain: one row per file, day, transaction type, absolute amount and pair of accounts that name each other as split.
-- All accepted lines of a file are evidence for its sign convention, also those that another file supersedes.
with active as (
    select distinct file_id, instance
    from {{ source('lake_index', 'active') }}
    where system = 'quickbooks' and entity = 'gl_entry'
),

{%- set line_columns = ['_file', 'account', 'split_account', 'transaction_date', 'transaction_type', 'amount'] %}

lines as (
    select {{ line_columns | join(', ') }}
    from {{ source('quickbooks', 'general_ledger') }}
    where _reject is null
    union all
    select {{ line_columns | join(', ') }}
    from {{ source('quickbooks', 'transaction_detail') }}
    where _reject is null
),

sides as (
    select
        lines._file,
        active.instance,
        lines.transaction_date,
        lines.transaction_type,
        abs(lines.amount) as absolute_amount,
        least(lines.account, lines.split_account) as first_account,
        greatest(lines.account, lines.split_account) as second_account,
        lines.account < lines.split_account as is_first,
        lines.amount > 0 as is_positive
    from lines
    inner join active on lines._file = active.file_id
    where lines.amount <> 0 and lines.account <> lines.split_account
),

counted as (
    select
        _file,
        instance,
        first_account,
        second_account,
        count(*) filter (where is_first and is_positive) as first_positive,
        count(*) filter (where is_first and not is_positive) as first_negative,
        count(*) filter (where not is_first and is_positive) as second_positive,
        count(*) filter (where not is_first and not is_positive) as second_negative
    from sides
    group by _file, instance, transaction_date, transaction_type, absolute_amount, first_account, second_account
),

final as (
    select
        _file,
        instance,
        first_account,
        second_account,
        least(first_positive, second_positive) + least(first_negative, second_negative) as equal_pairs,
        least(first_positive, second_negative) + least(first_negative, second_positive) as opposite_pairs
    from counted
)

select * from final
where equal_pairs + opposite_pairs > 0
