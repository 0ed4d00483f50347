{#- Datasets that say how data are read (mappings), with the columns that decide and the days on which a row holds. They come as
    snapshots: the newest holds, whichever days it names. -#}
{% macro mapping_datasets() %}
    {{- return([
        {'system': 'template', 'dataset': 'org_unit', 'content': ['raw.org_unit_id', 'raw.parent_id'], 'from': 'raw.valid_from', 'to': 'raw.valid_to'},
        {'system': 'template', 'dataset': 'org_mapping', 'content': ['raw.source_type', 'raw.source_key', 'raw.system', 'raw.instance', 'raw.org_unit_id'], 'from': 'raw.valid_from', 'to': 'raw.valid_to'},
        {'system': 'template', 'dataset': 'account_type_map', 'content': ['raw.entity_id', 'raw.account', 'raw.account_type', 'raw.is_workforce_cost'], 'from': 'raw.valid_from', 'to': 'raw.valid_to'},
        {'system': 'template', 'dataset': 'status_map', 'content': ['raw.system', 'raw.project_key', 'raw.status', 'raw.category', 'raw.is_active']},
        {'system': 'template', 'dataset': 'work_calendar', 'content': ['raw.calendar', 'raw.is_working'], 'from': 'raw.day', 'to': 'raw.day'},
        {'system': 'quickbooks', 'dataset': 'chart_of_accounts', 'content': ['raw.account', 'raw.account_type', 'raw.detail_type']},
        {'system': 'quickbooks', 'dataset': 'account', 'content': ['raw.account', 'raw.account_type', 'raw.detail_type']},
        {'system': 'quickbooks_desktop', 'dataset': 'iif_accounts', 'content': ['raw.account', 'raw.account_type']},
        {'system': 'datev', 'dataset': 'account_labels', 'content': ['raw.account']},
        {'system': 'kingdee', 'dataset': 'account', 'content': ['raw.account', 'raw.category']},
        {'system': 'sap', 'dataset': 'ska1', 'content': ['raw.gl_account', 'raw.is_balance_sheet', 'raw.pl_type']},
    ]) -}}
{% endmacro %}

{#- Select of all rows of all mapping datasets, whichever file they are from. -#}
{% macro mapping_rows() %}
    {%- for item in mapping_datasets() %}
    select
        raw._file as file_id,
        {{ row_text(item.content) }} as content,
        {% if item.from %}coalesce({{ item.from }}, {{ open_start() }}){% else %}{{ open_start() }}{% endif %} as day_from,
        {% if item.to %}coalesce({{ item.to }}, {{ open_end() }}){% else %}{{ open_end() }}{% endif %} as day_to
    from {{ source(item.system, item.dataset) }} as raw
    where raw._reject is null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}

{#- Whether a row of the index's files is of a mapping dataset. -#}
{% macro is_mapping(file) -%}
    ({% for item in mapping_datasets() -%}
        ({{ file }}.system = '{{ item.system }}' and {{ file }}.dataset = '{{ item.dataset }}'){{ ' or ' if not loop.last }}
    {%- endfor %})
{%- endmacro %}
