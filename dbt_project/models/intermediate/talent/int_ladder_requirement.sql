-- Grain: one row per ladder, step, skill and first day; a step may have a row without a skill (it requires none).
-- The workbook's rows of a step replace the step that comes with the product, from the first day of the earliest of them.
with kept as (
    {{ newest_rows(ref('stg_template__ladder_requirement'), ['ladder', 'ladder_level', 'skill', 'valid_from']) }}
),

replaced as (
    select ladder, ladder_level, min(valid_from) as replaced_from
    from kept
    group by ladder, ladder_level
),

told as (
    select
        ladder,
        ladder_level,
        level_rank,
        skill,
        required_level,
        valid_from,
        valid_to,
        false as is_default
    from kept
    union all
    select
        shipped.ladder,
        shipped.ladder_level,
        shipped.level_rank,
        shipped.skill,
        shipped.required_level,
        {{ open_start() }} as valid_from,
        coalesce({{ add_days('replaced.replaced_from', -1) }}, {{ open_end() }}) as valid_to,
        true as is_default
    from {{ ref('ladder_requirement_default') }} as shipped
    left join replaced
        on shipped.ladder = replaced.ladder and shipped.ladder_level = replaced.ladder_level
    where replaced.replaced_from is null or replaced.replaced_from > {{ open_start() }}
),

final as (
    select
        ladder || ':' || ladder_level || ':' || coalesce(skill, '') || ':' || cast(valid_from as string)
            as ladder_requirement_id,
        ladder,
        ladder_level,
        level_rank,
        skill,
        required_level,
        valid_from,
        valid_to,
        is_default
    from told
)

select * from final
