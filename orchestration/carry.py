"""Carrying over: what a release shows of a domain that is held, taken from the release that readers see now.

A held domain's parts come from the current release, at the same contract version only, stamped stale, with the as-of
date that they were made for; what cannot be carried is withheld (an empty table of the same columns). Dimensions keep
every key that a carried part uses.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.gate import Verdict, is_privacy
from orchestration.home import Home
from orchestration.marts import Mart
from orchestration.release import current_id, read_manifest
from sources.errors import OpsmartError

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class Part:
    """One file of a release: whose figures it holds, from which release and for which day they are."""

    mart: Mart
    rows: int
    from_release: str
    as_of: str
    is_stale: bool

    def as_json(self) -> dict[str, Any]:
        """The part as the manifest lists it."""
        return {
            "mart": self.mart.name,
            "path": f"parquet/{self.mart.path}",
            "domain": self.mart.domain,
            "rows": self.rows,
            "contract_version": self.mart.contract_version,
            "from_release": self.from_release,
            "as_of": self.as_of,
            "is_stale": self.is_stale,
        }


def carried_domains(home: Home, marts: Sequence[Mart], verdict: Verdict) -> dict[str, str]:
    """For each held domain that has something to carry over: the release that its figures were made for."""
    found: dict[str, str] = {}
    for mart, told in _carryable(home, marts, verdict):
        found.setdefault(mart.domain, str(told["from_release"]))
    return found


def fill_parquet(
    home: Home, candidate: Path, target: Path, marts: Sequence[Mart], verdict: Verdict, release_id: str, as_of: str
) -> list[Part]:
    """Fill a release's `parquet/`: judged parts of the candidate, carried parts, empty tables where neither is.

    Args:
        home: the home; its current release is carried from.
        candidate: the candidate's `parquet/`.
        target: the new release's `parquet/`.
        marts: all published marts.
        verdict: which domains are held.
        release_id: the new release.
        as_of: the candidate's day.

    Raises:
        OpsmartError: a mart of a domain that is not held has no file.
    """
    import duckdb

    held, parts = set(verdict.held), []
    old = {mart.path: told for mart, told in _carryable(home, marts, verdict)}
    with duckdb.connect() as con:
        con.execute("set threads = 1")
        for mart in marts:
            file, source = target / mart.path, candidate / mart.path
            file.parent.mkdir(parents=True, exist_ok=True)
            if mart.domain not in held:
                if not source.is_file():
                    raise OpsmartError(f"{mart.id} was judged and has no file", "run `opsmart nightly` again")
                shutil.copyfile(source, file)
                parts.append(Part(mart, _count(con, file), release_id, as_of, False))
            elif mart.path in old:
                _write_stale(con, home.current.resolve() / "parquet" / mart.path, file, mart)
                told = old[mart.path]
                parts.append(Part(mart, _count(con, file), str(told["from_release"]), str(told["as_of"]), True))
            else:
                _write_empty(con, file, mart)
                parts.append(Part(mart, 0, release_id, as_of, True))
        stale = [part for part in parts if part.is_stale and part.rows]
        kept = [_keep_keys(con, home, target, part, stale) for part in parts]
    return kept


def _carryable(home: Home, marts: Sequence[Mart], verdict: Verdict) -> list[tuple[Mart, Mapping[str, Any]]]:
    """The parts of held domains in the current release that have the contract of today, with the manifest's entry.

    Nothing is carried of a domain that a privacy check holds: what it found may lie in the old part as well.
    """
    current = current_id(home)
    if current is None:
        return []
    told = {entry["path"]: entry for entry in read_manifest(home.releases / current)["marts"]}
    unsafe = {
        domain for finding in verdict.findings if finding.holds and is_privacy(finding) for domain in finding.domains
    }
    found = []
    for mart in marts:
        entry = told.get(f"parquet/{mart.path}")
        if mart.domain in verdict.held and mart.domain not in unsafe and entry and entry["rows"]:
            file = home.releases / current / "parquet" / mart.path
            same = entry.get("contract_version") == mart.contract_version
            if same and _columns(file) == [column.name for column in mart.columns]:
                found.append((mart, entry))
    return found


def _columns(file: Path) -> list[str]:
    import pyarrow.parquet as pq

    return list(pq.read_schema(file).names) if file.is_file() else []


def _write_stale(con: duckdb.DuckDBPyConnection, source: Path, target: Path, mart: Mart) -> None:
    replaced = "" if mart.is_dimension else "replace (true as is_stale)"
    _copy(con, f"select * {replaced} from read_parquet('{_text(source)}', hive_partitioning = false)", target)


def _write_empty(con: duckdb.DuckDBPyConnection, target: Path, mart: Mart) -> None:
    columns = ", ".join(f'cast(null as {column.data_type or "varchar"}) as "{column.name}"' for column in mart.columns)
    _copy(con, f"select {columns} where false", target)


def _keep_keys(con: duckdb.DuckDBPyConnection, home: Home, target: Path, part: Part, stale: Iterable[Part]) -> Part:
    """A dimension with the old rows of keys that carried parts use and that today's lacks."""
    mart = part.mart
    if not mart.is_dimension or len(mart.key) != 1 or part.is_stale or not home.current.is_dir():
        return part
    (key,), file, old = mart.key, target / mart.path, home.current.resolve() / "parquet" / mart.path
    if not old.is_file() or _columns(old) != _columns(file):
        return part
    users = [target / one.mart.path for one in stale if key in _columns(target / one.mart.path)]
    if not users:
        return part
    used = " union ".join(f"select \"{key}\" from '{_text(user)}'" for user in users)
    now, then = (f"read_parquet('{_text(path)}', hive_partitioning = false)" for path in (file, old))
    lost = f'select * from {then} where "{key}" in ({used}) and "{key}" not in (select "{key}" from {now})'
    if not _rows(con, f"select count(*) from ({lost})"):
        return part
    merged = file.with_suffix(".merged")
    _copy(con, f'select * from (select * from {now} union all {lost}) order by "{key}" nulls last', merged)
    merged.replace(file)
    return Part(mart, _count(con, file), part.from_release, part.as_of, False)


def _copy(con: duckdb.DuckDBPyConnection, query: str, target: Path) -> None:
    con.execute(f"copy ({query}) to '{_text(target)}' (format parquet, compression zstd, row_group_size 122880)")


def _count(con: duckdb.DuckDBPyConnection, file: Path) -> int:
    return _rows(con, f"select count(*) from read_parquet('{_text(file)}', hive_partitioning = false)")


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> int:
    found = con.execute(query).fetchone()
    return int(found[0]) if found else 0


def _text(path: Path) -> str:
    return str(path).replace("'", "''")
