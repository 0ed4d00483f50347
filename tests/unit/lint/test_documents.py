"""The documents tell the truth where a machine can tell: links, make targets, commands and files that they name."""

import re
from pathlib import Path

import pytest
import typer

from orchestration.cli import app

ROOT = Path(__file__).parents[3]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)[^)]*\)")
TARGET = re.compile(r"(?:`|\$ )make ([a-z-]+)")
COMMAND = re.compile(r"(?:`|\n +|\$ |bin/)opsmart ([a-z]+)")
PROJECT_FILE = re.compile(r"`((?:sources|dbt_project|orchestration|tests|docs)/[\w./-]+\.\w+)`")
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]


@pytest.mark.parametrize("name", NAMES)
def test_links_lead_to_files(name: str) -> None:
    links = LINK.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [link for link in links if not ((ROOT / name).parent / link).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_make_targets_and_commands_exist(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]
    assert set(TARGET.findall(text)) - targets == set()
    assert set(COMMAND.findall(text)) - commands == set()


@pytest.mark.parametrize("name", NAMES)
def test_files_that_a_document_names_exist(name: str) -> None:
    named = PROJECT_FILE.findall((ROOT / name).read_text(encoding="utf-8"))
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_patterns_find_what_they_look_for() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert {"run", "test"} <= set(TARGET.findall(readme))
    assert {"nightly", "sql"} <= set(COMMAND.findall(readme))
    assert "docs/architecture.md" in LINK.findall(readme)
