{#- Select of a relation's rows, one for each element of the array `list` in the column `element`; a row without any keeps one. -#}
{% macro each_element(relation, list, element) %}{{ return(adapter.dispatch('each_element')(relation, list, element)) }}{% endmacro %}

{% macro default__each_element(relation, list, element) %}
    select told.*, {{ element }}
    from {{ relation }} as told
    lateral view outer explode(told.{{ list }}) elements as {{ element }}
{% endmacro %}

{% macro duckdb__each_element(relation, list, element) %}
    select
        told.*,
        unnest(case when coalesce(len(told.{{ list }}), 0) = 0 then [cast(null as varchar)] else told.{{ list }} end) as {{ element }}
    from {{ relation }} as told
{% endmacro %}
