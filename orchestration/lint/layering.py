"""Layering lint: `sources` knows nothing of the layers above it. Read from the syntax tree: nothing is imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from orchestration.lint.finding import Finding

FORBIDDEN_IN_SOURCES = frozenset({"orchestration", "dagster", "dagster_dbt", "dbt", "great_expectations"})


def check_imports(root: Path) -> Iterator[Finding]:
    """Yield every import in `root`/sources of a package that belongs above it, wherever in the file it stands."""
    for path in sorted((root / "sources").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for name in _imported(node):
                if name.partition(".")[0] in FORBIDDEN_IN_SOURCES:
                    yield Finding(
                        str(path.relative_to(root)),
                        getattr(node, "lineno", 1),
                        "layer",
                        "sources/ turns files into rows and knows no layer above it",
                        "hand the value in as an argument",
                        f"import {name}",
                    )


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
        return [node.module]
    return []
