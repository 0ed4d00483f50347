"""Writes docs/gate-defects.md from the catalogue: `python -m tests.acceptance.defects.table`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from orchestration.gate import DOMAINS
from tests.acceptance.defects.catalogue import CUSTOMERS, LEDGERS, MONEY, PLANS, STAFFING
from tests.acceptance.defects.defect import Defect, Outcome

PAGE = Path(__file__).parents[3] / "docs" / "gate-defects.md"
SECTIONS = {
    "Ledgers": LEDGERS,
    "Rates, mappings, budgets": MONEY,
    "People": STAFFING,
    "Deals, customers, surveys": CUSTOMERS,
    "Work, goals, risks, units": PLANS,
}
INTRO = """# What the gate finds

Accidents that happen to exports, each seeded into a clean home of the demo company, followed by a night; and what must
become of them. `make gate-proof` runs them all. The table is written by
`python -m tests.acceptance.defects.table`.

- **held**: the domains named keep their last release; all others go out.
- **warns**: the figures go out, and every reader of the verdict sees the warning on the domains named.
- **file waits**: the file replaces nothing until `opsmart accept` or `opsmart withdraw`; figures are those before it.
- **file rejected**: it is reported with its error and a remedy; figures are those before it.
- **repaired**: it has no effect by design, and figures are the same.

The employee report decides which small groups are hidden in every domain: a broken one holds them all.
"""


def page() -> str:
    """The whole page."""
    return "\n".join(
        [INTRO, *(line for name, defects in SECTIONS.items() for line in (f"## {name}", "", *_table(defects), ""))]
    )


def _table(defects: tuple[Defect, ...]) -> Iterator[str]:
    yield "| defect | found by | verdict |"
    yield "|---|---|---|"
    for one in defects:
        yield f"| {one.what} | {_finder(one)} | {_verdict(one)} |"


def _finder(one: Defect) -> str:
    if one.outcome is Outcome.REJECTED:
        return f"ingest: `{one.error}`"
    if one.outcome is Outcome.REPAIRED:
        return one.why
    return "<br>".join(f"`{check}{'…' if is_beginning(check) else ''}`" for check in one.checks)


def is_beginning(check: str) -> bool:
    """Whether the id goes on: by the mart's name, or by what dbt makes of a generic test."""
    return check.endswith(".") or ".row_rules_" in check


def _verdict(one: Defect) -> str:
    label = {Outcome.WAITS: "file waits", Outcome.REPAIRED: "repaired"}.get(one.outcome, str(one.outcome))
    touched = [domain for domain in DOMAINS if domain in (*one.domains, *one.also_warns)]
    return f"**{label}**: {', '.join(touched)}" if touched else f"**{label}**"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
