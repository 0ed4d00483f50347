{#- Calendar arithmetic that the engines write differently. Days and months stay DATE on both. -#}

{% macro open_start() %}date '1900-01-01'{% endmacro %}
{% macro open_end() %}date '9999-12-31'{% endmacro %}

{% macro add_days(day, number) %}{{ return(adapter.dispatch('add_days')(day, number)) }}{% endmacro %}
{% macro default__add_days(day, number) %}date_add({{ day }}, cast({{ number }} as int)){% endmacro %}
{% macro duckdb__add_days(day, number) %}({{ day }} + cast({{ number }} as int)){% endmacro %}

{% macro add_months(day, number) %}{{ return(adapter.dispatch('add_months')(day, number)) }}{% endmacro %}
{% macro default__add_months(day, number) %}add_months({{ day }}, cast({{ number }} as int)){% endmacro %}
{% macro duckdb__add_months(day, number) %}cast({{ day }} + to_months(cast({{ number }} as int)) as date){% endmacro %}

{#- Whole days from `earlier` to `later`. -#}
{% macro days_between(earlier, later) %}{{ return(adapter.dispatch('days_between')(earlier, later)) }}{% endmacro %}
{% macro default__days_between(earlier, later) %}datediff({{ later }}, {{ earlier }}){% endmacro %}
{% macro duckdb__days_between(earlier, later) %}date_diff('day', {{ earlier }}, {{ later }}){% endmacro %}

{#- Seconds from `earlier` to `later`, fractions of a second cut from both. -#}
{% macro seconds_between(earlier, later) %}{{ return(adapter.dispatch('seconds_between')(earlier, later)) }}{% endmacro %}
{% macro default__seconds_between(earlier, later) %}(unix_timestamp({{ later }}) - unix_timestamp({{ earlier }})){% endmacro %}
{% macro duckdb__seconds_between(earlier, later) %}date_diff('second', {{ earlier }}, {{ later }}){% endmacro %}

{% macro week_start(day) %}cast(date_trunc('week', {{ day }}) as date){% endmacro %}
{% macro month_start(day) %}cast(date_trunc('month', {{ day }}) as date){% endmacro %}
{% macro year_start(day) %}cast(date_trunc('year', {{ day }}) as date){% endmacro %}

{#- Select with one column `day`: every day from `first` to `last` (scalar expressions or subqueries). -#}
{% macro date_spine(first, last) %}{{ return(adapter.dispatch('date_spine')(first, last)) }}{% endmacro %}
{% macro default__date_spine(first, last) %}select explode(sequence({{ first }}, {{ last }}, interval 1 day)) as day{% endmacro %}
{% macro duckdb__date_spine(first, last) %}select cast(unnest(generate_series({{ first }}, {{ last }}, interval 1 day)) as date) as day{% endmacro %}

{#- The moment (UTC) that many seconds after the beginning of 1970. -#}
{% macro from_epoch(seconds) %}{{ return(adapter.dispatch('from_epoch')(seconds)) }}{% endmacro %}
{% macro default__from_epoch(seconds) %}timestamp_seconds({{ seconds }}){% endmacro %}
{% macro duckdb__from_epoch(seconds) %}make_timestamp(cast({{ seconds }} as bigint) * 1000000){% endmacro %}

{#- Branches of a CASE that turn the English short name of a month (lower case) into its number (two digits). -#}
{% macro months_case(months) -%}
    {%- for month in months %} when '{{ month }}' then '{{ '%02d' % loop.index }}'{% endfor -%}
{%- endmacro %}
