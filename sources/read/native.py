"""Panics of native readers: BaseExceptions, which no `except Exception` keeps from ending a night."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sources.errors import UnreadableExport


@contextmanager
def no_panic(name: str, sheet: str | None = None) -> Iterator[None]:
    """Type a panic in the block as a damaged file; everything else passes.

    Raises:
        UnreadableExport: a native library (they are written in Rust, and their bindings share one exception) gave up.
    """
    try:
        yield
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # each binding makes a class of its own: there is none to import
            raise
        raise UnreadableExport(
            f"is cut off or damaged ({' '.join(str(error).split())})",
            "Export or copy it again; nothing was loaded.",
            file=name,
            sheet=sheet,
        ) from error
