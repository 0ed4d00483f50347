{#- Select of a relation's rows with the org unit they belong to on their day: the mapping of `source_type` (int_org_mapping)
    for the row's `key` column; `unassigned` without one, the root while the company has no tree.
    relation: CTE with system, instance, the key and the day column. -#}
{% macro with_org_unit(relation, source_type, key, day) %}
    select
        candidate.*,
        coalesce(
            mapping.org_unit_id,
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id
    from {{ relation }} as candidate
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_org_mapping') }} as mapping
        on mapping.source_type = '{{ source_type }}'
        and candidate.{{ key }} = mapping.source_key
        and candidate.system = mapping.system
        and candidate.instance = mapping.instance
        and candidate.{{ day }} between mapping.valid_from and mapping.valid_to
{% endmacro %}

{#- The same for rows whose `label` is of different kinds: `label_type` names the source type, one of `types`. -#}
{% macro with_labelled_unit(relation, types, day) %}
    {%- for type in types %}
    {{- with_org_unit(relation, type, 'label', day) }}
    where candidate.label_type = '{{ type }}'
    {{- ' union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
