-- One row per measure, day and leaf unit; segment total only.
with segmented as (
    select
        measure_id,
        day,
        org_unit_id,
        'total' as segment_type,
        'all' as segment_value,
        value,
        case when is_blocked then 0 else 1 end as n_obs,
        case when is_blocked then 1 else 0 end as n_blocked
    from {{ ref('ent_customer') }}
)

{{ measure_rows('segmented') }}
