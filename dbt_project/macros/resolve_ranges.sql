{#- Cut overlapping dated candidates into ranges without gaps or overlaps, from the open start to the open end, and give every
    range its best candidate (payload NULL where none holds).
    relation: CTE with the keys (not null), valid_from and valid_to (inclusive), payload and the columns of best_first. -#}
{% macro resolve_ranges(relation, keys, payload, best_first) %}
    with boundaries as (
        select {{ keys | join(', ') }}, valid_from as day from {{ relation }}
        union
        select {{ keys | join(', ') }}, {{ add_days('valid_to', 1) }} as day from {{ relation }} where valid_to < {{ open_end() }}
        union
        select {{ keys | join(', ') }}, {{ open_start() }} as day from {{ relation }}
    ),

    ranges as (
        select
            {{ keys | join(', ') }},
            day as valid_from,
            coalesce(
                {{ add_days('lead(day) over (partition by ' ~ keys | join(', ') ~ ' order by day nulls last)', -1) }},
                {{ open_end() }}
            ) as valid_to
        from boundaries
    ),

    ranked as (
        select
            {% for key in keys %}ranges.{{ key }}, {% endfor %}
            ranges.valid_from,
            ranges.valid_to,
            {% for column in payload %}candidate.{{ column }}, {% endfor %}
            row_number() over (
                partition by {% for key in keys %}ranges.{{ key }}, {% endfor %}ranges.valid_from
                order by {% for term in best_first %}candidate.{{ term }} nulls last{{ ', ' if not loop.last }}{% endfor %}
            ) as preference
        from ranges
        left join {{ relation }} as candidate
            on {% for key in keys %}ranges.{{ key }} = candidate.{{ key }} and {% endfor %}
            candidate.valid_from <= ranges.valid_from
            and candidate.valid_to >= ranges.valid_to
    )

    select {{ keys | join(', ') }}, valid_from, valid_to, {{ payload | join(', ') }}
    from ranked
    where preference = 1
{% endmacro %}
