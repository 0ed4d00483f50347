"""Workbooks (.xlsx, .xls, .xlsb, .ods) through python-calamine, rows with native values."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sources.errors import UnreadableExport
from sources.read.cells import Cell
from sources.read.memory import check_memory
from sources.read.native import no_panic

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


class Workbook:
    """An open workbook; row numbers are those of the sheet, cells start at its first used column."""

    def __init__(self, path: Path, name: str) -> None:  # noqa: D107 - the class says it
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError

        def load() -> None:
            with path.open("rb") as stream:
                book = CalamineWorkbook.from_filelike(stream)
            for sheet in book.sheet_names:
                book.get_sheet_by_name(sheet)

        self.name = name
        check_memory(load, name, "workbook")
        try:
            with no_panic(name), path.open("rb") as stream:  # by its bytes: given a path, the suffix would decide
                self._book: CalamineWorkbook = CalamineWorkbook.from_filelike(stream)
        except PasswordError as error:
            raise UnreadableExport(
                "the workbook is protected by a password", "Remove the password, save and land it again.", file=name
            ) from error
        except (CalamineError, OSError) as error:
            raise self._damaged(error) from error

    @property
    def sheets(self) -> list[str]:
        """Sheet names in order."""
        return list(self._book.sheet_names)

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Cell]]]:
        """Row number and cells of all rows, blank ones too."""
        from python_calamine import CalamineError

        try:
            with no_panic(self.name, sheet):
                content: CalamineSheet = self._book.get_sheet_by_name(sheet)
            if content.start is None:
                return
            for number, row in enumerate(content.iter_rows(), start=1):
                yield number, [None if cell == "" else cell for cell in row]
        except CalamineError as error:
            raise self._damaged(error, sheet) from error

    def head(self, sheet: str, count: int) -> list[tuple[int, list[Cell]]]:
        """The first rows."""
        return list(islice(self.rows(sheet), count))

    def _damaged(self, error: BaseException, sheet: str | None = None) -> UnreadableExport:
        return UnreadableExport(
            f"the workbook is cut off or damaged ({' '.join(str(error).split())})",
            "Export or copy it again; nothing was loaded.",
            file=self.name,
            sheet=sheet,
        )
