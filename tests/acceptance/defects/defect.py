"""What a seeded defect is: an accident to a clean home, and what the gate must make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.acceptance.defects.landing import Landing

CORE, FINANCE, PEOPLE, CUSTOMER = "core", "finance", "people", "customer"
OPERATIONS, RISK, STRATEGY, TRUST = "operations", "risk", "strategy", "trust"
LEDGER = (FINANCE, PEOPLE, STRATEGY)
"""What is made from the ledger: its own figures, the cost of the workforce, goals on both."""
DEALS = (CUSTOMER, STRATEGY)
RATES = (FINANCE, PEOPLE, CUSTOMER, RISK, STRATEGY)
STAFF = (FINANCE, PEOPLE, CUSTOMER, OPERATIONS, RISK, STRATEGY)
"""The employee report says how many people stand behind a figure: every domain's small groups are hidden by it."""
ALL = (CORE, *STAFF)


class Outcome(StrEnum):
    """What becomes of a defect; all but `held` and `warns` leave every published figure as it was."""

    HELD = "held"
    WARNS = "warns"
    WAITS = "file waits for a person"
    REJECTED = "file rejected"
    REPAIRED = "repaired by design"


@dataclass(frozen=True)
class Defect:
    """An accident and its verdict.

    `checks`: beginnings of the ids of the checks that must find it, first the one that decides. `domains`: those that
    are held (`held`) or that warn (`warns`, `waits`); all others stay as they were. `also_warns`: domains that warn
    beside them. `error`: class of the error of a rejected file. `needs`: beginning of the check ids without which it
    cannot be found. `accepted`: files that someone accepts in haste. `to_candidate`: what is done to the candidate's
    Parquet folder. `why`: the rule of the design that repairs it.
    """

    name: str
    what: str
    outcome: Outcome
    accident: Callable[[Landing], object]
    checks: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    also_warns: tuple[str, ...] = ()
    error: str = ""
    needs: str = ""
    accepted: tuple[str, ...] = ()
    to_candidate: Callable[[Path], object] | None = None
    why: str = ""
