-- Grain: one row per person and end of an employment (contractors' ends are no separations), on the last day worked.
with ended as (
    select
        period.person_key,
        period.end_date as separation_date,
        period.termination_reason as reason,
        period._file,
        period._record
    from {{ ref('int_employment_period') }} as period
    where period.end_date is not null
),

categories as (
    select
        ended.person_key,
        ended.separation_date,
        known.reason_category,
        row_number() over (
            partition by ended.person_key, ended.separation_date
            order by length(known.reason_prefix) desc nulls last, known.reason_prefix nulls last
        ) as choice
    from ended
    inner join {{ ref('separation_reason') }} as known
        on lower(ended.reason) like known.reason_prefix || '%'
),

final as (
    select
        ended.person_key,
        spell.org_unit_id,
        ended.separation_date,
        ended.reason,
        coalesce(categories.reason_category, 'unknown') as reason_category,
        coalesce(categories.reason_category = 'voluntary', false) as is_voluntary,
        ended._file,
        ended._record
    from ended
    inner join {{ ref('int_employment_spell') }} as spell
        on ended.person_key = spell.person_key
        and ended.separation_date between spell.valid_from and spell.valid_to
    left join categories
        on ended.person_key = categories.person_key
        and ended.separation_date = categories.separation_date
        and categories.choice = 1
    where not spell.is_contractor
)

select * from final
