"""One mapping of a contract, consumed key by key, so that an unknown key is noticed."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from sources.errors import ContractError

Wrong = Callable[..., ContractError]


class Fields:
    """The mapping `name`; `wrong` makes the error of a field."""

    def __init__(self, name: str, value: Any, wrong: Wrong) -> None:  # noqa: D107 - the class says it
        if not isinstance(value, dict):
            raise wrong(f"customProperties.{name}", f"is {value!r}", "a mapping")
        self.name, self.value, self.wrong = name, dict(value), wrong

    def text(self, key: str | int, required: bool = False) -> str | None:
        """A text, or None."""
        value = self.value.pop(key, None)
        if value is None and required:
            raise self.wrong(f"customProperties.{self.name}.{key}", "is missing")
        if value is not None and not isinstance(value, str):
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is {value!r}", "a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A text or a list of texts, as a tuple."""
        value = self.value.pop(key, None)
        values = [] if value is None else [value] if isinstance(value, str) else value
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is {value!r}", "a list of texts")
        return tuple(values)

    def regex(self, key: str | int) -> re.Pattern[str] | None:
        """A regular expression, case-insensitive, or None."""
        text = self.text(key)
        try:
            return re.compile(text, re.IGNORECASE) if text else None
        except re.error as error:
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is no regular expression: {error}") from error

    def member(self, key: str, kind: type[StrEnum], default: StrEnum | None = None) -> Any:
        """A member of an enumeration."""
        value = self.value.pop(key, default)
        if value not in list(kind):
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is {value!r}", " | ".join(kind))
        return kind(value)

    def done(self) -> None:
        """Complain of what nobody asked for."""
        if self.value:
            raise self.wrong(f"customProperties.{self.name}.{sorted(map(str, self.value))[0]}", "is not known here")

    def whole(self, key: str) -> int | None:
        """A whole number from 1, or None."""
        value = self.value.pop(key, None)
        if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is {value!r}", "a whole number from 1")
        return value

    def small(self, key: str, default: int, most: int) -> int:
        """A whole number from 0 to `most`."""
        value = self.value.pop(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is {value!r}", f"0 to {most}")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is not there."""
        value = self.value.pop(key, False)
        if not isinstance(value, bool):
            raise self.wrong(f"customProperties.{self.name}.{key}", f"is {value!r}", "true or false")
        return value

    def block(self, key: str) -> Fields | None:
        """A mapping inside this one, or None."""
        value = self.value.pop(key, None)
        return None if value is None else Fields(f"{self.name}.{key}", value, self.wrong)

    def patterns(self, key: str) -> tuple[tuple[int, re.Pattern[str]], ...]:
        """Cells by position (from 1, or from the end: -1) with the regular expressions that they match."""
        block = self.block(key)
        found = []
        for place in list(block.value) if block else []:
            assert block
            where = f"customProperties.{block.name}.{place}"
            if not isinstance(place, int) or not place:
                raise self.wrong(where, f"is at {place!r}", "a position from 1, or -1 for the last")
            pattern = block.regex(place)
            if pattern is None:
                raise self.wrong(where, "is empty", "a regular expression")
            found.append((place, pattern))
        return tuple(found)

    def positions(self, key: str) -> tuple[tuple[str, int], ...]:
        """Names with the positions of their cells, from 1."""
        block = self.block(key)
        return tuple((name, block.whole(name) or 0) for name in list(block.value)) if block else ()
