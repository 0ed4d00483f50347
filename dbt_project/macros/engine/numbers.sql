{#- Amount times rate as decimal(28, scale), rounded half up once. decimal(19,4) x decimal(18,9) is exact in 38 digits on
    both engines; wider factors overflow on one and lose digits on the other. -#}
{% macro mul(amount, rate, scale=6) -%}
    cast(cast({{ amount }} as decimal(19, 4)) * cast({{ rate }} as decimal(18, 9)) as decimal(28, {{ scale }}))
{%- endmacro %}

{#- 1 / rate; the division runs in double because the engines' decimal divisions differ. -#}
{% macro inverse_rate(rate) -%}
    cast(cast(1 as double) / cast({{ rate }} as double) as decimal(18, 9))
{%- endmacro %}

{#- NULL where the text is not of the type; dbt.safe_cast raises on DuckDB. -#}
{% macro try_cast(expression, type) %}try_cast({{ expression }} as {{ type }}){% endmacro %}
