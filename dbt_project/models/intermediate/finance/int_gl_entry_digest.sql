-- Grain: one row per accounting month of the ledger, with the digest of everything its facts are made of: the active parts of
-- files, their sign conventions, entities, account types, unit mappings (which hold the tree) and average rates of the month.
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
        ])) }} as told
    from contributions
    left join {{ ref('int_entity') }} as entity on contributions.entity_id = entity.entity_id
    left join {{ ref('int_quickbooks_sign') }} as sign on contributions._file = sign.file_id
    group by contributions._month
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
    where mapping.source_type in ('class', 'cost_center', 'account', 'entity')
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
            'files.told', 'accounts.told', 'units.told', 'rates.told',
            'company.base_currency', 'company.has_org_units', 'company.root_org_unit_id',
        ]) }}) as _digest
    from files
    cross join {{ ref('int_company') }} as company
    left join accounts on files._month = accounts._month
    left join units on files._month = units._month
    left join rates on files._month = rates._month
)

select * from final
