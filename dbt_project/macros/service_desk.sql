{#- What the records of a service desk share. -#}

{#- Rank (1 is the worst, 5 the lightest) of a label such as `1 - critical`, `3` or `hoch`: its number, else that of the seed
    service_rank, joined as `known`; NULL where neither is there. -#}
{% macro label_rank(label, known) -%}
    {%- set number = try_cast('substring(' ~ label ~ ', 1, 1)', 'int') -%}
    coalesce(case when {{ number }} between 1 and 5 then {{ number }} end, {{ known }}.rank)
{%- endmacro %}

{#- Select of the last version of each record of a list: an audit-style list holds one row per change of a number. -#}
{% macro last_versions(relation) %}
    select versions.*
    from (
        select
            candidate.*,
            row_number() over (
                partition by _instance, number, _file
                order by change_count desc nulls last, updated_at desc nulls last, _record desc nulls last
            ) as _version
        from {{ relation }} as candidate
    ) as versions
    where versions._version = 1
{% endmacro %}
