"""Records on their way to typing: a temporary Parquet file of texts, written in batches of bounded memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sources.layout.record import Record

BATCH = 20_000
BATCH_CHARS = 16 << 20
"""About what 20,000 ordinary records have; where cells are long, a batch has fewer."""


def write_texts(records: Iterable[Record], lists: list[bool], path: Path) -> tuple[int, int]:
    """Write records as columns `t0..`, `_extra`, `_problems`, `_original`, `_row`, `_sheet`.

    Returns:
        How many records there are, and how many characters.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    fields = [(f"t{place}", pa.list_(pa.string()) if is_list else pa.string()) for place, is_list in enumerate(lists)]
    fields += [(name, pa.string()) for name in ("_extra", "_problems", "_original")] + [
        ("_row", pa.int64()),
        ("_sheet", pa.string()),
    ]
    schema = pa.schema(fields)
    count = size = 0
    with pq.ParquetWriter(path, schema, compression="snappy") as writer:
        for batch, chars in _batches(records):
            columns: list[list[Any]] = [
                list(column) for column in zip(*(record.values for record in batch), strict=True)
            ]
            columns.append([_json(record.extra) for record in batch])
            columns.append([_problems(record) for record in batch])
            columns.append([_json(record.original) for record in batch])
            columns.append([record.row for record in batch])
            columns.append([record.sheet for record in batch])
            arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
            writer.write_batch(pa.record_batch(arrays, schema=schema))
            count, size = count + len(batch), size + chars
    return count, size


def _batches(records: Iterable[Record]) -> Iterator[tuple[list[Record], int]]:
    """Records by the batch, with the number of their characters."""
    batch: list[Record] = []
    chars = 0
    for record in records:
        batch.append(record)
        chars += _chars(record)
        if len(batch) == BATCH or chars >= BATCH_CHARS:
            yield batch, chars
            batch, chars = [], 0
    if batch:
        yield batch, chars


def _chars(record: Record) -> int:
    found = sum(len(value) if isinstance(value, str) else sum(map(len, value)) for value in record.values if value)
    others = (*(record.extra or {}).values(), *(record.original or {}).values())
    return found + sum(map(len, others))


def _json(value: dict[str, str] | None) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value is not None else None


def _problems(record: Record) -> str | None:
    if not record.problems:
        return None
    found = [{"column": item.column, "reason": item.reason, "value": item.value} for item in record.problems]
    return json.dumps(found, ensure_ascii=False)
