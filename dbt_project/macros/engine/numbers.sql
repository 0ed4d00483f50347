{#- Amount times rate as decimal(28, scale), rounded half up once. decimal(19,4) x decimal(18,9) is exact in 38 digits on
    both engines; wider factors overflow on one and lose digits on the other. -#}
{% macro mul(amount, rate, scale=6) -%}
    cast(cast({{ amount }} as decimal(19, 4)) * cast({{ rate }} as decimal(18, 9)) as decimal(28, {{ scale }}))
{%- endmacro %}

{#- 1 / rate; the division runs in double because the engines' decimal divisions differ. -#}
{% macro inverse_rate(rate) -%}
    cast(cast(1 as double) / nullif(cast({{ rate }} as double), 0) as decimal(18, 9))
{%- endmacro %}

{#- NULL where the text is not of the type; dbt.safe_cast raises on DuckDB. -#}
{% macro try_cast(expression, type) %}try_cast({{ expression }} as {{ type }}){% endmacro %}

{#- A double rounded to 12 significant digits: what a published ratio is compared and stored with. Spark's round() takes only
    literal places, hence the way through text (where NULL is 'null'); exact ties may differ in the 12th digit. -#}
{% macro significant(expression) %}{{ return(adapter.dispatch('significant')(expression)) }}{% endmacro %}
{% macro default__significant(expression) %}try_cast(format_string('%.11e', {{ expression }}) as double){% endmacro %}
{% macro duckdb__significant(expression) %}cast(printf('%.11e', {{ expression }}) as double){% endmacro %}

{#- Whether two published figures are the same: a tie of significant() may fall either way on the other engine. -#}
{% macro same_figure(one, other) -%}
    coalesce(abs({{ one }} - {{ other }}) <= 1e-9 * greatest(abs({{ one }}), abs({{ other }})), {{ one }} is null and {{ other }} is null)
{%- endmacro %}
