{#- The column's value where it is one of `values`, else `unmapped`; NULL stays NULL. -#}
{% macro one_of(column, values) -%}
    case when {{ column }} in ('{{ values | join("', '") }}') then {{ column }} when {{ column }} is not null then 'unmapped' end
{%- endmacro %}
