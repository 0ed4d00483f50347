-- Grain: one row per job title that stands on the career ladder.
with kept as (
    {{ newest_rows(ref('stg_template__ladder_job'), ['_system', '_instance', 'job_title']) }}
),

final as (
    select
        kept._system || ':' || kept._instance || ':' || kept.job_title as ladder_job_id,
        kept._system as system,
        kept._instance as instance,
        kept.job_title,
        kept.ladder,
        kept.ladder_level,
        kept._file,
        kept._record
    from kept
)

select * from final
