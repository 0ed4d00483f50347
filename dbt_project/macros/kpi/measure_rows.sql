{#- The last step of every msr_ model: entries (with measure_id, day, org_unit_id, segment_type, segment_value, value, n_obs,
    n_blocked and, where leaves can be stale, n_stale) summed to one row per key. -#}
{% macro measure_rows(entries, has_stale=false) %}
select
    measure_id,
    day,
    org_unit_id,
    segment_type,
    segment_value,
    cast(sum(value) as decimal(28, 6)) as value,
    cast(sum(n_obs) as bigint) as n_obs,
    cast(sum(n_blocked) as bigint) as n_blocked,
    cast({{ 'sum(n_stale)' if has_stale else '0' }} as bigint) as n_stale
from {{ entries }}
group by measure_id, day, org_unit_id, segment_type, segment_value
{% endmacro %}
