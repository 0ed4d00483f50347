{#- Select of one row per text of `column` (lower case) that the seed talent_term knows: term, meaning. -#}
{% macro term_meanings(relation, column, kind) %}
    select ranked.term, ranked.meaning
    from (
        select
            texts.term,
            known.meaning,
            row_number() over (
                partition by texts.term order by known.preference nulls last, known.pattern nulls last
            ) as choice
        from (select distinct lower({{ column }}) as term from {{ relation }} where {{ column }} is not null) as texts
        inner join {{ ref('talent_term') }} as known
            on known.term_kind = '{{ kind }}' and texts.term like known.pattern
    ) as ranked
    where ranked.choice = 1
{% endmacro %}
