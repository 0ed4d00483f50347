"""What the privacy checks let pass, and why: the one place to review, and to change with a reason.

A value is personal where its contract says so (`classification: personal`, in the manifest `meta.personal`), or
where it stands in a column of `ALSO_PERSONAL`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ALSO_PERSONAL = {
    "employee_number": "names one person inside the company",
    "_extra": "columns that no contract knows: nobody has said that they are not personal",
    "_reject": "the original text of a rejected record",
    "changelog": "who was assigned, before and after, stands among the changes",
    "field_value": "what any field of an item held, so also who was assigned and what was commented",
}
"""Columns followed like personal ones although their contract does not call them so, by name, with the reason."""

IDENTIFIERS = frozenset({"employee_number"})
"""Columns of `ALSO_PERSONAL` whose values are looked for in the candidate; the others hold documents, not values."""


@dataclass(frozen=True)
class Cleaned:
    """A model that takes of a personal column only what is about no person: it is not followed any further."""

    source: str
    model: str
    reason: str


CLEANED = (
    Cleaned(
        "jira.issues_json.changelog",
        "int_work_item_change",
        "only changes of status and due date are taken out of the changelog; who was assigned is left behind",
    ),
    Cleaned(
        "jira.issue_field_history.field_value",
        "int_work_item_field_change",
        "only values of the product's own fields status and due date are taken along",
    ),
    Cleaned(
        "jira.issue_multiselect_history.field_value",
        "int_work_item_field_change",
        "only values of the product's own fields status and due date are taken along",
    ),
    Cleaned(
        "trello.board.changelog",
        "int_work_item_event",
        "only moves, completion, archiving and due dates are taken out of the actions",
    ),
    Cleaned(
        "asana.story.text",
        "int_work_item_event",
        "only names of sections and the fact of completion are taken out of the product's own messages",
    ),
)

GENERIC_NAMES = frozenset({"name"})
"""Personal source columns whose bare name says nothing: QuickBooks' `name` is a customer, a supplier or an employee."""

PERSONAL_WORDS = re.compile(
    r"(^|_)(e_?mail|phone|telephone|mobile|(first|last|given|family|full|sur|middle|nick|maiden)_?name|surname"
    r"|(employee|person|people|staff|worker|manager|user|respondent|candidate|contact)_(name|number|no|key|id)"
    r"|user_?name|login|assignee|reporter|respondent|birth_?(date|day)|date_of_birth|id_card|passport|iban|ssn)($|_)"
)
"""Words that make a published column's name the name of something personal."""

NAME_PARTS = (("first_name", "last_name"),)
"""Columns of one dataset that make up a person's name; they are looked for alone and together, in either order."""

MIXED = frozenset(
    {
        ("quickbooks", "general_ledger", "name"),
        ("quickbooks", "transaction_detail", "name"),
        ("quickbooks_desktop", "iif_customers", "company_name"),
        ("quickbooks_desktop", "iif_customers", "customer_name"),
    }
)
"""Personal columns that hold organisations as well: a value that is exactly a public name is public."""

PUBLIC_NAMES = {
    ("template", "org_unit"): ("org_unit_id", "name", "name_zh"),
    ("template", "account_type_map"): ("account", "account_name"),
    ("template", "budget"): ("account", "account_name"),
    ("quickbooks", "chart_of_accounts"): ("account_number", "name", "account", "account_type", "detail_type"),
    ("quickbooks", "general_ledger"): ("account",),
    ("quickbooks", "transaction_detail"): ("account",),
    ("sap", "gl_line_items"): ("gl_account", "account_name", "company_code"),
    ("jira", "issues_csv"): ("project_key", "project_name"),
    ("jira", "issues_json"): ("project_key", "project_name"),
    ("salesforce", "account"): ("name",),
    ("hubspot", "company"): ("name",),
    ("hubspot", "companies_csv"): ("name",),
}
"""Columns of the lake that name units, accounts, projects and organisations: what a mart may say."""

PUBLIC_INDEX = {
    "company": ("company_id", "name", "name_zh", "root_org_unit_id"),
    "entity": ("entity_id", "name", "org_unit_id", "company_code"),
}
"""The same, of the lake's index."""

_PLAIN = """
apr april art aug august bell best bill bishop black brown chase church day dec december dezember faith feb februar
february field forest french friday gold good grace grant green gross hall hill holiday hope house ivory jan januar
january joy jul juli july jun june jung juni just king klein knight kurz law little long love mai major mar march
mark marz may meister mercy mill monday moon north nov november oct october oktober page park penny pike price
prince rich river rose saturday sep september snow sommer south stark stein sterling stone storm street summer sun
sunday thursday tuesday wall ward waters wednesday weiss west white will win winter wise wood woods worth young
"""
PLAIN_WORDS = frozenset(_PLAIN.split())
"""Words of ordinary texts that are also names: they count as names only together with another word."""
