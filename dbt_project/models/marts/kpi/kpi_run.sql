-- One row: the clock of the run. Events after as_of do not count; nothing before reach_from is ever looked at, because
-- the longest look back is five fiscal years, a window of twelve months before it and an offset of a year.
with company as (
    select
        as_of,
        fiscal_start_month
    from {{ ref('int_company') }}
)

select
    as_of,
    fiscal_start_month,
    {{ add_months(year_start('as_of'), '-84') }} as reach_from
from company
