"""Labels of a report's rows become paths: a row is the parent of all rows up to the one that says its total."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from sources.layout.names import normal
from sources.layout.parts import Tree


class Paths:
    """The open parents while the rows go by; `labels` are all row labels, to know which rows have a total to come."""

    def __init__(self, tree: Tree, labels: Iterable[str]) -> None:  # noqa: D107 - the class says it
        self.tree = tree
        keys = (found["key"] for label in labels if (found := tree.total.fullmatch(label)))
        self.totals = Counter(normal(key) for key in keys)
        self.open: list[str] = []

    def take(self, label: str) -> str | None:
        """The path of a row with this label; None where it is the total of an open parent."""
        found = self.tree.total.fullmatch(label)
        if found and normal(found["key"]) in map(normal, self.open):
            while self.open:
                if normal(self.open.pop()) == normal(found["key"]):
                    break
            self.totals[normal(found["key"])] -= 1
            return None
        # Headings of the report itself (`Income`) are no accounts.
        above = [name for name in self.open if not (self.tree.groups and self.tree.groups.fullmatch(name))]
        if self.totals[normal(label)] > 0:
            self.open.append(label)
        return ":".join([*above, label])
