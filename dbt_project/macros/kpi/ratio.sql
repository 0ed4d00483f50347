{#- The one final division of a ratio, in double: NULL where a side is NULL or the denominator is 0. -#}
{% macro ratio(numerator, denominator, scale='1') -%}
    {{ significant('cast(' ~ numerator ~ ' as double) / nullif(cast(' ~ denominator ~ ' as double), 0) * ' ~ scale) }}
{%- endmacro %}

{#- A setting of the kernel (seed kpi_setting) as a scalar. -#}
{% macro kpi_setting(name) -%}
    (select max(setting.value) from {{ ref('kpi_setting') }} as setting where setting.setting = '{{ name }}')
{%- endmacro %}
