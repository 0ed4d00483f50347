{#- One test for all row rules of a model: the key is unique, columns are filled, values lie in their range or list.
    One scan for the key, one for the rest; the failing rows come out with the rule they break.
    ranges: [{column, min, max}] (SQL literals, inclusive); accepted: {column: [values]}; rules: {name: SQL condition}. -#}
{% test row_rules(model, key, not_null=[], ranges=[], accepted={}, rules={}) %}
    with broken as (
        select
            {% for column in key %}cast({{ column }} as string) || '|' || {% endfor %}'' as row_key,
            case
                {%- for column in key + not_null %}
                when {{ column }} is null then '{{ column }} is null'
                {%- endfor %}
                {%- for range in ranges %}
                {%- if range.min is defined %}
                when {{ range.column }} < {{ range.min }} then '{{ range.column }} is below {{ range.min | string | replace("'", "") }}'
                {%- endif %}
                {%- if range.max is defined %}
                when {{ range.column }} > {{ range.max }} then '{{ range.column }} is above {{ range.max | string | replace("'", "") }}'
                {%- endif %}
                {%- endfor %}
                {%- for column, values in accepted.items() %}
                when {{ column }} not in ('{{ values | join("', '") }}') then '{{ column }} is not an accepted value'
                {%- endfor %}
                {%- for name, condition in rules.items() %}
                when not ({{ condition }}) then '{{ name }}'
                {%- endfor %}
            end as broken_rule
        from {{ model }}
    ),

    doubled as (
        select
            {% for column in key %}coalesce(cast({{ column }} as string), '') || '|' || {% endfor %}'' as row_key,
            'key is not unique' as broken_rule
        from {{ model }}
        group by {{ key | join(', ') }}
        having count(*) > 1
    )

    select row_key, broken_rule from broken where broken_rule is not null
    union all
    select row_key, broken_rule from doubled
{% endtest %}
