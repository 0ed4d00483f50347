"""dbt's source files, generated from the contracts: `python -m sources.dbt_sources [--check]`.

One file per system (`models/staging/<system>/_<system>__sources.yml`), one for the lake's index, one for its ledger.
Locations are relative to the lake folder, which DuckDB finds through `file_search_path`, so one manifest serves every
home.
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

from sources.contract import Contract, load_contracts
from sources.lake import ledger
from sources.raw_schema import RawColumn, raw_columns

PROJECT = Path(__file__).parents[1] / "dbt_project"
HEAD = "# Generated from sources/contracts by `python -m sources.dbt_sources`; change the contract, then run it.\n"

# Tables of the index, which sources.lake derives from the receipts; "name type" per column.
INDEX: dict[str, tuple[str, str]] = {
    "files": (
        "One row per landed file with its outcome.",
        """
        file_id VARCHAR, sha256 VARCHAR, system VARCHAR, dataset VARCHAR, entity VARCHAR, instance VARCHAR,
        name VARCHAR, outcome VARCHAR, exported_at TIMESTAMP, exported_at_source VARCHAR, newness BIGINT,
        received_seq BIGINT,
        received_at TIMESTAMP, contract_version VARCHAR, contract_digest VARCHAR, reading VARCHAR,
        load_mode VARCHAR, precedence INTEGER,
        rows_read BIGINT, rows_loaded BIGINT, rows_rejected BIGINT, first_row BIGINT,
        window_from DATE, window_to DATE, facts VARCHAR, detail VARCHAR
        """,
    ),
    "active": (
        "Which rows of which file count: one row per file, partition and date interval.",
        """
        system VARCHAR, dataset VARCHAR, entity VARCHAR, instance VARCHAR, file_id VARCHAR, partition VARCHAR,
        date_from DATE, date_to DATE, precedence INTEGER, newness BIGINT, is_newest BOOLEAN
        """,
    ),
    "controls": (
        "Totals that files state, compared with what was read.",
        """
        file_id VARCHAR, control VARCHAR, key VARCHAR, column_name VARCHAR, stated DECIMAL(28|4),
        computed DECIMAL(28|4), difference DECIMAL(28|4), ok BOOLEAN
        """,
    ),
    "rejects": (
        "Rejected records per file, column and reason.",
        "file_id VARCHAR, column_name VARCHAR, reason VARCHAR, rows BIGINT",
    ),
    "unknown_columns": (
        "Columns of files that their contract does not know; their texts are in `_extra`.",
        "file_id VARCHAR, header VARCHAR",
    ),
    "company": (
        "The company of the settings; one row.",
        """
        company_id VARCHAR, name VARCHAR, name_zh VARCHAR, base_currency VARCHAR, fiscal_start_month INTEGER,
        as_of DATE, default_calendar VARCHAR, time_zone VARCHAR, root_org_unit_id VARCHAR
        """,
    ),
    "entity": (
        "Legal entities and the books that are theirs.",
        """
        entity_id VARCHAR, name VARCHAR, currency VARCHAR, fiscal_start_month INTEGER, org_unit_id VARCHAR,
        system VARCHAR, instance VARCHAR, company_code VARCHAR, time_zone VARCHAR, calendar VARCHAR
        """,
    ),
    "instance_setting": (
        "What the settings say about an instance.",
        """
        system VARCHAR, instance VARCHAR, time_zone VARCHAR, currency VARCHAR, date_order VARCHAR,
        account_segment INTEGER, cost_center_segment INTEGER, key_events VARCHAR[]
        """,
    ),
}


# Kinds of the ledger, whose columns sources.lake.ledger declares.
LEDGER = {
    "decisions": "What people decided about files; the latest decision on a file holds.",
    "published": "KPI values that releases published, where new or changed; the latest release of a key holds.",
    "releases": "Releases whose publishing is complete, and rollbacks.",
    "closes": "Closed and re-opened periods, with the values frozen; the latest entry on a period holds.",
}
SQL_TYPES = {
    pa.string(): "varchar", pa.float64(): "double", pa.int32(): "integer", pa.int64(): "bigint", pa.date32(): "date",
    pa.timestamp("us"): "timestamp",
}  # fmt: skip


def source_files(contracts: dict[str, Contract]) -> dict[str, str]:
    """Path below `dbt_project/` -> YAML text, for all systems of the contracts, the lake's index and its ledger."""
    files: dict[str, str] = {}
    for system, members in groupby(contracts.values(), key=lambda contract: contract.system):
        tables = [_table(contract) for contract in members]
        document = {"name": system, "description": f"Raw files of {system}, typed by contract.", "tables": tables}
        files[f"models/staging/{system}/_{system}__sources.yml"] = _text(document)
    tables = [
        _entry(name, text, f"read_parquet('index/{name}.parquet')", {}, _index_columns(columns))
        for name, (text, columns) in INDEX.items()
    ]
    lake = {"name": "lake_index", "description": "The lake's index, derived from the receipts.", "tables": tables}
    files["models/staging/lake/_lake__sources.yml"] = _text(lake)
    told = {"name": "lake_ledger", "description": "The lake's ledger: append-only, never derived.", "tables": _ledger()}
    files["models/staging/lake/_ledger__sources.yml"] = _text(told)
    return files


def _ledger() -> list[dict[str, Any]]:
    return [
        _entry(
            kind,
            text,
            f"read_parquet('ledger/{kind}/*.parquet', union_by_name=true)",
            {},
            [{"name": field.name, "data_type": SQL_TYPES[field.type]} for field in ledger.SCHEMAS[kind]],
        )
        for kind, text in LEDGER.items()
    ]


def _table(contract: Contract) -> dict[str, Any]:
    location = (
        f"read_parquet('raw/{contract.system}/{contract.dataset}/*.parquet', union_by_name=true, file_row_number=true)"
    )
    meta = {
        "entity": contract.entity.name,
        "cadence": str(contract.cadence),
        "owner": contract.owner,
        "contract_version": contract.version,
    }
    columns = [_column(column) for column in raw_columns(contract)]
    for entry, column in zip(columns, contract.columns, strict=False):
        about: dict[str, Any] = {"personal": True} if column.personal else {}
        about |= {"description_zh": column.description_zh} if column.description_zh else {}
        about |= {"unit": column.unit} if column.unit else {}
        if about:
            entry["config"] = {"meta": about}
    return _entry(contract.dataset, contract.description, location, meta, columns)


def _entry(name: str, text: str, location: str, meta: dict[str, Any], columns: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": name,
        "description": text,
        "config": {"meta": {"external_location": location, **meta}},
        "columns": columns,
    }


def _column(column: RawColumn) -> dict[str, Any]:
    return {"name": column.name, "description": column.description, "data_type": column.sql_type.lower()}


def _index_columns(text: str) -> list[dict[str, Any]]:
    pairs = (part.replace("|", ",").split() for part in text.split(","))
    return [{"name": name, "data_type": sql_type.lower()} for name, sql_type in pairs]


def _text(source: dict[str, Any]) -> str:
    document = {"version": 2, "sources": [source]}
    return HEAD + yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=140)


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with `--check` say which differ (exit code 1)."""
    parser = argparse.ArgumentParser(description="Write dbt's source files from the contracts.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file differs")
    check = parser.parse_args(arguments).check
    stale = []
    for name, text in source_files(load_contracts()).items():
        path = PROJECT / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{'differs' if check else 'written'}: {name}", file=sys.stderr if check else sys.stdout)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
