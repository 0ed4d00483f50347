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
from orchestration.engine import Export, write_parquet
from orchestration.home import Home
from orchestration.marts import STAMPED, Mart

if TYPE_CHECKING:
    from orchestration.warehouse import Warehouse


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
    home: Home,
    warehouse: Warehouse,
    candidate_id: str,
    input_digest: str,
    as_of: date,
    marts: Sequence[Mart],
    built: Iterable[str],
) -> Candidate:
    """Let the engine write the Parquet of all marts whose models were built in this night; `candidate.json` comes last.

    A mart that failed to build is left out: the warehouse still holds its table of another night.
    """
    folder, fresh = candidate_folder(home, candidate_id), set(built)
    written = [mart for mart in marts if mart.node in fresh]
    write_parquet(home, warehouse, [_export(mart, folder / "parquet", candidate_id) for mart in written])
    files = [_described(mart, folder / "parquet" / mart.path) for mart in written]
    candidate = Candidate(
        candidate_id, input_digest, candidate_digest({file.path: file.sha256 for file in files}), as_of, tuple(files)
    )
    part = folder / "candidate.json.part"
    part.write_text(json.dumps(asdict(candidate), default=str, indent=1, sort_keys=True), encoding="utf-8")
    part.replace(folder / "candidate.json")
    return candidate


def read_candidate(home: Home, candidate_id: str) -> Candidate:
    """Read back what `write_candidate` wrote; the digest is taken anew, so an edited list is another candidate."""
    told = json.loads((candidate_folder(home, candidate_id) / "candidate.json").read_text(encoding="utf-8"))
    files = tuple(CandidateFile(**file) for file in told["files"])
    digest = candidate_digest({file.path: file.sha256 for file in files})
    return Candidate(told["id"], told["input_digest"], digest, date.fromisoformat(told["as_of"]), files)


def prune_candidates(home: Home, keep: int, spare: str) -> None:
    """Remove all but the newest `keep` candidates and `spare`."""
    folders = sorted(
        (path for path in home.candidates.glob("*") if path.is_dir()), key=lambda path: path.stat().st_mtime
    )
    for path in folders[:-keep]:
        if path.name != spare:
            shutil.rmtree(path, ignore_errors=True)


def _export(mart: Mart, parquet: Path, candidate_id: str) -> Export:
    """A mart as a file; the stamps are the night's, so that the warehouse does not change with the release."""
    stamps = dict(zip(STAMPED, (f"'{candidate_id}'", "false"), strict=True))
    columns = tuple((column.name, column.data_type, stamps.get(column.name)) for column in mart.columns)
    return Export((mart.schema, mart.table), columns, mart.key, parquet / mart.path, mart.where)


def _described(mart: Mart, file: Path) -> CandidateFile:
    import pyarrow.parquet as pq

    return CandidateFile(mart.path, mart.name, mart.domain, pq.read_metadata(file).num_rows, file_digest(file))
