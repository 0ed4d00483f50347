-- Grain: one row per posted journal line (debit-positive; in the ledger's currency, else in the entered one).
with source as (
    {{ active_rows('oracle', 'gl_je_lines', kind='ledger') }}
),

setting as (
    select instance, account_segment, cost_center_segment
    from {{ source('lake_index', 'instance_setting') }}
    where system = 'oracle'
),

renamed as (
    select
        coalesce({{ oracle_account(6) }}, trim(source.code_combination_id)) as account,
        {{ oracle_segment('setting.cost_center_segment', 6) }} as cost_centre,
        trim(source.code_combination_id) as code_combination_id,
        source.effective_date as posting_date,
        -- Adjusting periods are named so; the journal is the document.
        case when lower(source.period_name) like '%adj%' then 'adjustment' end as stated_kind,
        trim(source.je_header_id) as document_number,
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
