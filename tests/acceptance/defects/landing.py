"""A landing folder as accidents change it: rows of a delimited export, lines of a text list, records of a workbook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sources.demo.company import build_company
from sources.demo.events import Company, LedgerLine
from sources.demo.exports.delimited import write_bytes
from sources.demo.exports.workbooks import template_rows
from sources.templates.workbook import Cell, template_contracts, write_template

SCALE, MONTHS = 0.1, 14
"""November 2024 to December 2025: a full fiscal year, and the end of the one before it."""
Row = dict[str, Cell]


@cache
def company() -> Company:
    return build_company(scale=SCALE, months=MONTHS)


@dataclass(frozen=True)
class Landing:
    """The landing folder of a home, `root`; names are paths below it."""

    root: Path

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def write(self, name: str, content: bytes) -> None:
        write_bytes(self.root / name, content)

    def rows(self, name: str) -> list[list[str]]:
        """The cells of a comma-separated export, header first."""
        return list(csv.reader(io.StringIO(self.read(name).decode("utf-8-sig"), newline="")))

    def put_rows(self, name: str, rows: Iterable[list[str]]) -> None:
        buffer = io.StringIO()
        csv.writer(buffer, lineterminator="\n").writerows(rows)
        self.write(name, buffer.getvalue().encode())

    def change_rows(self, name: str, change: Callable[[dict[str, str]], None], to: str | None = None) -> None:
        """Change each record of a table with a header row in place; `to`: land it under another name."""
        header, *rows = self.rows(name)
        changed = [header]
        for row in rows:
            record = dict(zip(header, row, strict=True))
            change(record)
            changed.append(list(record.values()))
        self.put_rows(to or name, changed)

    def lines(self, name: str) -> list[str]:
        """The lines of a German text list."""
        return self.read(name).decode("cp1252").split("\r\n")

    def put_lines(self, name: str, lines: Iterable[str]) -> None:
        self.write(name, "\r\n".join(lines).encode("cp1252"))

    def issues(self, name: str) -> dict[str, Any]:
        """A REST answer."""
        answer: dict[str, Any] = json.loads(self.read(name))
        return answer

    def put_issues(self, name: str, answer: Mapping[str, Any]) -> None:
        self.write(name, json.dumps(answer, ensure_ascii=False, indent=1).encode())

    @cached_property
    def _records(self) -> dict[str, list[Row]]:
        return {dataset: [dict(row) for row in rows] for dataset, rows in template_rows(company()).items()}

    def template(self, dataset: str) -> list[Row]:
        """The records of a workbook as the demo fills it, to be changed in place."""
        return [dict(row) for row in self._records[dataset]]

    def put_template(self, dataset: str, rows: Iterable[Mapping[str, Cell]]) -> None:
        """Save the workbook again under its name."""
        path = self.root / f"templates/opsmart_{dataset}_{company().as_of}.xlsx"
        write_template(template_contracts()[dataset], path, rows)

    def change_template(self, dataset: str, change: Callable[[list[Row]], object]) -> None:
        """Change the records of a workbook (the list, or the records in it) and save it again."""
        rows = self.template(dataset)
        change(rows)
        self.put_template(dataset, rows)


def german_lines(first_month: int, last_month: int) -> list[LedgerLine]:
    """The German ledger of some months of the last year."""
    return [
        line
        for line in company().ledger
        if line.entity_id == "MI-DE"
        and line.posting_date.year == company().as_of.year
        and first_month <= line.posting_date.month <= last_month
    ]
