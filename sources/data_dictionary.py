"""The data dictionary, generated from the contracts: `python -m sources.data_dictionary [--check]`.

`docs/data-dictionary.md` and `docs/data-dictionary.zh.md`: a table for each dataset, grouped by system. A page that
would be larger than 1 MB, which code hosts do not show, becomes a list of links to one page a system.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from sources.contract import Column, Contract, load_contracts

DOCS = Path(__file__).parents[1] / "docs"
LIMIT = 1_000_000
COMMAND = "python -m sources.data_dictionary"


@dataclass(frozen=True)
class Words:
    """The fixed words of a page in one language."""

    suffix: str
    title: str
    note: str
    other: str
    systems: str
    count: str
    columns: str
    yes: str
    facts: str
    draft: str
    active: str
    back: str


ENGLISH = Words(
    suffix=".md",
    title="Data dictionary",
    note=f"Generated from `sources/contracts` by `{COMMAND}`; change the contract, then run it.",
    other="[中文]({})",
    systems="Systems",
    count="datasets: {}",
    columns="| column | type | required | key | personal | description |",
    yes="yes",
    facts="feeds `{entity}` · {status} · expected {cadence} · loaded by `{mode}` · owner {owner} · [contract]({path})",
    draft="draft: read and kept, no model uses it",
    active="active",
    back="[All systems]({})",
)
CHINESE = Words(
    suffix=".zh.md",
    title="数据字典",
    note=f"由 `{COMMAND}` 根据 `sources/contracts` 生成；请修改契约后重新运行。",
    other="[English]({})",
    systems="系统",
    count="{} 个数据集",
    columns="| 列 | 类型 | 必填 | 键 | 个人信息 | 说明 |",
    yes="是",
    facts="写入 `{entity}` · {status} · 频率 {cadence} · 载入方式 `{mode}` · 负责 {owner} · [契约]({path})",
    draft="草稿：读取并保存，尚无模型使用",
    active="启用",
    back="[全部系统]({})",
)
LANGUAGES = (ENGLISH, CHINESE)


def pages(contracts: Mapping[str, Contract], limit: int = LIMIT) -> dict[str, str]:
    """Path below `docs/` -> Markdown, in both languages; split by system where a page would be larger than `limit`."""
    systems = {
        system: list(members)
        for system, members in groupby(
            sorted(contracts.values(), key=lambda contract: contract.key), key=lambda contract: contract.system
        )
    }
    whole = {f"data-dictionary{words.suffix}": _whole(systems, words) for words in LANGUAGES}
    if max(len(text.encode()) for text in whole.values()) <= limit:
        return whole
    found: dict[str, str] = {}
    for words in LANGUAGES:
        found[f"data-dictionary{words.suffix}"] = _index(systems, words)
        for system, members in systems.items():
            found[f"data-dictionary/{system}{words.suffix}"] = _page(system, members, words)
    return found


def _head(title: str, name: str, words: Words) -> list[str]:
    other = next(language for language in LANGUAGES if language is not words)
    return [f"# {title}", "", f"> {words.note}", "", words.other.format(f"{name}{other.suffix}"), ""]


def _contents(systems: Mapping[str, Sequence[Contract]], words: Words, link: str) -> list[str]:
    lines = [
        f"- [`{system}`]({link.format(system)}): {words.count.format(len(members))}"
        for system, members in systems.items()
    ]
    return [f"## {words.systems}", "", *lines, ""]


def _whole(systems: Mapping[str, Sequence[Contract]], words: Words) -> str:
    lines = _head(words.title, "data-dictionary", words) + _contents(systems, words, "#{}")
    for system, members in systems.items():
        lines += [f"## {system}", "", *_datasets(members, words, "../")]
    return _text(lines)


def _index(systems: Mapping[str, Sequence[Contract]], words: Words) -> str:
    link = f"data-dictionary/{{}}{words.suffix}"
    return _text(_head(words.title, "data-dictionary", words) + _contents(systems, words, link))


def _page(system: str, members: Sequence[Contract], words: Words) -> str:
    lines = _head(f"{words.title}: {system}", system, words)
    lines += [words.back.format(f"../data-dictionary{words.suffix}"), ""]
    return _text(lines + _datasets(members, words, "../../"))


def _datasets(members: Iterable[Contract], words: Words, root: str) -> list[str]:
    lines: list[str] = []
    for contract in members:
        facts = words.facts.format(
            entity=contract.entity.name,
            status=words.draft if contract.is_draft else words.active,
            cadence=contract.cadence,
            mode=contract.load_mode,
            owner=contract.owner,
            path=f"{root}sources/contracts/{contract.path.parent.name}/{contract.path.name}",
        )
        lines += [f"### {contract.key}", "", f"{_cell(contract.name)}. {_cell(contract.description)}", "", facts, ""]
        lines += [words.columns, "|---|---|---|---|---|---|"]
        keys = {column.name for column in contract.key_columns}
        lines += [_row(column, column.primary_key or column.name in keys, words) for column in contract.columns]
        lines.append("")
    return lines


def _row(column: Column, is_key: bool, words: Words) -> str:
    told = column.description_zh if words is CHINESE else None
    about = told or column.description
    marks = [words.yes if mark else "" for mark in (column.required, is_key, column.personal)]
    unit = f" ({column.unit})" if column.unit else ""
    return f"| {' | '.join([f'`{column.name}`', f'{column.type}{unit}', *marks, _cell(about)])} |"


def _cell(text: str) -> str:
    """A text that stays within its cell: on one line, its bars and angle brackets no markup."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def _text(lines: Sequence[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def main(arguments: list[str] | None = None, docs: Path = DOCS) -> int:
    """Write the pages, or with `--check` say which differ or are left over (exit code 1)."""
    parser = argparse.ArgumentParser(description="Write the data dictionary from the contracts.")
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a page differs")
    check = parser.parse_args(arguments).check
    wanted = pages(load_contracts())
    stale = []
    for name, text in wanted.items():
        path = docs / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(f"{'differs' if check else 'written'}: {name}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in sorted((docs / "data-dictionary").glob("*.md")):
        name = path.relative_to(docs).as_posix()
        if name not in wanted:
            stale.append(f"{'left over' if check else 'removed'}: {name}")
            if not check:
                path.unlink()
    for line in stale:
        print(line, file=sys.stderr if check else sys.stdout)
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
