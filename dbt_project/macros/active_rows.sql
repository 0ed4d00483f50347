{#- Body of every staging model's import CTE: the accepted rows of a dataset that count by the active rule, with their origin.
    kind 'ledger': a file's rows count on the days the index gives it. kind 'keyed': every snapshot's rows count as the
    state from _date_from to _date_to; the newest carry _is_newest. -#}
{% macro active_rows(system, dataset, kind) %}
    select
        raw.*,
        active.system as _system,
        active.dataset as _dataset,
        active.instance as _instance,
        active.date_from as _date_from,
        active.date_to as _date_to,
        active.precedence as _precedence,
        active.newness as _newness,
        active.is_newest as _is_newest,
        {{ record_number('raw', 'origin') }} as _record
    from {{ source(system, dataset) }} as raw
    inner join {{ source('lake_index', 'active') }} as active
        on raw._file = active.file_id
        and raw._partition = active.partition
        {%- if kind == 'ledger' %}
        and raw._slice_date between active.date_from and active.date_to
        {%- elif kind != 'keyed' %}
        {{ exceptions.raise_compiler_error("active_rows: kind is 'ledger' or 'keyed', not '" ~ kind ~ "'") }}
        {%- endif %}
    inner join {{ source('lake_index', 'files') }} as origin on active.file_id = origin.file_id
    where active.system = '{{ system }}'
        and active.dataset = '{{ dataset }}'
        and raw._reject is null
{% endmacro %}

{#- Select of one row per key: the highest-ranked dataset that has the key (lowest precedence number), then its newest row. -#}
{% macro newest_rows(relation, key) %}
    select ranked.*
    from (
        select
            candidate.*,
            row_number() over (
                partition by {{ key | join(', ') }}
                order by _precedence nulls last, _newness desc nulls last, _file nulls last, _record desc nulls last
            ) as _rank
        from {{ relation }} as candidate
        where _is_newest
    ) as ranked
    where ranked._rank = 1
{% endmacro %}

{#- Where a staged row comes from; the last columns of every staging model. -#}
{% macro origin_columns() -%}
        _system,
        _dataset,
        _instance,
        _partition,
        _date_from,
        _date_to,
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
{%- endmacro %}
