-- Grain: one row per person and review cycle.
with kept as (
    {{ newest_rows(
        ref('stg_template__potential_rating'), ['_system', '_instance', 'review_cycle', 'employee_number']
    ) }}
),

final as (
    select
        kept._system || ':' || kept._instance
        || ':' || kept.review_cycle || ':' || kept.employee_number as potential_rating_id,
        kept._system as system,
        kept._instance as instance,
        'employee_number' as person_source_kind,
        kept.employee_number as person_source_key,
        kept.review_cycle,
        {{ one_of('kept.potential', ['low', 'medium', 'high']) }} as potential,
        kept.rated_on,
        kept._file,
        kept._record
    from kept
)

select * from final
