"""Delimited text as products write it, in fixed bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path


def write_csv(path: Path, rows: Iterable[Sequence[str]], bom: bool = False, line_end: str = "\n") -> None:
    """Writes rows as comma-separated UTF-8, with a byte-order mark where the product writes one."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=line_end).writerows(rows)
    write_bytes(path, buffer.getvalue().encode("utf-8-sig" if bom else "utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Writes a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
