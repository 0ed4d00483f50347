{#- Value of the highest-ranked dataset that tells it: `place` is a row's rank among the datasets that have the key. -#}
{% macro first_told(column, places=3) -%}
    coalesce(
        {%- for place in range(1, places + 1) %}
        max(case when place = {{ place }} then {{ column }} end){{ ',' if not loop.last }}
        {%- endfor %}
    ) as {{ column }}
{%- endmacro %}
