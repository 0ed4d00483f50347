"""A report in sections: section rows fill down, totals become controls, titles and footer tell the rest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from sources.cast.numbers import parse_number
from sources.contract import Contract
from sources.layout.grammar import DecimalMark, Layout
from sources.layout.header import Header
from sources.layout.moments import moment_of_text
from sources.layout.names import normal
from sources.layout.period import parse_period
from sources.layout.record import Control, Learned, Problem, Records, Rows, SourceRow
from sources.layout.shape import Shaper, is_blank
from sources.read.cells import plain

ZERO = Decimal(0)
UNQUOTED_GROUP = re.compile(r"\d{3}(?:\.\d*)?", re.ASCII)


@dataclass
class _Section:
    name: str
    path: str
    own: Decimal = ZERO
    below: Decimal = ZERO
    has_children: bool = False
    own_total_seen: bool = field(default=False)


def read_titles(rows: Rows, contract: Contract, header: Header, learned: Learned) -> None:
    """The rows above the header: the report's name, its period, and what is left is the company.

    A period whose comma was not quoted stands in two cells (`As of January 31`, `2026`): they are one text, not a year.
    """
    for source in rows():
        if source.row >= header.top:
            return
        texts = [text for cell in source.cells or [] if (text := plain(cell))]
        if len(texts) > 1 and parse_period(", ".join(texts)):
            texts = [", ".join(texts)]
        for text in texts:
            window = parse_period(text)
            if contract.match.title and contract.match.title.search(text):
                learned.title = learned.title or text
            elif window:
                learned.window_from, learned.window_to = window.start, window.end
            elif learned.company is None:
                learned.company = text


def report_records(rows: Rows, contract: Contract, header: Header, learned: Learned, *, sheet: str | None) -> Records:
    """Detail rows with the path of their section; rows with a wrong number of cells are padded."""
    return _Report(contract, header, learned, sheet).records(rows)


def read_footer(text: str, layout: Layout, learned: Learned) -> bool:
    """Whether a text is the footer; its groups are taken note of."""
    found = layout.footer.match(text) if layout.footer else None
    if not found:
        return False
    for group, value in found.groupdict().items():
        name = group.rstrip("0123456789")
        if value and name == "exported_at":
            learned.exported_at = moment_of_text(value)
        elif value:
            learned.facts[name] = value.lower()
    return True


class _Report:
    def __init__(self, contract: Contract, header: Header, learned: Learned, sheet: str | None) -> None:
        self.contract, self.header, self.learned = contract, header, learned
        self.layout = contract.layout
        self.shaper = Shaper(contract, header, sheet, header.width, pads=True)
        self.mark = DecimalMark.POINT if contract.dialect.decimal is DecimalMark.AUTO else contract.dialect.decimal
        self.stack: list[_Section] = []
        self.tree_totals: Counter[str] = Counter()
        self.opening = {normal(label) for label in self.layout.opening if label}
        self.blank_opening = "" in self.layout.opening
        self.grand = {normal(label) for label in self.layout.grand_total}
        self.own_header = [normal(text) for text in header.texts]
        names = [column.name for column in contract.columns]
        self.section_at = names.index(self.layout.section or "")
        self.total_at = names.index(self.layout.total_of) if self.layout.total_of else None
        self.amounts = [place for name in self.layout.total_columns for place in header.positions.get(name, ())]
        self.total = ZERO

    def records(self, rows: Rows) -> Records:
        for source in rows():
            found = self.total_of(source)
            if found and found["tree"] and source.row > self.header.row:
                self.tree_totals[normal(found["key"])] += 1
        for source in rows():
            if source.row <= self.header.row or is_blank(source.cells) or self.is_structure(source):
                continue
            record = self.shaper.record(source)
            section = self.stack[-1] if self.stack else None
            if section:
                record.values[self.section_at] = section.path
            elif not record.problems and record.values[self.section_at] is None:
                record.problems.append(Problem(self.layout.section, "stands in no section"))
            value = record.values[self.total_at] if self.total_at is not None else None
            number = parse_number(value, self.mark) if isinstance(value, str) else None
            self.total += number or ZERO
            if section:
                section.own += number or ZERO
            yield record
        for section in self.stack:
            self.learned.warnings.append(f"section {section.path} has no total row")

    def total_of(self, source: SourceRow) -> re.Match[str] | None:
        if not source.cells or not self.layout.total:
            return None
        return self.layout.total.match(plain(source.cells[0]))

    def is_structure(self, source: SourceRow) -> bool:
        """Whether the row is no record but section, opening balance, total, footer or header (and take note of it)."""
        cells = source.cells
        if cells is None:
            return False
        texts = [plain(cell) for cell in cells]
        first, rest = texts[0], [place for place, text in enumerate(texts) if text and place]
        if [normal(text) for text in texts[: len(self.own_header)]] == self.own_header:
            return True
        if first and not rest and read_footer(first, self.layout, self.learned):
            return True
        if first and normal(first) in self.grand:
            stated = self.stated(texts)
            if stated is not None:
                self.control("grand_total", first, stated, self.total)
            return True
        found = self.total_of(source)
        if found and self.close(found, texts):
            return True
        if first and not rest:
            return self.open(first)
        return not first and self.is_opening(texts, rest)

    def is_opening(self, texts: list[str], rest: list[int]) -> bool:
        labels = [place for place in rest if place not in self.amounts]
        if not labels:
            return self.blank_opening
        return len(labels) == 1 and normal(texts[labels[0]]) in self.opening

    def open(self, text: str) -> bool:
        above = self.stack[-1] if self.stack else None
        path = text if not above or text.startswith(f"{above.path}:") else f"{above.path}:{text}"
        if above:
            above.has_children = True
        self.stack.append(_Section(text, path))
        return True

    def stated(self, texts: list[str]) -> Decimal | None:
        for place in self.amounts:
            text = texts[place] if place < len(texts) else ""
            if not text:
                continue
            # Some exports leave a total like $5,000.00 unquoted; its groups then fill cells beyond the header.
            surplus = len(texts) > len(self.header.texts)
            for following in texts[place + 1 :] if surplus else []:
                if not UNQUOTED_GROUP.fullmatch(following):
                    break
                text += f",{following}"
            number = parse_number(text, self.mark)
            if number is not None:
                return number
        return None

    def close(self, found: re.Match[str], texts: list[str]) -> bool:
        """A total row of an open section; false if no open section has that name (then the row is a record)."""
        wanted = normal(found["key"])
        depth = next(
            (
                place
                for place in reversed(range(len(self.stack)))
                if wanted in (normal(self.stack[place].name), normal(self.stack[place].path))
            ),
            None,
        )
        if depth is None:
            return False
        for open_section in self.stack[depth + 1 :]:
            self.learned.warnings.append(f"section {open_section.path} has no total row")
        while len(self.stack) > depth + 1:
            self.pop()
        section = self.stack[-1]
        stated = self.stated(texts)
        tree = bool(found["tree"]) or (section.has_children and not self.tree_totals[wanted])
        if stated is not None:
            computed = section.own + (section.below if tree else ZERO)
            self.control("section_tree_total" if tree else "section_total", section.path, stated, computed)
        if found["tree"]:
            self.tree_totals[wanted] -= 1
        elif self.tree_totals[wanted] > 0:
            return True
        self.pop()
        return True

    def pop(self) -> None:
        section = self.stack.pop()
        if self.stack:
            self.stack[-1].below += section.own + section.below

    def control(self, kind: str, key: str, stated: Decimal, computed: Decimal) -> None:
        self.learned.controls.append(Control(kind, key, self.layout.total_of or "", stated, computed))
