-- Grain: one row per run of a process (or day or batch of runs). Standards are those for all units of the run.
with runs as (
    {{ newest_rows(ref('stg_template__process_run'), ['_instance', 'run_id']) }}
),

final as (
    select
        _system || ':' || _instance || ':' || run_id as process_run_id,
        _system as system,
        _instance as instance,
        process,
        site,
        product_id,
        org_unit_id,
        started_at,
        ended_at,
        cast({{ utc_to_local('coalesce(ended_at, started_at)', 'time_zone') }} as date) as ended_on,
        {{ seconds_between('started_at', 'ended_at') }} as duration_seconds,
        units_done,
        coalesce(units_defective, 0) as units_defective,
        units_done - coalesce(units_defective, 0) as units_good,
        standard_minutes,
        cast(cost as decimal(28, 4)) as cost,
        cast(standard_cost as decimal(28, 4)) as standard_cost,
        currency,
        _system || ':' || _instance || ':' || sop_id as sop_id,
        follows_sop,
        _file,
        _record
    from runs
)

select * from final
