-- Grain: one row per key risk indicator and day of an observation, judged by the indicator's limits.
with newest as (
    {{ newest_rows(ref('stg_template__kri_observation'), ['kri_id', 'day']) }}
),

judged as (
    select
        newest._system as system,
        newest._instance as instance,
        newest.kri_id,
        newest.day,
        newest.value,
        case
            when kri.direction = 'above' and newest.value >= kri.red then 'red'
            when kri.direction = 'above' and newest.value >= kri.amber then 'amber'
            when kri.direction = 'below' and newest.value <= kri.red then 'red'
            when kri.direction = 'below' and newest.value <= kri.amber then 'amber'
            when kri.direction = 'band' and (newest.value < kri.band_low or newest.value > kri.band_high) then 'red'
            when kri.direction = 'band' and coalesce(kri.band_low, kri.band_high) is not null then 'green'
            when kri.direction in ('above', 'below') and kri.red is not null then 'green'
            else 'unmapped'
        end as status,
        {{ add_days('newest.day', 'kri.freshness_days') }} as fresh_until,
        newest._file,
        newest._record
    from newest
    left join {{ ref('int_kri') }} as kri on newest.kri_id = kri.kri_id
),

numbered as (
    select
        judged.*,
        row_number() over (partition by kri_id order by day nulls last) as place
    from judged
),

final as (
    select
        system,
        instance,
        kri_id,
        day,
        value,
        status,
        fresh_until,
        place - coalesce(
            max(case when status <> 'red' then place end) over (
                partition by kri_id order by day nulls last rows between unbounded preceding and current row
            ),
            0
        ) as consecutive_reds,
        _file,
        _record
    from numbered
)

select * from final
