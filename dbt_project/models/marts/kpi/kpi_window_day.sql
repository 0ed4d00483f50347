-- One row per window of kpi_window and day in it: windows are summed by an equality join on the day, on any engine.
select
    kpi_window.grain,
    kpi_window.period_start,
    kpi_window.time_window,
    kpi_window.offset_months,
    calendar.day
from {{ ref('kpi_window') }} as kpi_window
inner join {{ ref('dim_date') }} as calendar on calendar.day between kpi_window.window_start and kpi_window.window_end
