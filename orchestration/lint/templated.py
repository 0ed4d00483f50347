"""SQL with Jinja read as SQL: every Jinja part is blanked, lines and columns stay where they are.

A call such as `{{ dbt.datediff(...) }}` becomes one made-up word, so what a dispatched macro writes for one engine is
never mistaken for something the author wrote.
"""

from __future__ import annotations

import re

_INSIDE = r"(?:'[^']*'|\"[^\"]*\"|[^'\"])*?"  # a text inside a tag may hold a whole tag: pre_hook="{{ … }}"
_JINJA = re.compile(rf"\{{#.*?#\}}|\{{\{{{_INSIDE}\}}\}}|\{{%{_INSIDE}%\}}", re.DOTALL)
_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\n]*)\"")
PLACEHOLDER = "j"


def blank(text: str) -> str:
    """Return `text` with Jinja blanked: an expression becomes a word of the same length, the rest spaces."""
    return _JINJA.sub(_blanked, text)


def strings(text: str) -> list[tuple[int, str]]:
    """Return (line, content) of the string literals inside Jinja tags: SQL handed to macros stands there."""
    found = []
    for tag in _JINJA.finditer(text):
        if not tag.group().startswith("{#"):
            for quoted in _QUOTED.finditer(tag.group()):
                line = text.count("\n", 0, tag.start() + quoted.start()) + 1
                found.append((line, quoted.group(1) or quoted.group(2) or ""))
    return found


def _blanked(found: re.Match[str]) -> str:
    tag = found.group()
    if not tag.startswith("{{"):
        return _spaces(tag)
    first, newline, rest = tag.partition("\n")
    return PLACEHOLDER * len(first) + newline + _spaces(rest)


def _spaces(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
