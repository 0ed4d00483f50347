"""One thing a lint refuses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Finding:
    """A refused construct: where it stands, why it is refused, what to write instead."""

    path: str
    line: int
    rule: str
    why: str
    remedy: str
    found: str = ""

    def __str__(self) -> str:
        """Two lines: the cause with its place, the remedy."""
        found = f": {self.found}" if self.found else ""
        return f"{self.path}:{self.line}: [{self.rule}]{found}\n    {self.why}; {self.remedy}"
