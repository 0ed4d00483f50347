{#- Aggregate: the values of a text expression in ascending order, joined by commas. -#}
{% macro ordered_list(expression) %}{{ return(adapter.dispatch('ordered_list')(expression)) }}{% endmacro %}
{% macro default__ordered_list(expression) %}array_join(sort_array(collect_list({{ expression }})), ','){% endmacro %}
{% macro duckdb__ordered_list(expression) %}string_agg({{ expression }}, ',' order by {{ expression }} nulls last){% endmacro %}

{#- Text that differs whenever one of the columns does (NULL is not the empty text). -#}
{% macro row_text(columns) -%}
    {%- for column in columns -%}
        coalesce(cast({{ column }} as string), '~'){{ " || '|' || " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{#- The first item of a list; NULL of an empty one. -#}
{% macro first_item(list) %}{{ return(adapter.dispatch('first_item')(list)) }}{% endmacro %}
{% macro default__first_item(list) %}get({{ list }}, 0){% endmacro %}
{% macro duckdb__first_item(list) %}list_extract({{ list }}, 1){% endmacro %}

{#- Select of one row per item of a list column: `keys` and `item`. Rows with an empty list give none. -#}
{% macro list_items(relation, keys, column) %}{{ return(adapter.dispatch('list_items')(relation, keys, column)) }}{% endmacro %}
{% macro default__list_items(relation, keys, column) %}select {{ keys | join(', ') }}, explode({{ column }}) as item from {{ relation }}{% endmacro %}
{% macro duckdb__list_items(relation, keys, column) %}select {{ keys | join(', ') }}, unnest({{ column }}) as item from {{ relation }}{% endmacro %}
