-- Grain: one row per QuickBooks ledger file, with the sign convention of its amounts and the evidence for it.
-- natural_side: amounts stand on the account's natural side; debit_positive: debits are positive.
-- Lines of a debit-natured and a credit-natured account that pair have equal signs in the first and opposite ones in the
-- second. Two credit-natured (or two debit-natured) accounts differ in sign under both and prove nothing.
{{ config(materialized='table') }}

with files as (
    select distinct file_id, instance
    from {{ source('lake_index', 'active') }}
    where system = 'quickbooks' and entity = 'gl_entry'
),

natures as (
    select instance, account, natural_sign = -1 as is_credit_natured from {{ ref('int_quickbooks_account') }}
),

evidence as (
    select
        pair._file,
        sum(case when pair.equal_pairs > pair.opposite_pairs then 1 else 0 end) as equal_groups,
        sum(
            case
                when
                    pair.opposite_pairs > pair.equal_pairs
                    and coalesce(first_side.is_credit_natured, false)
                    <> coalesce(second_side.is_credit_natured, false)
                    then 1
                else 0
            end
        ) as opposite_groups
    from {{ ref('stg_quickbooks__sign_pair') }} as pair
    left join natures as first_side
        on pair.instance = first_side.instance and pair.first_account = first_side.account
    left join natures as second_side
        on pair.instance = second_side.instance and pair.second_account = second_side.account
    group by pair._file
),

final as (
    select
        files.file_id,
        files.instance,
        case
            when evidence.equal_groups > 0 then 'natural_side'
            when evidence.opposite_groups > 0 then 'debit_positive'
            else 'natural_side'
        end as convention,
        case
            when evidence.equal_groups > 0 then 'equal_signed_pair'
            when evidence.opposite_groups > 0 then 'opposite_signed_pair'
            else 'default'
        end as basis,
        coalesce(evidence.equal_groups, 0) = 0 and coalesce(evidence.opposite_groups, 0) = 0 as is_assumed
    from files
    left join evidence on files.file_id = evidence._file
)

select * from final
