{#- The moment `seconds` (a whole number) after another one; NULL where either is. -#}
{% macro seconds_later(moment, seconds) %}{{ return(adapter.dispatch('seconds_later')(moment, seconds)) }}{% endmacro %}
{% macro default__seconds_later(moment, seconds) %}timestamp_micros(unix_micros({{ moment }}) + cast({{ seconds }} as bigint) * 1000000){% endmacro %}
{% macro duckdb__seconds_later(moment, seconds) %}cast({{ moment }} + to_seconds({{ seconds }}) as timestamp){% endmacro %}
