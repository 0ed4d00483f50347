-- Grain: one row per active line of a ledger-like export and side (2: the counter side, where one record holds both), in one
-- shape. Sign, account type and unit are not decided yet; NULL where a product does not say.
{%- set shape = {
    'company_code': "''",
    'account': none,
    'account_name': 'cast(null as string)',
    'posting_date': none,
    'fiscal_year': 'cast(null as int)',
    'posting_period': 'cast(null as int)',
    'stated_kind': 'cast(null as string)',
    'category': 'cast(null as string)',
    'document_number': 'cast(null as string)',
    'reported_amount': none,
    'currency': 'cast(null as string)',
    'cost_centre_type': none,
    'cost_centre': 'cast(null as string)',
    'is_placed_by_account': 'false',
    'project': 'cast(null as string)',
    'customer': 'cast(null as string)',
    'counter_account': 'cast(null as string)',
    'side': '1',
} %}
{%- set report = {
    'document_number': 'document_number', 'cost_centre_type': "'class'", 'cost_centre': 'class',
    'is_placed_by_account': 'true', 'counter_account': 'counter_account',
} %}
{%- set journal = {
    'company_code': '_partition', 'category': 'category', 'document_number': 'document_number', 'currency': 'currency',
    'cost_centre_type': "'cost_center'", 'cost_centre': 'cost_centre', 'is_placed_by_account': 'true',
} %}
{%- set voucher = {
    'account_name': 'account_name', 'fiscal_year': 'fiscal_year', 'posting_period': 'posting_period',
    'document_number': 'document_number', 'cost_centre_type': "'department'", 'cost_centre': 'department',
    'project': 'project', 'customer': 'customer',
} %}
{%- set ledgers = {
    'stg_quickbooks__general_ledger': report,
    'stg_quickbooks__transaction_detail': report,
    'stg_quickbooks_desktop__iif_transactions': {
        'document_number': 'document_number', 'cost_centre_type': "'class'", 'cost_centre': 'class',
        'is_placed_by_account': 'true',
    },
    'stg_sap__gl_line_items': {
        'company_code': '_partition', 'account_name': 'account_name', 'fiscal_year': 'fiscal_year',
        'posting_period': 'posting_period', 'document_number': 'document_number', 'reported_amount': 'amount_lc',
        'currency': 'local_currency', 'cost_centre_type': "'cost_center'", 'cost_centre': 'cost_center',
    },
    'stg_sap__acdoca': {
        'company_code': '_partition', 'fiscal_year': 'fiscal_year', 'posting_period': 'posting_period',
        'stated_kind': 'stated_kind', 'document_number': 'document_number', 'currency': 'currency',
        'cost_centre_type': "'cost_center'", 'cost_centre': 'cost_center', 'project': 'project', 'customer': 'customer',
    },
    'stg_oracle__gl_je_lines': dict(journal, stated_kind='stated_kind'),
    'stg_oracle__gl_interface': journal,
    'stg_kingdee__voucher': voucher,
    'stg_kingdee__journal_listing': {
        'document_number': 'document_number', 'cost_centre_type': "'department'", 'counter_account': 'counter_account',
    },
    'stg_yonyou__voucher': voucher,
    'stg_datev__posting_batch': {
        'document_number': 'document_number', 'currency': 'currency', 'cost_centre_type': "'cost_center'",
        'cost_centre': 'cost_center', 'project': 'project', 'counter_account': 'counter_account', 'side': 'side',
    },
} %}
{%- for model, told in ledgers.items() %}
select
    _system as system,
    _dataset as dataset,
    _instance as instance,
    {%- for column, default in shape.items() %}
    {{ told.get(column, default if default is not none else column) }} as {{ column }},
    {%- endfor %}
    _partition,
    _date_from,
    _date_to,
    _file,
    _record
from {{ ref(model) }}
{%- if not loop.last %}
union all
{%- endif %}
{%- endfor %}
