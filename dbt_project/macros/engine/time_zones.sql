{#- Wall clocks and UTC. Timestamps carry no zone in the lake; all of them are UTC once staged. -#}

{% macro local_to_utc(wall_clock, time_zone) %}{{ return(adapter.dispatch('local_to_utc')(wall_clock, time_zone)) }}{% endmacro %}
{% macro default__local_to_utc(wall_clock, time_zone) %}to_utc_timestamp({{ wall_clock }}, {{ time_zone }}){% endmacro %}
{% macro duckdb__local_to_utc(wall_clock, time_zone) %}timezone('UTC', timezone({{ time_zone }}, cast({{ wall_clock }} as timestamp))){% endmacro %}

{% macro utc_to_local(moment, time_zone) %}{{ return(adapter.dispatch('utc_to_local')(moment, time_zone)) }}{% endmacro %}
{% macro default__utc_to_local(moment, time_zone) %}from_utc_timestamp({{ moment }}, {{ time_zone }}){% endmacro %}
{% macro duckdb__utc_to_local(moment, time_zone) %}timezone({{ time_zone }}, timezone('UTC', cast({{ moment }} as timestamp))){% endmacro %}
