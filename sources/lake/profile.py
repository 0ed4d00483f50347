"""A file's profile: what the active rule must know of its rows, kept beside the receipt so that raw is read once.

Ledger-like: partition, day, watch (group), rows. Keyed: partition, key (64-bit hash). Loaded rows only: a rejected
row neither counts nor retires anything, and no more does one that has no day because its contract leaves it out.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sources.lake.newness import Landed
from sources.lake.paths import Lake

MEMORY_LIMIT = "1GB"
GROUP_ROWS = 1 << 20


@dataclass(frozen=True)
class Coverage:
    """Partition values and first and last day of a file's loaded rows."""

    partitions: tuple[str, ...]
    first: date | None
    last: date | None


def quoted(name: str) -> str:
    """Quote a column name for DuckDB."""
    return '"' + name.replace('"', '""') + '"'


def _hash(columns: Sequence[str]) -> str:
    # Unit and record separators cannot occur in a cell, so ('a', 'bc') and ('ab', 'c') differ, as do null and ''.
    parts = ", ".join(f"coalesce(cast({quoted(name)} as varchar), chr(30))" for name in columns)
    return f"md5_number_lower(concat_ws(chr(31), {parts}))"


def write_ledger(raw: Path, watch: str | None, out: Path) -> Coverage:
    """Write the profile of a ledger-like file and return its coverage."""
    group = f"coalesce(cast({quoted(watch)} as varchar), '')" if watch else "''"
    return _write(
        raw,
        out,
        f"select _partition as partition, _slice_date as day, {group} as watch, count(*) as rows "
        "from read_parquet($raw) where _reject is null and _slice_date is not null group by all order by all",
        "min(day), max(day)",
    )


def batches(raw: Path, columns: Sequence[str]) -> tuple[str, ...]:
    """The batches that a file holds, named by the values of `columns`; none where a counting row lacks a part of it."""
    if not columns:
        return ()
    name = f"concat_ws('|', {', '.join(f'cast({quoted(column)} as varchar)' for column in columns)})"
    empty = " or ".join(f"{quoted(column)} is null" for column in columns)
    with duckdb.connect() as con:
        rows = con.execute(
            f"select distinct case when {empty} then null else {name} end as batch from read_parquet($raw) "
            "where _reject is null and _slice_date is not null order by batch nulls first",
            {"raw": str(raw)},
        ).fetchall()
    return () if not rows or rows[0][0] is None else tuple(row[0] for row in rows)


def write_keyed(raw: Path, key: Sequence[str], out: Path) -> Coverage:
    """Write the profile of a keyed file and return its coverage."""
    return _write(
        raw,
        out,
        f"select distinct _partition as partition, {_hash(key)} as key "
        "from read_parquet($raw) where _reject is null order by all",
        "null, null",
    )


def _write(raw: Path, out: Path, query: str, window: str) -> Coverage:
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as spill, duckdb.connect() as con:
        con.execute(f"set memory_limit = '{MEMORY_LIMIT}'")
        con.execute("set temp_directory = $spill", {"spill": spill})
        con.execute(f"create temp table profile as {query}", {"raw": str(raw)})
        rows = con.execute("from profile").to_arrow_reader(GROUP_ROWS)
        with pq.ParquetWriter(out, rows.schema, compression="zstd") as writer:
            for batch in rows:
                writer.write_batch(batch)
        partitions = con.execute("select distinct partition from profile order by 1").fetchall()
        bounds = con.execute(f"select {window} from profile").fetchone()
    first, last = bounds if bounds is not None and window != "null, null" else (None, None)
    return Coverage(tuple(row[0] for row in partitions), first, last)


@dataclass
class Profiles:
    """Evidence for the active rule, read lazily; `elsewhere` and `raw_elsewhere` hold files not yet in the lake."""

    lake: Lake
    elsewhere: Mapping[str, Path] = field(default_factory=dict)
    raw_elsewhere: Mapping[str, Path] = field(default_factory=dict)
    _rows: dict[str, pa.Table] = field(default_factory=dict)
    _keys: dict[str, pa.Table] = field(default_factory=dict)

    def rows(self, file: Landed, partition: str, start: int, end: int) -> Counter[tuple[date, str]]:
        """Loaded rows per (first day of month, watch group) on the days `start` to `end` (ordinals, inclusive)."""
        table = self._ledger(file.file_id)
        days = table.column("day")
        wanted = pc.and_(
            pc.equal(table.column("partition"), partition),
            pc.and_(pc.greater_equal(days, date.fromordinal(start)), pc.less_equal(days, date.fromordinal(end))),
        )
        grouped = table.filter(wanted).group_by(["month", "watch"]).aggregate([("rows", "sum")]).to_pydict()
        return Counter(
            {
                (month, watch): rows
                for month, watch, rows in zip(grouped["month"], grouped["watch"], grouped["rows_sum"], strict=True)
            }
        )

    def keys(self, before: tuple[Landed, ...], after: tuple[Landed, ...], partition: str) -> tuple[int, int, int]:
        """Distinct keys of `before`, how many of them `after` has too, distinct keys of `after`."""
        old, new = self._keys_of(before, partition), self._keys_of(after, partition)
        return len(old), pc.sum(pc.is_in(old, value_set=new)).as_py() or 0, len(new)

    def disjoint(self, one: Landed, other: Landed) -> bool:
        """Whether two files of one export time have no key in common.

        A ledger-like file's profile has no keys: the raw rows are compared, only where both cover the same days.
        """
        if one.kind == "keyed":
            pairs = [self._keyed(file.file_id).column("key") for file in (one, other)]
            return not pc.any(pc.is_in(pairs[0], value_set=pairs[1].combine_chunks())).as_py()
        shared = sorted(set(one.partitions) & set(other.partitions))
        if one.window is None or other.window is None or not shared:
            return True
        start, end = max(one.window[0], other.window[0]), min(one.window[1], other.window[1])
        if start > end:
            return True
        if not one.key_columns or one.key_columns != other.key_columns:
            return False
        where = "_reject is null and _slice_date between $start and $end"
        key = _hash(one.key_columns)
        with duckdb.connect() as con:
            found = con.execute(
                f"select exists(select 1 from (select {key} as key from read_parquet($one) where {where}) "
                f"semi join (select {key} as key from read_parquet($other) where {where}) using (key))",
                {"one": str(self._raw(one)), "other": str(self._raw(other)), "start": start, "end": end},
            ).fetchone()
        return found == (False,)

    def _raw(self, file: Landed) -> Path:
        return self.raw_elsewhere.get(file.file_id) or self.lake.raw_of(file.system, file.dataset, file.file_id)

    def _table(self, file_id: str) -> pa.Table:
        return pq.read_table(self.elsewhere.get(file_id) or self.lake.profile_of(file_id))

    def _ledger(self, file_id: str) -> pa.Table:
        if file_id not in self._rows:
            table = self._table(file_id)
            months = pc.floor_temporal(table.column("day"), unit="month")
            self._rows[file_id] = table.append_column("month", months)
        return self._rows[file_id]

    def _keyed(self, file_id: str) -> pa.Table:
        if file_id not in self._keys:
            self._keys[file_id] = self._table(file_id)
        return self._keys[file_id]

    def _keys_of(self, files: tuple[Landed, ...], partition: str) -> pa.Array:
        chunks = [
            table.filter(pc.equal(table.column("partition"), partition)).column("key")
            for table in (self._keyed(file.file_id) for file in files)
        ]
        return pa.chunked_array([chunk for column in chunks for chunk in column.chunks], pa.uint64()).unique()
