-- Grain: one row per person and day of attendance; one row for a monthly report's period in which the person has no days.
{%- set minutes = 'cast({} as decimal(12, 2))' %}
with
{%- for grain, relation, dataset in [('day', 'day_rows', 'attendance_daily'), ('month', 'month_rows', 'attendance_monthly')] %}
{{ relation }} as (
    {%- for system in ['dingtalk', 'feishu', 'wecom'] %}
    select
        _system as system,
        _instance as instance,
        '{{ 'employee_number' if system == 'feishu' else 'user_name' }}' as key_kind,
        {{ 'employee_number' if system == 'feishu' else 'user_key' }} as person_identifier,
        {{ 'work_date' if grain == 'day' else 'period_start' }} as period_start,
        {{ 'work_date' if grain == 'day' else 'period_end' }} as period_end,
        '{{ grain }}' as grain,
        department,
        {%- if system == 'dingtalk' %}
        cast(null as decimal(12, 2)) as planned_minutes,
        {{ minutes.format('work_minutes') }} as worked_minutes,
        {{ minutes.format('overtime_hours * 60') }} as overtime_minutes,
        {{ minutes.format('late_minutes') }} as late_minutes,
        {{ minutes.format('early_leave_minutes') }} as early_leave_minutes,
        cast(null as decimal(12, 2)) as absent_minutes,
        absent_days,
        {%- elif system == 'feishu' %}
        {{ minutes.format('expected_hours * 60') }} as planned_minutes,
        {{ minutes.format('work_hours * 60') }} as worked_minutes,
        {{ minutes.format('overtime_hours * 60') }} as overtime_minutes,
        {{ minutes.format('late_hours * 60') }} as late_minutes,
        {{ minutes.format('early_leave_hours * 60') }} as early_leave_minutes,
        {{ half_up(
            'cast(absent_days as double) * cast(expected_hours as double) * 60 / nullif(cast(expected_days as double), 0)',
            'decimal(12, 2)'
        ) }} as absent_minutes,
        absent_days,
        {%- else %}
        {{ minutes.format('standard_hours * 60') }} as planned_minutes,
        {{ minutes.format('work_hours * 60') }} as worked_minutes,
        {{ minutes.format('overtime_hours * 60') }} as overtime_minutes,
        {{ minutes.format('late_minutes') }} as late_minutes,
        {{ minutes.format('early_leave_minutes') }} as early_leave_minutes,
        {{ minutes.format('absent_minutes') }} as absent_minutes,
        cast(null as decimal(9, 4)) as absent_days,
        {%- endif %}
        _precedence,
        _newness,
        _is_newest,
        _file,
        _record
    from {{ ref('stg_' ~ system ~ '__' ~ dataset) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),
{%- endfor %}

-- Files count by department: a person who changed it may stand in two files for one day.
days as (
    select
        day_rows.*,
        row_number() over (
            partition by system, instance, key_kind, person_identifier, period_start
            order by _newness desc nulls last, _file nulls last, _record desc nulls last
        ) as choice
    from day_rows
),

months as (
    {{ newest_rows('month_rows', ['system', 'instance', 'key_kind', 'person_identifier', 'period_start']) }}
),

-- Of periods that overlap the longest counts.
longest as (
    select months.*
    from months
    left join months as other
        on months.system = other.system
        and months.instance = other.instance
        and months.key_kind = other.key_kind
        and months.person_identifier = other.person_identifier
        and months.period_start <= other.period_end
        and other.period_start <= months.period_end
        and (
            {{ days_between('other.period_start', 'other.period_end') }}
            > {{ days_between('months.period_start', 'months.period_end') }}
            or (
                {{ days_between('other.period_start', 'other.period_end') }}
                = {{ days_between('months.period_start', 'months.period_end') }}
                and other.period_start < months.period_start
            )
        )
    where other.person_identifier is null
),

{% set columns %}
        system,
        instance,
        key_kind,
        person_identifier,
        period_start,
        period_end,
        grain,
        department,
        planned_minutes,
        worked_minutes,
        overtime_minutes,
        late_minutes,
        early_leave_minutes,
        absent_minutes,
        absent_days,
        _file,
        _record
{%- endset %}
once as (
    select
        {{- columns }}
    from days
    where choice = 1
    union all
    select
        {{- columns }}
    from longest
    where not exists (
        select 1 from day_rows
        where day_rows.system = longest.system
            and day_rows.instance = longest.instance
            and day_rows.key_kind = longest.key_kind
            and day_rows.person_identifier = longest.person_identifier
            and day_rows.period_start between longest.period_start and longest.period_end
    )
),

known as (
    {{ with_person('once') }}
),

placed as (
    {{ with_person_unit('known', 'period_start', 'department') }}
),

final as (
    select
        system || ':' || instance || ':' || person_identifier || ':' || cast(period_start as string) as attendance_id,
        system,
        instance,
        person_key,
        identity_status,
        identity_rung,
        grain,
        period_start,
        period_end,
        department,
        org_unit_id,
        planned_minutes,
        worked_minutes,
        overtime_minutes,
        late_minutes,
        early_leave_minutes,
        absent_minutes,
        absent_days,
        _file,
        _record
    from placed
)

select * from final
