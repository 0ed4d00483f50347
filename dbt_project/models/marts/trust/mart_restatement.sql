-- One row per KPI cell that was published before (kpi_previous_release) with another value or status, of periods that were over
-- then; cells that never were published, and those of periods that still ran, are no restatements. Of several causes the first
-- counts: changed_definition, changed_models, changed_mapping, changed_rate, corrected_slice, late_data; where nothing of these
-- happened, later_events if the as-of day moved on, else changed_models (code or settings: the lake knows of nothing else).
-- A cell that is hidden now shows no value, neither today's nor an earlier one.
with cell as (
    {% for domain in ['finance', 'people', 'customer', 'operations', 'risk', 'strategy'] %}
    select
        kpi_id, org_unit_id, segment, grain, time_window, period_start, period_end, kpi_version, unit, value, status,
        closed_value, as_of,
        '{{ domain }}' as gating_domain
    from {{ ref('kpi__' ~ domain) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

changed as (
    select
        cell.kpi_id,
        cell.org_unit_id,
        cell.segment,
        cell.grain,
        cell.time_window,
        cell.period_start,
        cell.period_end,
        cell.gating_domain,
        cell.unit,
        cell.value,
        cell.status,
        cell.closed_value,
        cell.as_of,
        previous.value as previous_value,
        previous.status as previous_status,
        previous.as_of as previous_as_of,
        cell.kpi_version <> previous.kpi_version as has_other_definition,
        cell.status = 'suppressed' as is_hidden,
        -- what a file must feed to have changed it: the measures, the target, or the people that hide a cell
        case
            when 'suppressed' in (cell.status, previous.status) then 'mask'
            when cell.value is not null and {{ same_figure('cell.value', 'previous.value') }} then 'target'
            else 'value'
        end as what
    from cell
    inner join {{ ref('kpi_published') }} as previous
        on cell.kpi_id = previous.kpi_id
        and cell.org_unit_id = previous.org_unit_id
        and cell.segment = previous.segment
        and cell.grain = previous.grain
        and cell.time_window = previous.time_window
        and cell.period_start = previous.period_start
    where
        cell.period_end <= least(previous.as_of, cell.as_of)
        and (not {{ same_figure('cell.value', 'previous.value') }} or cell.status <> previous.status)
),

reading as (
    select distinct
        kpi_id,
        grain,
        time_window,
        period_start,
        what
    from changed
),

input as (
    select
        cause,
        entity,
        name,
        day_from,
        day_to
    from {{ ref('kpi_changed_input') }}
),

-- what a KPI looks at: for each of its measures the entities that feed it, over the days of the term's window
fed_by_measure as (
    select
        reading.kpi_id,
        reading.grain,
        reading.time_window,
        reading.period_start,
        reading.what,
        input.cause,
        input.name
    from reading
    inner join {{ ref('kpi_term') }} as term on reading.kpi_id = term.kpi_id
    inner join {{ ref('measure_catalog') }} as measure on term.measure_id = measure.measure_id
    inner join {{ ref('kpi_window') }} as term_days
        on reading.grain = term_days.grain
        and reading.period_start = term_days.period_start
        and coalesce(term.time_window, reading.time_window) = term_days.time_window
        and {{ offset_months('term') }} = term_days.offset_months
    inner join input
        on ' ' || measure.entities || ' ' like '% ' || input.entity || ' %'
        and input.day_from <= term_days.window_end
        and input.day_to >= term_days.window_start
    where reading.what = 'value'
),

fed as (
    select kpi_id, grain, time_window, period_start, what, cause, name
    from fed_by_measure
    union
    -- goals read other KPIs and dates of their own: any file may have changed them
    select reading.kpi_id, reading.grain, reading.time_window, reading.period_start, reading.what, input.cause, input.name
    from reading
    inner join {{ ref('kpi_catalog') }} as catalog on reading.kpi_id = catalog.kpi_id and catalog.function is not null
    cross join input
    where reading.what = 'value'
    union
    select reading.kpi_id, reading.grain, reading.time_window, reading.period_start, reading.what, input.cause, input.name
    from reading
    inner join input
        on (reading.what = 'target' and input.entity = 'kpi_target')
        or (reading.what = 'mask' and input.entity in ('employee', 'org_mapping', 'org_unit'))
),

cause as (
    select
        kpi_id,
        grain,
        time_window,
        period_start,
        what,
        min(
            case cause
                when 'changed_mapping' then 3
                when 'changed_rate' then 4
                when 'corrected_slice' then 5
                when 'late_data' then 6
            end
        ) as rank_of_cause
    from fed
    group by kpi_id, grain, time_window, period_start, what
),

file as (
    select
        kpi_id,
        grain,
        time_window,
        period_start,
        what,
        {{ ordered_list('name') }} as cause_files
    from (select distinct kpi_id, grain, time_window, period_start, what, name from fed) as named
    group by kpi_id, grain, time_window, period_start, what
),

closed_period as (
    select distinct
        grain,
        period_start
    from {{ ref('kpi_closed') }}
)

select
    changed.kpi_id,
    changed.org_unit_id,
    changed.segment,
    changed.grain,
    changed.time_window,
    changed.period_start,
    changed.period_end,
    changed.gating_domain,
    changed.unit,
    case when not changed.is_hidden then changed.previous_value end as previous_value,
    case when not changed.is_hidden then changed.previous_status end as previous_status,
    changed.value,
    changed.status,
    {{ significant('changed.value - changed.previous_value') }} as change,
    {{ ratio('changed.value - changed.previous_value', 'abs(changed.previous_value)') }} as change_share,
    previous.release_id as previous_release_id,
    changed.previous_as_of,
    closed_period.grain is not null as is_closed,
    changed.closed_value,
    case
        when changed.has_other_definition then 'changed_definition'
        when previous.has_other_models then 'changed_models'
        when cause.rank_of_cause = 3 then 'changed_mapping'
        when cause.rank_of_cause = 4 then 'changed_rate'
        when cause.rank_of_cause = 5 then 'corrected_slice'
        when cause.rank_of_cause = 6 then 'late_data'
        when changed.previous_as_of < changed.as_of then 'later_events'
        else 'changed_models'
    end as cause,
    file.cause_files,
    changed.as_of
from changed
cross join {{ ref('kpi_previous_release') }} as previous
left join cause
    on changed.kpi_id = cause.kpi_id
    and changed.grain = cause.grain
    and changed.time_window = cause.time_window
    and changed.period_start = cause.period_start
    and changed.what = cause.what
left join file
    on changed.kpi_id = file.kpi_id
    and changed.grain = file.grain
    and changed.time_window = file.time_window
    and changed.period_start = file.period_start
    and changed.what = file.what
left join closed_period
    on changed.grain = closed_period.grain
    and changed.period_start = closed_period.period_start
