{#- Deepest level of the org tree that the suppression mask knows; a test fails where the tree is deeper. -#}
{% macro mask_depth() %}{{ return(6) }}{% endmacro %}

{#- The CTEs of one level of kpi_mask: children of the level above, in the order hidden first, then people, id, empty ones
    last. Where a sibling is hidden for being small, the first two are, and on until the people counted reach min_group.
    A level reads the one above once: Spark plans a CTE anew for every use, and two uses a level made 64 of the first. -#}
{% macro mask_level(level) %}
family_{{ level }} as (
    select
        member.min_group,
        member.fiscal_year_start,
        member.parent_id,
        member.org_unit_id,
        member.n_people,
        parent.is_hidden as is_parent_hidden,
        member.is_small,
        member.is_nameless
    from member
    inner join level_{{ level - 1 }} as parent
        on member.parent_id = parent.org_unit_id
        and member.fiscal_year_start = parent.fiscal_year_start
        and member.min_group = parent.min_group
),

ordered_{{ level }} as (
    select
        family.min_group,
        family.fiscal_year_start,
        family.org_unit_id,
        family.is_parent_hidden,
        family.is_small,
        family.is_nameless,
        row_number() over (
            partition by family.min_group, family.fiscal_year_start, family.parent_id
            order by {{ mask_rank('family') }} nulls last, family.n_people nulls last, family.org_unit_id nulls last
        ) as place,
        sum(family.n_people) over (
            partition by family.min_group, family.fiscal_year_start, family.parent_id
            order by {{ mask_rank('family') }} nulls last, family.n_people nulls last, family.org_unit_id nulls last
            rows between unbounded preceding and current row
        ) - family.n_people as people_before,
        max(case when family.is_small then 1 else 0 end) over (
            partition by family.min_group, family.fiscal_year_start, family.parent_id
        ) as has_small
    from family_{{ level }} as family
),

level_{{ level }} as (
    select
        min_group,
        fiscal_year_start,
        org_unit_id,
        is_parent_hidden or (has_small = 1 and (is_small or place <= 2 or people_before < min_group)) as is_hidden
    from ordered_{{ level }}
    where not is_nameless
)
{% endmacro %}

{% macro mask_rank(family) -%}
    case when {{ family }}.is_small or {{ family }}.is_nameless then 0 when {{ family }}.n_people = 0 then 2 else 1 end
{%- endmacro %}
