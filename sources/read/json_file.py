"""JSON files, whole, up to 256 MiB."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sources.errors import UnreadableExport
from sources.read.forms import MAX_JSON


def load_json(path: Path, name: str) -> Any:
    """The document; numbers keep their text (as `Decimal`), so no digit is lost.

    Raises:
        UnreadableExport: too large, not UTF-8/16, or broken (with line and column).
    """
    from decimal import Decimal

    if path.stat().st_size > MAX_JSON:
        raise UnreadableExport(
            "the JSON is larger than 256 MiB", "Export it in parts, one page range per file.", file=name
        )
    try:
        content = path.read_bytes()
        text = content.decode(json.detect_encoding(content))
        return json.loads(text, parse_float=Decimal)
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
