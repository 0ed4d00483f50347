{#- Select of one row per change in a JSON changelog: `keys`, position (0-based), changed_at, field, value_from, value_to.
    The array is ordered; its order breaks ties of the time. -#}
{% macro changelog_changes(relation, keys, column='changelog') %}
    {{- return(adapter.dispatch('changelog_changes')(relation, keys, column)) -}}
{% endmacro %}

{% macro default__changelog_changes(relation, keys, column) %}
    select
        {{ keys | join(', ') }},
        position,
        cast(entry.at as timestamp) as changed_at,
        entry.field as field,
        entry.`from` as value_from,
        entry.`to` as value_to
    from {{ relation }}
    lateral view posexplode(
        from_json({{ column }}, 'array<struct<at:string,field:string,`from`:string,`to`:string>>')
    ) changes as position, entry
    where {{ column }} is not null
{% endmacro %}

{% macro duckdb__changelog_changes(relation, keys, column) %}
    select
        {{ keys | join(', ') }},
        position,
        cast(cast(entry."at" as timestamptz) as timestamp) as changed_at,
        entry.field as field,
        entry."from" as value_from,
        entry."to" as value_to
    from (
        select
            {{ keys | join(', ') }},
            unnest(entries) as entry,
            unnest(range(len(entries))) as position
        from (
            select
                {{ keys | join(', ') }},
                from_json({{ column }}, '[{"at": "VARCHAR", "field": "VARCHAR", "from": "VARCHAR", "to": "VARCHAR"}]') as entries
            from {{ relation }}
            where {{ column }} is not null
        ) as parsed
    ) as exploded
{% endmacro %}
