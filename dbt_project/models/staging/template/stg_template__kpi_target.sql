-- Grain: one row per KPI, unit, segment, grain, window, first day and snapshot.
with source as (
    {{ active_rows('template', 'kpi_target', kind='keyed') }}
),

renamed as (
    select
        kpi_id,
        org_unit_id,
        segment,
        grain,
        time_window,
        valid_from,
        coalesce(valid_to, {{ open_end() }}) as valid_to,
        target,
        low,
        high,
        tolerance,
        {{ origin_columns() }}
    from source
)

select * from renamed
