-- Grain: one row per imported actual journal line where no journal lines cover its day (debit-positive; in the ledger's
-- currency, else in the entered one).
with source as (
    {{ active_rows('oracle', 'gl_interface', kind='ledger') }}
),

setting as (
    select instance, account_segment, cost_center_segment
    from {{ source('lake_index', 'instance_setting') }}
    where system = 'oracle'
),

renamed as (
    select
        coalesce({{ oracle_account(10) }}, 'none') as account,
        {{ oracle_segment('setting.cost_center_segment', 10) }} as cost_centre,
        accounting_date as posting_date,
        coalesce(nullif(trim(journal_name), ''), nullif(trim(batch_name), '')) as document_number,
        lower(trim(category)) as category,
        case
            when coalesce(accounted_debit, accounted_credit) is not null
                then coalesce(accounted_debit, 0) - coalesce(accounted_credit, 0)
            else coalesce(entered_debit, 0) - coalesce(entered_credit, 0)
        end as reported_amount,
        case
            when coalesce(accounted_debit, accounted_credit) is null then upper(nullif(trim(source.currency), ''))
        end as currency,
        {{ origin_columns() }}
    from source
    left join setting on source._instance = setting.instance
)

select * from renamed
