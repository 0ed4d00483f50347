"""Damaged exports: each ends with all its rows, counted, or with one typed error; never a crash, a hang or a loss.

`OPSMART_FUZZ=2000` tries as many mutations instead of 150, `OPSMART_FUZZ_TABLE=FILE` writes what became of them.
"""

from __future__ import annotations

import importlib.util
import json
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from sources import reading
from sources.contract import Contract, load_contracts
from sources.errors import OpsmartError
from sources.identify import identify
from sources.layout.grammar import LayoutKind
from sources.reading import ReadResult, read_export
from sources.write import ExactNeeded

CONTRACTS = load_contracts()
UNIT = Path(__file__).parents[1] / "unit" / "sources"
SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
LARGEST = 20_000
MUTATIONS = int(os.environ.get("OPSMART_FUZZ", "150"))
BLOCK = 50
SECONDS = 10
HANGS_AFTER = 120
CODECS = ("utf-16", "utf-16-le", "utf-8-sig", "cp1252", "gb18030", "big5", "shift_jis", "koi8-r", "cp437")
DELIMITERS = b",;\t|"
PEOPLE = (
    "Employee #,First Name,Last Name,Job Title,Department,Status,Hire Date,Shirt\n"
    '1,Zoë,Lee,"Dev, senior",IT,Active,2020-01-31,M\n2,Bo,"O""Neil","two\nlines",IT,Active,2021-02-28,\n'
    "3,Cy,Wu,Dev,研发,Active,2019-12-01,L\n4,Di,Ng,Ops,HR,Left,2018-07-15,S\n"
)
LEDGER = (
    'General Ledger\nMeridian Instruments\n"January 1-31, 2026"\n\n'
    ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"
    "Checking,,,,,,,,\n,Beginning Balance,,,,,,,100.00\n"
    ',01/05/2026,Invoice,7,Acme,Parts,Sales,"1,234.50","1,334.50"\n,01/06/2026,Bill,8,Bolt,Nuts,Costs,-34.50,1300.00\n'
    'Total for Checking,,,,,,,"$1,200.00",\n'
)
ISSUES = (
    '{"total": 2, "issues": [{"id": "1", "key": "A-1", "self": "https://x.example.net/rest/api/2/issue/1", "fields": '
    '{"summary": "One", "created": "2026-01-05T10:00:00.000+0100", "project": {"key": "A"}, "status": {"name": "Done"},'
    '"issuetype": {"name": "Bug"}}}, {"id": "2", "key": "A-2", "self": "https://x.example.net/rest/api/2/issue/2", '
    '"fields": {"summary": "二", "created": "2026-01-06T10:00:00.000+0100", "project": {"key": "A"}, '
    '"status": {"name": "Open"}, "issuetype": {"name": "Task"}}}]}'
)
TEXTS = {
    "test_read_table.py": ("GERMAN", "RULED"),
    "test_read_groups.py": ("GROUPED",),
    "test_read_layouts.py": ("NESTED", "PERIODS"),
    "test_books_exports.py": ("TRNS",),
    "test_books_vouchers.py": ("VOUCHERS", "COMPARISON"),
    "test_work_exports.py": ("ASANA",),
}


def _workbook(path: Path) -> bytes:
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("People")
    for number, line in enumerate(PEOPLE.replace('"two\nlines"', "two").replace('"', "").split("\n")):
        sheet.write_row(number, 0, line.split(","))
    book.close()
    return path.read_bytes()


@cache
def seeds() -> dict[str, bytes]:
    """Whole exports by name, small ones first."""
    found = {"people.csv": PEOPLE.encode(), "ledger.csv": LEDGER.encode(), "issues.json": ISSUES.encode()}
    for file, names in TEXTS.items():
        spec = importlib.util.spec_from_file_location(file.removesuffix(".py"), UNIT / file)
        assert spec and spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found |= {f"{name.lower()}.csv": getattr(module, name).encode() for name in names}
    for kind in ("xls", "xlsb", "ods"):
        found |= {path.name: path.read_bytes() for path in sorted((UNIT / "workbooks").glob(f"*.{kind}"))}
    samples = sorted((path.stat().st_size, path) for path in SAMPLES.rglob("*") if path.suffix in (".csv", ".json"))
    return found | {path.name: path.read_bytes() for size, path in samples if size <= LARGEST}


def flip(chance: random.Random, content: bytes) -> bytes:
    """Some bytes become others."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def cut(chance: random.Random, content: bytes) -> bytes:
    """The file ends early, or lacks a piece."""
    start = chance.randrange(len(content))
    return content[:start] + (content[start + chance.randrange(1, 200) :] if chance.random() < 0.5 else b"")


def repeat(chance: random.Random, content: bytes) -> bytes:
    """A piece stands twice or more."""
    start = chance.randrange(len(content))
    end = min(len(content), start + chance.choice((1, 20, 500, 5000)))
    return content[:end] + content[start:end] * chance.choice((1, 2, 40)) + content[end:]


def recode(chance: random.Random, content: bytes) -> bytes:
    """Other encodings, and twice-encoded text."""
    text = content.decode("utf-8", "replace")
    if chance.random() < 0.15:
        return content.decode("latin-1").encode("utf-8")
    return text.encode(chance.choice(CODECS), chance.choice(("ignore", "replace")))


def ragged(chance: random.Random, content: bytes) -> bytes:
    """Lines lose or win cells."""
    lines = content.split(b"\n")
    for _ in range(chance.choice((1, 5))):
        at, mark = chance.randrange(len(lines)), chance.choice(DELIMITERS).to_bytes(1, "big")
        cells = lines[at].split(mark)
        if chance.random() < 0.5:
            cells.insert(chance.randrange(len(cells) + 1), chance.choice((b"", b"x", b'"', b'"a"b', b" ")))
        else:
            cells.pop(chance.randrange(len(cells)))
        lines[at] = mark.join(cells)
    return b"\n".join(lines)


def delimit(chance: random.Random, content: bytes) -> bytes:
    """Another delimiter, in all lines or from one line on."""
    lines = content.split(b"\n")
    start = chance.choice((0, chance.randrange(len(lines))))
    old, new = (mark.to_bytes(1, "big") for mark in chance.sample(list(DELIMITERS), 2))
    return b"\n".join(lines[:start] + [line.replace(old, new) for line in lines[start:]])


def unname(chance: random.Random, content: bytes) -> bytes:
    """A header, or another cell of the first lines, is emptied or removed."""
    lines = content.split(b"\n")
    at = chance.randrange(min(len(lines), 4))
    mark = max((mark.to_bytes(1, "big") for mark in DELIMITERS), key=lines[at].count)
    cells = lines[at].split(mark)
    place = chance.randrange(len(cells))
    cells[place : place + 1] = [] if chance.random() < 0.4 else [b""]
    lines[at] = mark.join(cells)
    return b"\n".join(lines)


def controls(chance: random.Random, content: bytes) -> bytes:
    """NULs and other bytes that no text has; line ends of another system."""
    what = chance.choice(
        (b"\0", b"\0" * 500, b"\x1a", b"\r", b"\r\n\r\n", b"\x0c", b"\x0b", b"\x85", b"\xe2\x80\xa8", b'"')
    )
    at = chance.randrange(len(content) + 1)
    if chance.random() < 0.2:
        return content.replace(b"\n", b"\r")
    return content[:at] + what + content[at:]


MUTATORS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    flip,
    cut,
    repeat,
    recode,
    ragged,
    delimit,
    unname,
    controls,
)


def mutation(number: int, folder: Path) -> tuple[str, str, bytes]:
    """Kind, name and bytes of a damaged export; the same for the same number."""
    chance = random.Random(number)
    files = seeds() | {"people.xlsx": _workbook(folder / "people.xlsx")}
    name = chance.choice(sorted(files))
    kind = MUTATORS[number % len(MUTATORS)]
    content = kind(chance, files[name])
    if chance.random() < 0.2:
        content = chance.choice(MUTATORS)(chance, content or b"x")
    return kind.__name__, name, content


@contextmanager
def no_hang() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise TimeoutError(f"still reading after {HANGS_AFTER} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(HANGS_AFTER)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def outcome(path: Path, contracts: dict[str, Contract]) -> tuple[Contract, ReadResult] | OpsmartError:
    """What a night would have of the file; the raw file is checked against the counts."""
    out = path.parent / "out" / "raw.parquet"
    try:
        contract = identify(path, path.name, contracts).contract
        result = read_export(path, path.name, contract, out)
    except OpsmartError as error:
        assert error.cause and error.remedy and path.name in str(error)
        assert not list(out.parent.glob("*"))
        return error
    with duckdb.connect() as connection:
        query = f"SELECT count(*), count(_reject), count(*) FILTER (_reject IS NULL) FROM read_parquet('{out}')"
        stored = connection.execute(query).fetchone()
    assert stored == (result.rows_read, result.rows_rejected, result.rows_loaded)
    assert result.rows_read == result.rows_loaded + result.rows_rejected
    return contract, result


def lines_below(path: Path, result: ReadResult) -> int | None:
    """Filled lines from the first record on; None where a line need not be a record."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if '"' in text or "\0" in text:
        return None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    delimiter = max(DELIMITERS.decode(), key=lines[result.first_row - 2].count)
    lines = lines[result.first_row - 1 :]
    return sum(bool(line.replace(delimiter, "").strip(" \t\u00a0\u3000\ufeff")) for line in lines)


def stored_rows(path: Path) -> list[tuple[object, ...]]:
    """All columns but the position, which only one of the readers stores; JSON by its meaning."""
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"SELECT * EXCLUDE (_row, _sheet, _extra, _reject), _extra, _reject FROM read_parquet('{path}')"
        ).fetchall()
    return [(*row[:-2], *(_meaning(text) for text in row[-2:])) for row in rows]


def _meaning(text: str | None) -> object:
    """JSON without blanks around and without columns that are not in the file: only one of the readers shows them."""

    def filled(pairs: list[tuple[str, object]]) -> dict[str, object]:
        return {name: value.strip() if isinstance(value, str) else value for name, value in pairs if value is not None}

    return json.loads(text, object_pairs_hook=filled) if text else None


def check_whole(path: Path, contract: Contract, result: ReadResult, exact: pytest.MonkeyPatch) -> None:
    """Of a plain table, the fast reader and the exact one store the same rows, one for each filled line."""
    if not (contract.layout.kind is LayoutKind.TABLE and contract.layout.is_plain):
        return
    out = path.parent / "out" / "raw.parquet"
    fast = stored_rows(out)

    def refuse(*_: object) -> None:
        raise ExactNeeded("the other reader is asked")

    with exact.context() as patch:
        patch.setattr(reading, "write_delimited", refuse)
        other = read_export(path, path.name, contract, out)
    assert other.rows_read == result.rows_read
    slow = stored_rows(out)
    assert slow == fast, next((pair for pair in zip(fast, slow, strict=True) if pair[0] != pair[1]), None)
    expected = lines_below(path, result)
    own_totals = contract.layout.blank_totals or contract.layout.total_label or contract.layout.footer
    if expected is not None and not own_totals:
        assert result.rows_read == expected, f"{expected} filled lines"


def attempt(number: int, folder: Path, exact: pytest.MonkeyPatch) -> tuple[str, str]:
    """Try one mutation: its kind and what became of it."""
    kind, name, content = mutation(number, folder)
    path = folder / str(number) / name
    path.parent.mkdir()
    path.write_bytes(content)
    started = time.process_time()
    with no_hang():
        found = outcome(path, CONTRACTS)
    assert time.process_time() - started < SECONDS
    if isinstance(found, OpsmartError):
        ended = type(found).__name__
    else:
        check_whole(path, *found, exact)
        ended = "with rejects" if found[1].rows_rejected else "whole"
    shutil.rmtree(path.parent)
    return kind, ended


@pytest.mark.parametrize("block", range(0, MUTATIONS, BLOCK))
def test_a_damaged_export_is_counted_or_refused(tmp_path: Path, block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: Counter[tuple[str, str]] = Counter()
    for number in range(block, min(block + BLOCK, MUTATIONS)):
        try:
            ended[attempt(number, tmp_path, monkeypatch)] += 1
        except BaseException as error:  # a panic of a native reader is no Exception
            if isinstance(error, KeyboardInterrupt):
                raise
            pytest.fail(
                f"mutation {number} ({' '.join(mutation(number, tmp_path)[:2])}): {type(error).__name__}: {error}"
            )
    if target := os.environ.get("OPSMART_FUZZ_TABLE"):
        with Path(target).open("a", encoding="utf-8") as table:
            table.writelines(f"{kind},{what},{count}\n" for (kind, what), count in ended.items())
