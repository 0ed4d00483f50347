"""The night's only clock; nothing else in the project calls now()."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """Wall clock in UTC; `fixed` stops it, which is how tests set the time."""

    fixed: datetime | None = None

    def now(self) -> datetime:
        """Return the time now, in UTC."""
        if self.fixed is not None:
            return self.fixed.astimezone(UTC)
        return datetime.now(UTC)

    def today(self, time_zone: str) -> date:
        """Return the date now in `time_zone` (an IANA name)."""
        return self.now().astimezone(ZoneInfo(time_zone)).date()
