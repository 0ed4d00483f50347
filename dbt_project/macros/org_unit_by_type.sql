{#- Select of a relation's rows with the org unit they belong to on their day, where rows are mapped by different labels:
    its columns `unit_type` (a source type of int_org_mapping) and `unit_key`, system and instance, and the day column.
    A row without a key takes its `fallback` (a column with a unit, or nothing); what is not mapped is `unassigned`, the
    root while the company has no tree. -#}
{% macro with_org_unit_by_type(relation, day, fallback='null') %}
    select
        candidate.*,
        coalesce(
            mapping.org_unit_id,
            case when candidate.unit_key is null then {{ fallback }} end,
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id
    from {{ relation }} as candidate
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_org_mapping') }} as mapping
        on candidate.unit_type = mapping.source_type
        and candidate.unit_key = mapping.source_key
        and candidate.system = mapping.system
        and candidate.instance = mapping.instance
        and candidate.{{ day }} between mapping.valid_from and mapping.valid_to
{% endmacro %}
