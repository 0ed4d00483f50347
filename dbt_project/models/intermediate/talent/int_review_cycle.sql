-- Grain: one row per review cycle, with the day from which eligibility is frozen, the due day and the bounds of its bands.
with cycles as (
    {{ newest_rows(ref('stg_template__review_cycle'), ['review_cycle']) }}
),

final as (
    select
        review_cycle,
        starts_on,
        due_on,
        min_service_days,
        medium_from,
        high_from,
        _file,
        _record
    from cycles
)

select * from final
