-- One row per cause, file and stretch of days on which it may have changed figures since the release compared with
-- (kpi_previous_release): files that came to count (received since, or accepted) and files that ceased to (withdrawn). Of
-- mappings and rates only the days on which they say something else: the same content exported again changes nothing.
{{ config(materialized='table') }}

with previous as (
    select published_at
    from {{ ref('kpi_previous_release') }}
),

decided as (
    select distinct decision.sha256
    from {{ source('lake_ledger', 'decisions') }} as decision
    cross join previous
    where decision.at > previous.published_at
),

landed as (
    select
        file.file_id,
        file.name,
        file.system,
        file.dataset,
        file.entity,
        file.instance,
        file.newness,
        file.window_from,
        file.window_to,
        file.load_mode in ('replace_slice', 'append') as is_by_day,
        {{ is_mapping('file') }} as is_mapping,
        file.outcome = 'withdrawn' as is_withdrawn,
        file.received_at > previous.published_at as is_new,
        decided.sha256 is not null as is_decided
    from {{ source('lake_index', 'files') }} as file
    cross join previous
    left join decided on file.sha256 = decided.sha256
    where file.outcome not in ('held_replacement', 'held_instance', 'held_rejects', 'kept')
),

earlier as (
    select
        file_id,
        system,
        dataset,
        entity,
        instance,
        window_from,
        window_to,
        row_number() over (
            partition by system, dataset, instance order by newness desc nulls last, file_id nulls last
        ) as recency
    from landed
    where not is_new and is_withdrawn = is_decided
),

active as (
    select
        file_id,
        date_from,
        date_to,
        is_newest
    from {{ source('lake_index', 'active') }}
),

changed as (
    select
        landed.file_id,
        landed.name,
        landed.system,
        landed.dataset,
        landed.entity,
        landed.instance,
        landed.is_by_day,
        landed.is_mapping,
        landed.is_withdrawn,
        case
            when not landed.is_by_day then {{ open_start() }}
            when landed.is_withdrawn then landed.window_from
            else active.date_from
        end as day_from,
        case
            when not landed.is_by_day then {{ open_end() }}
            when landed.is_withdrawn then landed.window_to
            else active.date_to
        end as day_to
    from landed
    left join active on landed.file_id = active.file_id
    where
        (landed.is_new and not landed.is_withdrawn and active.file_id is not null)
        or (not landed.is_new and landed.is_decided and (landed.is_withdrawn or active.file_id is not null))
),

-- mappings: what the newest snapshot says otherwise than the one before
mapping_row as (
    {{ mapping_rows() }}
),

mapping_side as (
    select
        earlier.system,
        earlier.dataset,
        earlier.instance,
        mapping_row.content,
        mapping_row.day_from,
        mapping_row.day_to,
        'before' as side
    from mapping_row
    inner join earlier on mapping_row.file_id = earlier.file_id and earlier.recency = 1
    union
    select
        landed.system,
        landed.dataset,
        landed.instance,
        mapping_row.content,
        mapping_row.day_from,
        mapping_row.day_to,
        'after' as side
    from mapping_row
    inner join landed on mapping_row.file_id = landed.file_id
    inner join active on mapping_row.file_id = active.file_id and active.is_newest
),

mapping_difference as (
    select
        system,
        dataset,
        instance,
        content,
        day_from,
        day_to,
        min(side) as side
    from mapping_side
    group by system, dataset, instance, content, day_from, day_to
    having count(*) = 1
),

mapping_day as (
    select
        difference.system,
        difference.dataset,
        difference.instance,
        difference.content,
        calendar.month_start,
        calendar.day
    from mapping_difference as difference
    inner join {{ ref('dim_date') }} as calendar on calendar.day between difference.day_from and difference.day_to
    group by
        difference.system, difference.dataset, difference.instance, difference.content, calendar.month_start, calendar.day
    having min(difference.side) = max(difference.side)
),

mapping_month as (
    select
        system,
        dataset,
        instance,
        min(day) as day_from,
        max(day) as day_to
    from mapping_day
    group by system, dataset, instance, month_start
),

-- rates: days on which a pair has another rate than the files before gave it
rate_row as (
    select
        raw._file as file_id,
        {{ row_text(['raw.from_currency', 'raw.to_currency', 'raw.budget_version']) }} as pair,
        lower(trim(raw.rate_type)) as rate_type,
        raw.rate_date,
        raw.rate
    from {{ source('template', 'fx_rate') }} as raw
    where raw._reject is null
),

rate_before as (
    select
        rate_row.pair,
        rate_row.rate_type,
        rate_row.rate_date,
        rate_row.rate,
        rank() over (
            partition by rate_row.pair, rate_row.rate_type, rate_row.rate_date order by earlier.recency nulls last
        ) as recency
    from rate_row
    inner join earlier on rate_row.file_id = earlier.file_id
),

rate_side as (
    select pair, rate_type, rate_date, rate, 'before' as side
    from rate_before
    where recency = 1
    union
    select rate_row.pair, rate_row.rate_type, rate_row.rate_date, rate_row.rate, 'after' as side
    from rate_row
    inner join active
        on rate_row.file_id = active.file_id
        and rate_row.rate_date between active.date_from and active.date_to
),

rate_day as (
    select distinct
        rate_type,
        rate_date
    from (
        select rate_type, rate_date, pair, rate
        from rate_side
        group by rate_type, rate_date, pair, rate
        having count(*) = 1
    ) as differing
),

-- everything else: days that were covered before, then all days of the file
corrected as (
    select distinct
        changed.file_id,
        changed.name,
        changed.entity,
        greatest(changed.day_from, coalesce(earlier.window_from, changed.day_from)) as day_from,
        least(changed.day_to, coalesce(earlier.window_to, changed.day_to)) as day_to
    from changed
    inner join earlier
        on changed.system = earlier.system
        and changed.entity = earlier.entity
        and changed.instance = earlier.instance
        and (not changed.is_by_day or (earlier.window_from <= changed.day_to and earlier.window_to >= changed.day_from))
    where not changed.is_mapping and changed.entity <> 'fx_rate'
),

final as (
    select
        'changed_mapping' as cause,
        changed.entity,
        changed.file_id,
        changed.name,
        mapping_month.day_from,
        mapping_month.day_to
    from changed
    inner join mapping_month
        on changed.system = mapping_month.system
        and changed.dataset = mapping_month.dataset
        and changed.instance = mapping_month.instance
    union
    select
        'changed_rate' as cause,
        changed.entity,
        changed.file_id,
        changed.name,
        case
            when rate_day.rate_type = 'average' then {{ month_start('rate_day.rate_date') }}
            else rate_day.rate_date
        end as day_from,
        case rate_day.rate_type
            when 'average' then {{ add_days(add_months(month_start('rate_day.rate_date'), 1), -1) }}
            when 'budget' then {{ open_end() }}
            else {{ add_days('rate_day.rate_date', 7) }} -- as far as int_fx_rate_closing takes it
        end as day_to
    from changed
    inner join rate_day on rate_day.rate_date between changed.day_from and changed.day_to
    where changed.entity = 'fx_rate'
    union
    select 'corrected_slice' as cause, entity, file_id, name, day_from, day_to
    from corrected
    union
    select 'late_data' as cause, entity, file_id, name, day_from, day_to
    from changed
    where not is_withdrawn and not is_mapping and entity <> 'fx_rate'
)

select
    cause,
    entity,
    file_id,
    name,
    day_from,
    day_to
from final
