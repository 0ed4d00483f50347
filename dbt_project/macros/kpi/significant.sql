{#- A double rounded to 12 significant digits: what a published ratio is compared and stored with. Spark's round() takes only
    literal places, hence the way through text; exact ties may differ in the 12th digit. -#}
{% macro significant(expression) %}{{ return(adapter.dispatch('significant')(expression)) }}{% endmacro %}
{% macro default__significant(expression) %}cast(format_string('%.11e', {{ expression }}) as double){% endmacro %}
{% macro duckdb__significant(expression) %}cast(printf('%.11e', {{ expression }}) as double){% endmacro %}

{#- The one final division of a ratio, in double: NULL where a side is NULL or the denominator is 0. -#}
{% macro ratio(numerator, denominator, scale='1') -%}
    {{ significant('cast(' ~ numerator ~ ' as double) / nullif(cast(' ~ denominator ~ ' as double), 0) * ' ~ scale) }}
{%- endmacro %}

{#- A setting of the kernel (seed kpi_setting) as a scalar. -#}
{% macro kpi_setting(name) -%}
    (select max(setting.value) from {{ ref('kpi_setting') }} as setting where setting.setting = '{{ name }}')
{%- endmacro %}
