{#- Keys of persons. An e-mail address, a user name and a name leave the lake only as a digest: two records can be compared by it,
    nothing can be read from it. A digest stays personal all the same and never reaches a mart. -#}

{#- Digest of an address or a user name, without regard to case; NULL of an empty one. -#}
{% macro key_digest(text) -%}
    md5(nullif(lower(trim({{ text }})), ''))
{%- endmacro %}

{#- Digest of a person's name without spaces and signs: `Sample, Ada` is `sampleada`, 张 样 is 张样. -#}
{% macro name_digest(name) -%}
    md5(nullif(lower(replace(replace(replace(replace(replace(replace({{ name }}, ',', ''), '.', ''), '-', ''), '·', ''), '　', ''), ' ', '')), ''))
{%- endmacro %}

{#- Digest of a name in a department, the key of kind `name_in_department`. -#}
{% macro name_in_department(name_key, department) -%}
    {{ name_key }} || '|' || coalesce({{ department }}, '')
{%- endmacro %}

{#- Monday to Friday from `first` to `last`, both inclusive. -#}
{% macro weekdays_between(first, last) -%}
    (
        cast(round(cast({{ days_between(week_start(first), week_start(last)) }} as double) / 7) as int) * 5
        + least({{ days_between(week_start(last), last) }} + 1, 5)
        - least({{ days_between(week_start(first), first) }}, 5)
    )
{%- endmacro %}

{#- Select of a relation's rows with `person_key`, `identity_status` and `identity_rung` of the person whom the row's key names
    (int_person_identity). relation: CTE with system, instance, key_kind and person_identifier. -#}
{% macro with_person(relation) %}
    select
        candidate.*,
        identity.person_key,
        identity.status as identity_status,
        identity.rung as identity_rung
    from {{ relation }} as candidate
    left join {{ ref('int_person_identity') }} as identity
        on candidate.system = identity.system
        and candidate.instance = identity.instance
        and candidate.key_kind = identity.key_kind
        and candidate.person_identifier = identity.key_value
{% endmacro %}

{#- Select of a relation's rows with the org unit that the person worked in on that day by the HR system; who is in none, belongs to
    the unit of the department that the row names, else to `unassigned` (the root while the company has no tree).
    relation: CTE with system, instance, person_key and the day column. -#}
{% macro with_person_unit(relation, day, department=none) %}
    select
        candidate.*,
        coalesce(
            spell.org_unit_id,
            {%- if department %}
            mapping.org_unit_id,
            {%- endif %}
            case when company.has_org_units then 'unassigned' else company.root_org_unit_id end
        ) as org_unit_id
    from {{ relation }} as candidate
    cross join {{ ref('int_company') }} as company
    left join {{ ref('int_employment_spell') }} as spell
        on candidate.person_key = spell.person_key
        and candidate.{{ day }} between spell.valid_from and spell.valid_to
    {%- if department %}
    left join {{ ref('int_org_mapping') }} as mapping
        on mapping.source_type = 'department'
        and candidate.{{ department }} = mapping.source_key
        and candidate.system = mapping.system
        and candidate.instance = mapping.instance
        and candidate.{{ day }} between mapping.valid_from and mapping.valid_to
    {%- endif %}
{% endmacro %}

{#- An employee number without its leading zeros. -#}
{% macro stripped_number(number) -%}
    trim(leading '0' from {{ number }})
{%- endmacro %}
