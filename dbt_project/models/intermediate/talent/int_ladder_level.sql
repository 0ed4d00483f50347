-- Grain: one row per ladder and step on the as-of date, with the step above it.
with levels as (
    select requirement.ladder, requirement.ladder_level, max(requirement.level_rank) as level_rank
    from {{ ref('int_ladder_requirement') }} as requirement
    inner join {{ ref('int_company') }} as company
        on company.as_of between requirement.valid_from and requirement.valid_to
    group by requirement.ladder, requirement.ladder_level
),

final as (
    select
        ladder,
        ladder_level,
        level_rank,
        lead(ladder_level) over (
            partition by ladder order by level_rank nulls last, ladder_level nulls last
        ) as next_level
    from levels
)

select * from final
