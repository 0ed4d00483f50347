"""Groups of rows of which only the first names what they share: an order beside its first line, a voucher."""

from __future__ import annotations

from sources.contract import Contract
from sources.layout.parts import FillDown
from sources.layout.record import Problem, Record, Text


class Filler:
    """Fills the shared columns of a group downwards, never beyond it, and counts its rows.

    A row with any cell of the key opens a group, one without continues the group above it. Where that is not certain
    (nothing above, a row in between that could not be laid out, a shared column filled without the key) the record is a
    reject instead of a guess.
    """

    def __init__(self, rule: FillDown, contract: Contract) -> None:  # noqa: D107 - the class says it
        names = [column.name for column in contract.columns]
        self.name, self.key = rule.key[0], [names.index(name) for name in rule.key]
        self.shared = [names.index(name) for name in rule.columns]
        self.number_at = names.index(rule.number) if rule.number else None
        self.open: list[Text] | None = None
        self.why = "empty, and no record above it that it could continue"
        self.count = 0

    def fill(self, record: Record) -> None:
        """Complete one record in place."""
        if record.problems:
            self.open, self.why = None, "empty, and the record above could not be read"
            return
        values = record.values
        if any(values[at] is not None for at in self.key):
            if self.open is None or any(self.open[at] != values[at] for at in self.key):
                self.count = 0
            self.open = list(values)
        elif self.open is None:
            record.problems.append(Problem(self.name, self.why))
            return
        elif any(values[at] is not None for at in self.shared):
            record.problems.append(Problem(self.name, "empty, though other columns of its group are filled"))
            return
        else:
            for at in (*self.key, *self.shared):
                values[at] = self.open[at]
        self.count += 1
        if self.number_at is not None:
            values[self.number_at] = str(self.count)
