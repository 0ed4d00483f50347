{#- Facts are rebuilt by month: before the insert, months whose digest changed or that vanished are cleared; the body then
    appends the months that are absent. What goes is decided by the digests alone, never by the new rows. -#}

{#- Pre-hook. `digests` is the relation (_month, _digest) of what the months should be. -#}
{% macro clear_changed_months(digests) %}
    {%- if execute and is_incremental() -%}
        {{- adapter.dispatch('clear_changed_months')(digests) -}}
    {%- endif -%}
{% endmacro %}

{% macro duckdb__clear_changed_months(digests) %}
    delete from {{ this }} as fact
    where not exists (
        select 1 from {{ digests }} as wanted
        where wanted._month = fact._month and wanted._digest = fact._digest
    )
{% endmacro %}

{#- Plain Parquet tables know no DELETE: the months are looked up and their partitions dropped. -#}
{% macro default__clear_changed_months(digests) %}
    {%- set stale %}
        select distinct fact._month from {{ this }} as fact
        left anti join {{ digests }} as wanted on wanted._month = fact._month and wanted._digest = fact._digest
    {%- endset -%}
    {%- set months = run_query(stale).columns[0].values() -%}
    {%- if months %}
        alter table {{ this }} drop if exists
        {%- for month in months %} partition (_month = date '{{ month }}'){{ ',' if not loop.last }}{% endfor %}
    {%- endif -%}
{% endmacro %}

{#- Condition of the body: months that the table does not have with their digest. They are looked up first, because a list of
    days reaches the scan below all joins (3M lines, nothing new: 6 s with a subquery, 0.3 s with the list). -#}
{% macro is_absent_month(month, digests) -%}
    {%- if execute and is_incremental() -%}
        {%- set absent -%}
            select wanted._month from {{ digests }} as wanted
            where not exists (
                select 1 from {{ this }} as present
                where present._month = wanted._month and present._digest = wanted._digest
            )
            order by wanted._month nulls last
        {%- endset -%}
        {%- set months = run_query(absent).columns[0].values() -%}
        {%- if months -%}
            {{ month }} in ({% for day in months %}date '{{ day }}'{{ ', ' if not loop.last }}{% endfor %})
        {%- else -%}
            false
        {%- endif -%}
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#- Partitioning is Spark's only (its partition column must come last in the select). -#}
{% macro month_partition() %}{{ return(['_month'] if target.type == 'spark' else none) }}{% endmacro %}
