-- Grain: one row per kind of gap, model, system, instance, dataset, kind of label, label, scope, day of the key and currency:
-- what the exports say and no mapping, rate or contract knows, with the template whose row closes the gap (NULL: none does).
-- `scope`: the entity of an account, the project of a status, the budget version of a rate; `key_day`: the day of a rate.
-- Persons are told by the record that names them, never by name or key.
{%- set columns = [
    'gap', 'template', 'model', 'system', 'instance', 'dataset', 'map_system', 'map_instance', 'label_type', 'label', 'scope',
    'key_day', 'currency', 'row_count', 'row_share', 'first_day', 'last_day', 'amount', 'amount_share', 'note', '_file',
    '_record',
] %}
{%- set defaults = {
    'template': 'cast(null as string)', 'map_system': 'system', 'map_instance': 'instance', 'scope': 'cast(null as string)',
    'key_day': 'cast(null as date)', 'currency': 'cast(null as string)', 'row_share': 'cast(null as double)',
    'amount': 'cast(null as decimal(28, 4))', 'amount_share': 'cast(null as double)', 'note': 'cast(null as string)',
    '_file': 'cast(null as string)', '_record': 'cast(null as bigint)',
} %}
{%- set gaps = {
    'gap_org_unit': {
        'gap': "'org_unit'",
        'template': "case when label is not null and label_type <> 'entity' then 'org_mapping' end",
        'note': "case when label_type = 'entity' then 'the unit of the entity is not in the tree' "
            "when label is null then 'the rows have no label' end",
        'currency': 'currency', 'row_share': 'row_share', 'amount': 'amount', 'amount_share': 'amount_share',
        'map_system': 'map_system', 'map_instance': 'map_instance',
    },
    'gap_legal_entity': {
        'gap': "'legal_entity'", 'model': "'fct_gl_entry'", 'label_type': "'company_code'", 'currency': 'currency',
        'row_share': 'row_share', 'amount': 'amount', 'amount_share': 'amount_share',
    },
    'gap_account': {
        'gap': "'account_type'", 'template': "'account_type_map'", 'label_type': "'account'", 'scope': 'scope',
        'currency': 'currency', 'row_share': 'row_share', 'amount': 'amount', 'amount_share': 'amount_share', 'note': 'note',
    },
    'gap_status': {
        'gap': "'status'", 'template': "'status_map'", 'model': "'fct_work_item_state'", 'label_type': "'status'",
        'scope': 'scope', 'row_share': 'row_share', 'note': 'note',
    },
    'gap_survey': {
        'gap': "'survey'", 'template': "'survey'", 'model': "'int_survey_response'", 'label_type': "'survey'",
        'row_share': 'row_share',
    },
    'gap_rate': {
        'gap': "'rate'", 'template': "'fx_rate'", 'scope': 'scope', 'key_day': 'key_day', 'currency': 'label',
        'row_share': 'row_share', 'amount': 'amount', 'amount_share': 'amount_share',
    },
    'gap_person': {
        'gap': "'person'", 'template': "'identity_override'", 'model': "'int_person_identity'", 'note': 'note', '_file': '_file',
        '_record': '_record',
    },
    'gap_column': {
        'gap': "'column'", 'model': "'raw'", 'label_type': "'column'", 'row_share': 'row_share', '_file': '_file',
    },
} %}
with final as (
    {%- for relation, own in gaps.items() %}
    select
        {%- for column in columns %}
        {%- set told = own.get(column, defaults.get(column, column)) %}
        {%- if column in ['row_count'] %}
        cast({{ told }} as bigint) as {{ column }}
        {%- elif column == 'amount' %}
        cast({{ told }} as decimal(28, 4)) as {{ column }}
        {%- else %}
        {{ told }}{{ ' as ' ~ column if told != column }}
        {%- endif %}
        {{- ',' if not loop.last }}
        {%- endfor %}
    from {{ ref(relation) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from final
