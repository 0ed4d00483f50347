"""YAML whose every value knows its line, so that an error in a reviewed file names the place to correct."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sources.errors import OpsmartError

if TYPE_CHECKING:
    import yaml

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Place:
    """A value in a YAML file: `node` is None in an empty file, `trail` is the way to it (`rules 3, title`)."""

    file: str
    trail: str
    node: yaml.Node | None
    error: type[OpsmartError]

    @property
    def line(self) -> int:
        """Its line, 1-based."""
        return self.node.start_mark.line + 1 if self.node is not None else 1

    def wrong(self, cause: str, remedy: str) -> OpsmartError:
        """The error to raise about this value."""
        where = f"line {self.line}, {self.trail}" if self.trail else f"line {self.line}"
        return self.error(f"{where}: {cause}", remedy, file=self.file)

    def table(self, required: Iterable[str], optional: Iterable[str] = ()) -> dict[str, Place]:
        """The values of a mapping with these keys and no other."""
        needed = list(required)
        found, known = self.entries_by_key(), [*needed, *optional]
        for key, value in found.items():
            if key not in known:
                raise value.wrong(f"unknown key '{key}'", f"use one of: {', '.join(known)}")
        for key in needed:
            if key not in found:
                raise self.wrong(f"key '{key}' is missing", f"add `{key}:`")
        return found

    def entries_by_key(self) -> dict[str, Place]:
        """The values of a mapping with keys of any name; a key that is written twice is an error."""
        import yaml

        if not isinstance(self.node, yaml.MappingNode):
            raise self.wrong("this is no mapping", "write `key: value` lines")
        found: dict[str, Place] = {}
        for key, value in self.node.value:
            name = str(key.value)
            place = Place(self.file, f"{self.trail}, {name}" if self.trail else name, value, self.error)
            if name in found:
                raise place.wrong(f"key '{name}' is written twice", "keep one of them")
            found[name] = place
        return found

    def items(self) -> list[Place]:
        """The values of a list."""
        import yaml

        if not isinstance(self.node, yaml.SequenceNode):
            raise self.wrong("this is no list", "begin each entry with `- `")
        return [
            Place(self.file, f"{self.trail} {number}".strip(), node, self.error)
            for number, node in enumerate(self.node.value, start=1)
        ]

    def text(self) -> str:
        """A text that is not empty."""
        import yaml

        if not isinstance(self.node, yaml.ScalarNode) or not self.node.tag.endswith(":str"):
            raise self.wrong("this is no text", "write a text, in quotes where YAML takes it for something else")
        if not self.node.value.strip():
            raise self.wrong("the text is empty", "write a text")
        return " ".join(str(self.node.value).split())

    def texts(self) -> tuple[str, ...]:
        """One text or a list of texts."""
        import yaml

        if not isinstance(self.node, yaml.SequenceNode):
            return (self.text(),)
        if not self.node.value:
            raise self.wrong("the list is empty", "write a text, or several")
        return tuple(item.text() for item in self.items())

    def flag(self) -> bool:
        """`true` or `false`."""
        import yaml

        if not isinstance(self.node, yaml.ScalarNode) or self.node.value not in ("true", "false"):
            raise self.wrong("this is neither true nor false", "write `true` or `false`")
        return bool(self.node.value == "true")

    def day(self) -> date:
        """A day, written 2026-01-31."""
        import yaml

        written = str(self.node.value) if isinstance(self.node, yaml.ScalarNode) else ""
        wrong = self.wrong(f"'{written}' is no day", "write it as 2026-01-31")
        if not DAY.fullmatch(written):
            raise wrong
        try:
            return date.fromisoformat(written)
        except ValueError as cause:
            raise wrong from cause


def read_yaml(path: Path, error: type[OpsmartError]) -> Place:
    """The document of a YAML file; nothing is constructed from it but texts, flags and days.

    Raises:
        OpsmartError: of the type `error`; the file cannot be read or is no YAML.
    """
    import yaml

    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as cause:
        raise error(f"cannot be read: {cause}", "write it as a UTF-8 text file", file=path.name) from cause
    except yaml.YAMLError as cause:
        mark = getattr(cause, "problem_mark", None)
        where = f"line {mark.line + 1}: " if mark is not None else ""
        what = getattr(cause, "problem", None) or "a sign that YAML does not admit"
        raise error(f"{where}{what}", "correct the YAML: indentation, quotes, colons", file=path.name) from cause
    return Place(path.name, "", node, error)
