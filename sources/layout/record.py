"""What a layout gives: records on their way to typing, and what it learned from the rows around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sources.read.cells import Cell

Text = str | list[str] | None


@dataclass(slots=True)
class Problem:
    """A reason to reject that the typed part cannot see."""

    column: str | None
    reason: str
    value: str | None = None


@dataclass(slots=True)
class Record:
    """One record as text by contract column (in contract order).

    `original` is set where the record could not be laid out: its cells by header, or its line.
    """

    row: int
    sheet: str | None
    values: list[Text]
    extra: dict[str, str] | None = None
    problems: list[Problem] = field(default_factory=list)
    original: dict[str, str] | None = None


@dataclass(frozen=True)
class Control:
    """A total that the file states, and what its records sum to."""

    control: str
    key: str
    column_name: str
    stated: Decimal
    computed: Decimal

    @property
    def difference(self) -> Decimal:
        """Stated minus computed."""
        return self.stated - self.computed

    @property
    def ok(self) -> bool:
        """Whether they are equal."""
        return self.stated == self.computed


@dataclass(frozen=True)
class TotalRow:
    """A total row inside a table: texts by column, and the records (0-based, end exclusive) since the last one.

    A `running` one (year to date) also sums what stands in earlier files.
    """

    key: str
    texts: tuple[tuple[str, str], ...]
    start: int
    end: int
    running: bool = False


@dataclass
class Learned:
    """Filled while the records are drawn."""

    company: str | None = None
    title: str | None = None
    window_from: date | None = None
    window_to: date | None = None
    exported_at: datetime | None = None
    facts: dict[str, object] = field(default_factory=dict)
    controls: list[Control] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class SourceRow:
    """One row as the reader gives it; `cells` is None where the quoting is broken, `text` is the original line."""

    row: int
    cells: Sequence[Cell] | None
    text: str = ""


Records = Iterator[Record]
Rows = Callable[[], Iterator[SourceRow]]
