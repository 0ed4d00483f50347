-- Grain: one row per accounting month of the ledger, with the digest of everything its facts are made of: the active parts of
-- files, how they were read, their sign conventions, entities, account types, unit mappings (which hold the tree), closing
-- documents and average rates of the month, and each accounting document that stands in for a ledger.
{{ config(materialized='table') }}

with contributions as (
    select distinct _month, _file, _partition, _date_from, _date_to, entity_id
    from {{ ref('int_gl_posting') }}
),

months as (
    select distinct _month, {{ add_days(add_months('_month', 1), -1) }} as _month_end from contributions
),

files as (
    select
        contributions._month,
        {{ ordered_list(row_text([
            'contributions._file', 'contributions._partition', 'contributions._date_from', 'contributions._date_to',
            'contributions.entity_id', 'entity.currency', 'entity.fiscal_start_month', 'sign.convention',
            'origin.reading', 'setting.account_segment', 'setting.cost_center_segment',
        ])) }} as told
    from contributions
    left join {{ source('lake_index', 'files') }} as origin on contributions._file = origin.file_id
    left join {{ ref('int_entity') }} as entity on contributions.entity_id = entity.entity_id
    left join {{ ref('int_quickbooks_sign') }} as sign on contributions._file = sign.file_id
    left join {{ source('lake_index', 'instance_setting') }} as setting
        on origin.system = setting.system and origin.instance = setting.instance
    group by contributions._month
),

-- Which row of a document counts is decided by all its files, hence row by row.
documents as (
    select
        _month,
        {{ ordered_list('md5(' ~ row_text([
            'entity_id', 'company_code', 'account', 'posting_date', 'posting_period', 'fiscal_year', 'document_number',
            'reported_amount', 'currency', 'cost_centre', 'project', 'customer', '_file', '_record',
        ]) ~ ')') }} as told
    from {{ ref('int_gl_posting') }}
    where is_document
    group by _month
),

closed as (
    select distinct
        posting._month,
        closing.system,
        closing.instance,
        closing.company_code,
        closing.fiscal_year,
        closing.posting_month,
        closing.document_number
    from {{ ref('int_gl_posting') }} as posting
    inner join {{ ref('int_gl_closing_document') }} as closing
        on posting.system = closing.system
        and posting.instance = closing.instance
        and posting.company_code = closing.company_code
        and coalesce(posting.fiscal_year, 0) = coalesce(closing.fiscal_year, 0)
        and {{ month_start('posting.posting_date') }} = closing.posting_month
        and posting.document_number = closing.document_number
),

closings as (
    select
        _month,
        {{ ordered_list(row_text(
            ['system', 'instance', 'company_code', 'fiscal_year', 'posting_month', 'document_number'],
        )) }} as told
    from closed
    group by _month
),

categories as (
    select {{ ordered_list(row_text(['system', 'category'])) }} as told from {{ ref('closing_category') }}
),

accounts as (
    select
        months._month,
        {{ ordered_list(row_text([
            'account.entity_id', 'account.account', 'account.account_type', 'account.natural_sign',
            'greatest(account.valid_from, months._month)', 'least(account.valid_to, months._month_end)',
        ])) }} as told
    from months
    inner join {{ ref('int_gl_account') }} as account
        on months._month_end >= account.valid_from and months._month <= account.valid_to
    group by months._month
),

units as (
    select
        months._month,
        {{ ordered_list(row_text([
            'mapping.source_type', 'mapping.source_key', 'mapping.system', 'mapping.instance', 'mapping.org_unit_id',
            'greatest(mapping.valid_from, months._month)', 'least(mapping.valid_to, months._month_end)',
        ])) }} as told
    from months
    inner join {{ ref('int_org_mapping') }} as mapping
        on months._month_end >= mapping.valid_from and months._month <= mapping.valid_to
    where mapping.source_type in ('class', 'cost_center', 'department', 'account', 'entity')
    group by months._month
),

rates as (
    select
        months._month,
        {{ ordered_list(row_text(['average_rate.currency', 'average_rate.rate'])) }} as told
    from months
    inner join {{ ref('int_fx_rate_month') }} as average_rate on months._month = average_rate.month
    group by months._month
),

final as (
    select
        files._month,
        md5({{ row_text([
            'files.told', 'documents.told', 'closings.told', 'categories.told', 'accounts.told', 'units.told', 'rates.told',
            'company.base_currency', 'company.has_org_units', 'company.root_org_unit_id',
        ]) }}) as _digest
    from files
    cross join {{ ref('int_company') }} as company
    cross join categories
    left join documents on files._month = documents._month
    left join closings on files._month = closings._month
    left join accounts on files._month = accounts._month
    left join units on files._month = units._month
    left join rates on files._month = rates._month
)

select * from final
