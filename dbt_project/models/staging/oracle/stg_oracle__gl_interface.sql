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
        source.accounting_date as posting_date,
        coalesce(nullif(trim(source.journal_name), ''), nullif(trim(source.batch_name), '')) as document_number,
        lower(trim(source.category)) as category,
        case
            when coalesce(source.accounted_debit, source.accounted_credit) is not null
                then coalesce(source.accounted_debit, 0) - coalesce(source.accounted_credit, 0)
            else coalesce(source.entered_debit, 0) - coalesce(source.entered_credit, 0)
        end as reported_amount,
        case
            when coalesce(source.accounted_debit, source.accounted_credit) is null then upper(nullif(trim(source.currency), ''))
        end as currency,
        {{ origin_columns() }}
    from source
    left join setting on source._instance = setting.instance
)

select * from renamed
