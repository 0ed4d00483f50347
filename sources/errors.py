"""Every failure a user can meet: what went wrong, where, and what to do about it."""

from __future__ import annotations


class OpsmartError(Exception):
    """A failure with its cause and remedy, each one line.

    Args:
        cause: What went wrong, without the place (the place is added by `str`).
        remedy: What the user can do.
        file: Name of the file concerned, as the user knows it.
        sheet: Sheet of a workbook.
        row: Row number, 1-based, as a person sees it in the file.
        column: Header or contract column.
        expected: What would have been right.
    """

    def __init__(  # noqa: D107 - the class says it
        self,
        cause: str,
        remedy: str,
        *,
        file: str | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
        expected: str | None = None,
    ) -> None:
        super().__init__(cause)
        self.cause = cause
        self.remedy = remedy
        self.file = file
        self.sheet = sheet
        self.row = row
        self.column = column
        self.expected = expected

    def __str__(self) -> str:
        """One line: place, cause, expectation."""
        place = [self.file] if self.file else []
        place += [f"sheet {self.sheet}"] if self.sheet else []
        place += [f"row {self.row}"] if self.row is not None else []
        place += [f"column {self.column}"] if self.column else []
        text = f"{', '.join(place)}: {self.cause}" if place else self.cause
        if self.expected:
            text += f" (expected {self.expected})"
        return " ".join(text.split())


class ExportError(OpsmartError):
    """A file is bad; the others are not concerned."""


class UnknownExport(ExportError):
    """No contract describes this file yet."""


class UnreadableExport(ExportError):
    """The bytes cannot be read: damaged, protected, empty, binary, too large."""


class MissingColumn(ExportError):
    """A required column is not in the file's header."""


class ContractError(OpsmartError):
    """A contract or `entities.yaml` is wrong."""


class SettingsError(OpsmartError):
    """`opsmart.toml` or a command's argument is wrong."""


class LandingError(OpsmartError):
    """A landing place cannot be reached or may not be read; what was received before stays."""


class HeldError(OpsmartError):
    """Something was received but waits for a person's decision."""
