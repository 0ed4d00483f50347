"""The dirt in the demo's exports, counted: every bad row is outside the event list, or repaired by a later file.

A test compares these constants with what the lake rejects and supersedes.
"""

from __future__ import annotations

from enum import StrEnum

UNREADABLE_LEDGER_AMOUNTS = ("pending", "see note")
"""Extra QuickBooks lines of the last year whose amount is a word; total lines do not include them."""
UNDATED_SAP_LINES = 2
"""Extra lines without a posting date in the newest quarter's list."""
UNDATED_HIRES = 1
"""A test record without a hire date in the last HR snapshot."""
DEALS_WITHOUT_CLOSE_DATE = 1
DEALS_WITH_WORDS_AS_AMOUNT = 1
DELETED_DEALS = 2
"""Loaded, marked as deleted, so no deal."""
FORGOTTEN_DEALS = 1
"""Only in the earlier snapshot: gone from the newest one."""
UNDATED_ANSWERS = 1
UNREADABLE_SNAPSHOT_DATES = 1
"""An extra tracker row whose creation date is no date, in the last CSV snapshot."""
UNDATED_STOCK_MOVES = 1
"""Extra lines without a posting date in the newest material document list."""
DELETED_TICKETS = 2
"""Loaded, marked as deleted, so no ticket."""

HELD_DEAL_SHARE = 0.15
"""Scenario held: share of deals whose close date is words; the contract's reject budget is far below."""
HELD_TOTAL_ERROR = "1000.00"
"""Scenario held: a ledger's stated account total is off by this amount."""


class Scenario(StrEnum):
    """Which files the demo writes."""

    CLEAN = "clean"
    HELD = "held"


def dirt_counts() -> dict[str, int]:
    """Rejected rows by `system.dataset` over all files of the clean scenario."""
    return {
        "quickbooks.general_ledger": len(UNREADABLE_LEDGER_AMOUNTS),
        "sap.gl_line_items": UNDATED_SAP_LINES,
        "bamboohr.employees": UNDATED_HIRES,
        "salesforce.opportunity": DEALS_WITHOUT_CLOSE_DATE + DEALS_WITH_WORDS_AS_AMOUNT,
        "jira.issues_csv": UNREADABLE_SNAPSHOT_DATES,
        "template.survey_response": UNDATED_ANSWERS,
        "sap.material_documents": UNDATED_STOCK_MOVES,
    }
