"""When the rows behind a figure about people stay unlisted: below the unit there is one too small to be shown.

Rows name their own unit. Listed beside a published parent they would give the people of a hidden unit, or those who sit
directly at the parent, whom the mask counts among the hidden ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb

SMALL_UNITS = "units at or below it are too small to be shown: the rows behind the figure are not listed"
HIDDEN = """
select count(*)
from seed.kpi_catalog as k
join kpi.kpi_closure as c on c.ancestor_id = $org and c.valid_from <= $to and c.valid_to >= $from
left join kpi.kpi_mask as m on m.org_unit_id = c.org_unit_id and m.min_group = k.min_group
    and m.fiscal_year_start <= $to and m.fiscal_year_start + interval 1 year > $from
where k.kpi_id = $kpi and k.min_group is not null and coalesce(m.is_hidden, true)
"""


def small_units_below(con: duckdb.DuckDBPyConnection, cell: dict[str, Any], terms: Sequence[dict[str, Any]]) -> bool:
    """Whether the KPI is about people and a unit at or below the cell's is hidden in its period or a term's window."""
    days = [cell["period_start"], cell["period_end"]]
    days += [term[end] for term in terms for end in ("window_start", "window_end")]
    asked = {"org": cell["org_unit_id"], "kpi": cell["kpi_id"], "from": min(days), "to": max(days)}
    found = con.execute(HIDDEN, asked).fetchone()
    return found is None or found[0] > 0
