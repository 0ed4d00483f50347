"""The index's tables: their columns and how the lake's state becomes rows of them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pyarrow as pa

from sources.lake.outcomes import FileState, LakeState
from sources.lake.settings import LakeSettings

DAY, UTC_TIME, AMOUNT = pa.date32(), pa.timestamp("us"), pa.decimal128(28, 4)
TEXT, INT, LONG, FLAG = pa.string(), pa.int32(), pa.int64(), pa.bool_()

SCHEMAS: dict[str, dict[str, pa.DataType]] = {
    "files": {
        "file_id": TEXT, "sha256": TEXT, "system": TEXT, "dataset": TEXT, "entity": TEXT, "instance": TEXT,
        "name": TEXT, "outcome": TEXT, "exported_at": UTC_TIME, "exported_at_source": TEXT, "newness": LONG,
        "received_seq": LONG, "received_at": UTC_TIME, "contract_version": TEXT, "contract_digest": TEXT,
        "reading": TEXT,
        "load_mode": TEXT, "precedence": INT,
        "rows_read": LONG, "rows_loaded": LONG, "rows_rejected": LONG, "first_row": LONG,
        "window_from": DAY, "window_to": DAY, "facts": TEXT, "detail": TEXT,
    },
    "active": {
        "system": TEXT, "dataset": TEXT, "entity": TEXT, "instance": TEXT, "file_id": TEXT, "partition": TEXT,
        "date_from": DAY, "date_to": DAY, "precedence": INT, "newness": LONG, "is_newest": FLAG,
    },
    "controls": {
        "file_id": TEXT, "control": TEXT, "key": TEXT, "column_name": TEXT, "stated": AMOUNT, "computed": AMOUNT,
        "difference": AMOUNT, "ok": FLAG,
    },
    "rejects": {"file_id": TEXT, "column_name": TEXT, "reason": TEXT, "rows": LONG},
    "unknown_columns": {"file_id": TEXT, "header": TEXT},
    "company": {
        "company_id": TEXT, "name": TEXT, "name_zh": TEXT, "base_currency": TEXT, "fiscal_start_month": INT,
        "as_of": DAY, "default_calendar": TEXT, "time_zone": TEXT, "root_org_unit_id": TEXT,
    },
    "entity": {
        "entity_id": TEXT, "name": TEXT, "currency": TEXT, "fiscal_start_month": INT, "org_unit_id": TEXT,
        "system": TEXT, "instance": TEXT, "company_code": TEXT, "time_zone": TEXT, "calendar": TEXT,
    },
    "instance_setting": {
        "system": TEXT, "instance": TEXT, "time_zone": TEXT, "currency": TEXT, "date_order": TEXT,
        "account_segment": INT, "cost_center_segment": INT, "key_events": pa.list_(TEXT),
    },
}  # fmt: skip


def build(state: LakeState, settings: LakeSettings, as_of: date) -> dict[str, pa.Table]:
    """Return every table of the index by name; rows totally ordered, so the same state gives the same bytes."""
    stated = [name for name in SCHEMAS["controls"] if name != "file_id"]
    rows: dict[str, list[dict[str, Any]]] = {
        "files": [_file(item) for item in state.files],
        "active": [
            {
                "system": item.file.system,
                "dataset": item.file.dataset,
                "entity": item.file.entity,
                "instance": item.file.instance,
                "file_id": item.file.file_id,
                "partition": item.partition,
                "date_from": item.date_from,
                "date_to": item.date_to,
                "precedence": item.file.precedence,
                "newness": item.file.newness,
                "is_newest": item.is_newest,
            }
            for item in state.active
        ],
        "controls": [
            {"file_id": item.receipt.file_id} | {name: getattr(control, name) for name in stated}
            for item in state.files
            for control in item.receipt.controls
        ],
        "rejects": [
            {"file_id": item.receipt.file_id, "column_name": r.column_name, "reason": r.reason, "rows": r.rows}
            for item in state.files
            for r in sorted(item.receipt.rejects, key=lambda r: (r.column_name or "", r.reason))
        ],
        "unknown_columns": [
            {"file_id": item.receipt.file_id, "header": header}
            for item in state.files
            for header in sorted(item.receipt.facts.get("unknown_columns", ()))
        ],
        "company": [_company(settings, as_of)],
        "entity": _entities(state, settings),
        "instance_setting": [
            {name: getattr(item, name) for name in SCHEMAS["instance_setting"]}
            for item in sorted(settings.instances, key=lambda item: (item.system, item.instance))
        ],
    }
    return {name: pa.Table.from_pylist(rows[name], schema=pa.schema(list(SCHEMAS[name].items()))) for name in SCHEMAS}


def _file(item: FileState) -> dict[str, Any]:
    receipt = item.receipt
    same = {name: getattr(receipt, name) for name in SCHEMAS["files"] if hasattr(receipt, name)}
    return same | {
        "instance": item.instance,
        "outcome": str(item.outcome),
        "newness": item.newness,
        "facts": json.dumps(item.facts, ensure_ascii=False, sort_keys=True, default=str),
        "detail": item.detail,
    }


def _company(settings: LakeSettings, as_of: date) -> dict[str, Any]:
    company = settings.company
    return {name: getattr(company, name) for name in SCHEMAS["company"]} | {"as_of": company.as_of or as_of}


def _entities(state: LakeState, settings: LakeSettings) -> list[dict[str, Any]]:
    """One row per (entity, system, instance, company code); without settings one entity per ledger instance."""
    company = settings.company
    rows: list[dict[str, Any]] = [
        {
            "entity_id": entity.entity_id,
            "name": entity.name or entity.entity_id,
            "currency": entity.currency,
            "fiscal_start_month": entity.fiscal_start_month,
            "org_unit_id": entity.org_unit_id or company.root_org_unit_id,
            "system": book.system,
            "instance": book.instance,
            "company_code": book.company_code,
            "time_zone": entity.time_zone,
            "calendar": entity.calendar,
        }
        for entity in settings.entities
        for book in entity.books
    ]
    if not settings.entities:
        ledgers = sorted(
            {
                (item.receipt.system, item.instance)
                for item in state.files
                if item.receipt.entity == "gl_entry" and item.instance
            }
        )
        names = [instance for _, instance in ledgers]
        rows = [
            {
                # Two systems may both have a `default`; entities must stay apart.
                "entity_id": instance if names.count(instance) == 1 else f"{system}-{instance}",
                "name": instance,
                "currency": company.base_currency,
                "fiscal_start_month": company.fiscal_start_month,
                "org_unit_id": company.root_org_unit_id,
                "system": system,
                "instance": instance,
                "company_code": None,
                "time_zone": company.time_zone,
                "calendar": company.default_calendar,
            }
            for system, instance in ledgers
        ]
    return sorted(rows, key=lambda row: (row["entity_id"], row["system"], row["instance"], row["company_code"] or ""))
