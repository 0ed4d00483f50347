"""The candidate: every published mart as Parquet, written in the order of its full key, with digests of the files."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from orchestration.digests import candidate_digest, file_digest
from orchestration.home import Home
from orchestration.marts import STAMPED, Column, Mart

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True)
class CandidateFile:
    """One file of a candidate: its path below `parquet/`, mart, gating domain, rows and SHA-256."""

    path: str
    mart: str
    domain: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Candidate:
    """What may be published: id, input digest, digest over its files, as-of date."""

    id: str
    input_digest: str
    digest: str
    as_of: date
    files: tuple[CandidateFile, ...]

    @property
    def domains(self) -> tuple[str, ...]:
        """Gating domains it has marts of."""
        return tuple(sorted({file.domain for file in self.files}))


def candidate_folder(home: Home, candidate_id: str) -> Path:
    """Where a candidate and its evidence lie."""
    return home.candidates / candidate_id


def start_candidate(home: Home, candidate_id: str) -> Path:
    """Make the candidate's empty folder; evidence of an earlier try must not be taken for this one's."""
    folder = candidate_folder(home, candidate_id)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "evidence").mkdir(parents=True)
    return folder


def write_candidate(
    home: Home, candidate_id: str, input_digest: str, as_of: date, marts: Sequence[Mart], built: Iterable[str]
) -> Candidate:
    """Write the Parquet of all marts whose models were built in this night, and `candidate.json` last.

    A mart that failed to build is left out: the warehouse still holds its table of another night.
    """
    import duckdb

    folder, fresh = candidate_folder(home, candidate_id), set(built)
    files = []
    with duckdb.connect(str(home.warehouse_file), read_only=True) as con:
        con.execute("set threads = 1")  # one writer thread: row groups and thus bytes do not depend on scheduling
        for mart in marts:
            if mart.node in fresh:
                files.append(_write_mart(con, folder / "parquet", mart, candidate_id))
    candidate = Candidate(
        candidate_id, input_digest, candidate_digest({file.path: file.sha256 for file in files}), as_of, tuple(files)
    )
    part = folder / "candidate.json.part"
    part.write_text(json.dumps(asdict(candidate), default=str, indent=1, sort_keys=True), encoding="utf-8")
    part.replace(folder / "candidate.json")
    return candidate


def read_candidate(home: Home, candidate_id: str) -> Candidate:
    """Read back what `write_candidate` wrote."""
    told = json.loads((candidate_folder(home, candidate_id) / "candidate.json").read_text(encoding="utf-8"))
    files = tuple(CandidateFile(**file) for file in told["files"])
    return Candidate(told["id"], told["input_digest"], told["digest"], date.fromisoformat(told["as_of"]), files)


def prune_candidates(home: Home, keep: int, spare: str) -> None:
    """Remove all but the newest `keep` candidates and `spare`."""
    folders = sorted(
        (path for path in home.candidates.glob("*") if path.is_dir()), key=lambda path: path.stat().st_mtime
    )
    for path in folders[:-keep]:
        if path.name != spare:
            shutil.rmtree(path, ignore_errors=True)


def _write_mart(con: duckdb.DuckDBPyConnection, parquet: Path, mart: Mart, candidate_id: str) -> CandidateFile:
    target = parquet / mart.path
    target.parent.mkdir(parents=True, exist_ok=True)
    columns = ", ".join(_selected(column, candidate_id) for column in mart.columns)
    order = ", ".join(f'"{name}" nulls last' for name in mart.key)
    query = f"select {columns} from {mart.relation} order by {order}"
    con.execute(f"copy ({query}) to '{_quoted(target)}' (format parquet, compression zstd, row_group_size 122880)")
    counted = con.execute("select sum(num_rows) from parquet_file_metadata(?)", [str(target)]).fetchone()
    return CandidateFile(mart.path, mart.name, mart.domain, int(counted[0] or 0) if counted else 0, file_digest(target))


def _selected(column: Column, candidate_id: str) -> str:
    """A published column; the stamps are the night's, so that the warehouse does not change with the release."""
    if column.name not in STAMPED:
        return f'"{column.name}"'
    value = f"'{candidate_id}'" if column.name == "data_release_id" else "false"
    return f'{value} as "{column.name}"'


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
