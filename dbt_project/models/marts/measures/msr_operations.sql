-- One row per measure, day, leaf unit and segment (total, project).
with segmented as (
    select
        entry.measure_id,
        entry.day,
        entry.org_unit_id,
        segment.segment_type,
        case when segment.segment_type = 'project' then entry.project_key else 'all' end as segment_value,
        entry.value,
        1 as n_obs,
        0 as n_blocked
    from {{ ref('ent_operations') }} as entry
    cross join (select distinct segment_type from {{ ref('kpi_grid') }} where segment_type in ('total', 'project')) as segment
)

{{ measure_rows('segmented') }}
