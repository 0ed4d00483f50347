"""JSON files, whole, up to 256 MiB and what memory there is for them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sources.errors import UnreadableExport
from sources.read.forms import MAX_JSON
from sources.read.memory import MAX_MEMORY, REMEDY, check_memory

MEMORY_PER_BYTE = 32
"""Short numbers take the most, measured: 31."""


def load_json(path: Path, name: str) -> Any:
    """The document; numbers keep their text (as `Decimal`), so no digit is lost.

    Raises:
        UnreadableExport: too large, not UTF-8/16, or broken (with line and column).
    """
    size = path.stat().st_size
    if size > MAX_JSON:
        raise UnreadableExport(
            f"the JSON is larger than {MAX_JSON >> 20} MiB", REMEDY, file=name, expected=f"at most {MAX_JSON >> 20} MiB"
        )
    if size * MEMORY_PER_BYTE > MAX_MEMORY:
        check_memory(lambda: _parsed(path), name, "JSON")
    try:
        return _parsed(path)
    except UnicodeDecodeError as error:
        raise UnreadableExport(
            f"is not valid {error.encoding} at byte {error.start:,}", "Export it again as UTF-8.", file=name
        ) from error
    except json.JSONDecodeError as error:
        raise UnreadableExport(
            f"the JSON is cut off or broken: {error.msg} (line {error.lineno}, column {error.colno})",
            "Export or copy it again; nothing was loaded.",
            file=name,
        ) from error
    except RecursionError as error:
        raise UnreadableExport("the JSON is nested too deeply", "Export it again.", file=name) from error


def _parsed(path: Path) -> Any:
    from decimal import Decimal

    return json.loads(_text(path.read_bytes()), parse_float=Decimal)


def _text(content: bytes) -> str:
    return content.decode(json.detect_encoding(content))
