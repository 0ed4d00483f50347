-- A term with an offset is shifted by calendar months, which days and weeks have none of.
select
    term.kpi_id,
    grid.grain
from {{ ref('kpi_term') }} as term
inner join {{ ref('kpi_grid') }} as grid on term.kpi_id = grid.kpi_id
where term.offset_n is not null and grid.grain in ('day', 'week')
