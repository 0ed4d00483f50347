"""The comparisons behind drift: SQL on two files of one mart, the last release's (old) and the candidate's (new)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.evidence.drift import Plan

if TYPE_CHECKING:
    import duckdb

ROWS_KEPT = 1000
NAMED = 10


@dataclass
class Drift:
    """What drifted: one line each in `found`, cells as lines in `samples`, changed definitions in `versions`."""

    found: list[str] = field(default_factory=list)
    samples: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    cells: Any = None

    def write_rows(self, path: Path) -> bool:
        """Write the keys of the cells that moved, if there are any; figures stay where they were published."""
        import pyarrow.parquet as pq

        if self.cells is None or self.cells.num_rows == 0:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        pq.write_table(self.cells, path)
        return True


def compare(plan: Plan, old: Path, new: Path, as_of_before: date, as_of: date) -> Drift:
    """Compare two files of a mart.

    Args:
        plan: what it is compared by; columns that the old file does not have yet are left out.
        old: the last release's file.
        new: the candidate's file.
        as_of_before: the as-of date of the last release, which decides what is settled.
        as_of: the candidate's as-of date, which decides what has ended.
    """
    import duckdb

    with duckdb.connect() as con:
        for name, path in (("old", old), ("new", new)):
            con.read_parquet(str(path), hive_partitioning=False).create(name)
        comparison = _Comparison(con, plan, as_of_before, as_of)
        comparison.settle()
        return comparison.run()


class _Comparison:
    """The tables old and new; each check adds its lines to `drift`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, plan: Plan, as_of_before: date, as_of: date) -> None:
        self._con, self._plan, self._limits, self._period = con, plan, plan.limits, plan.period
        self._shared = set(self._columns("old")) & set(self._columns("new"))
        self._drift = Drift()
        self._as_of = f"date '{as_of}'"
        settled = as_of_before - timedelta(days=plan.limits.settle_days)
        period = plan.period
        self._is_settled = f"({period.last_day}) <= date '{settled}' and ({period.when})" if period else "true"

    def settle(self) -> None:
        """Make old_settled and new_settled, the rows that are compared, and `gone`, the periods that vanished."""
        self._con.execute(f"create table new_settled as select * from new where {self._is_settled}")
        if self._period is None:
            self._con.execute("create table old_settled as from old")
            return
        start, grain = _quoted(self._period.start), [_quoted(name) for name in self._period.by]
        same = _same([*grain, start])
        # What falls off the old end of a mart of fixed reach is not lost, if as much came at the new end.
        self._con.execute(f"""
            create table gone as
            with was as (select distinct {", ".join([*grain, start])} from old where {self._is_settled}),
            missing as (select o.* from was as o where not exists (select 1 from new as n where {same})),
            came as (
                select distinct {", ".join([*grain, start])} from new as n
                where not exists (select 1 from old as o where {same}))
            select o.*, coalesce(o.{start} < (select min(n.{start}) from new as n where {_same(grain)})
                and (select count(*) from missing as n where {_same(grain)})
                    <= (select count(*) from came as n where {_same(grain)}), false) as rolled_off
            from missing as o""")
        self._con.execute(f"""
            create table old_settled as select * from old as o where {self._is_settled}
                and not exists (select 1 from gone as n where n.rolled_off and {same})""")

    def run(self) -> Drift:
        """All checks, from the coarse to the fine."""
        self._rows()
        self._periods()
        for column in self._have(self._plan.members):
            self._members(column)
        self._nulls()
        for column in self._have(self._plan.shares):
            self._shares(column)
        self._versions()
        for column in self._have(self._plan.values):
            self._cells(column) if self._period else self._levels(column)
        for column in self._have(self._plan.sums):
            self._sums(column)
        return self._drift

    def _rows(self) -> None:
        """Volume: rows of what is settled, else all."""
        (old, new), limits = (self._count("old_settled"), self._count("new_settled")), self._limits
        lost, grown = old - new, new - old
        if lost >= limits.rows_lost_least and lost > limits.rows_lost * old:
            self._drift.found.append(f"rows: {old} before, {new} now")
        if grown > limits.few_rows and grown > limits.rows_grown * old:
            self._drift.found.append(f"rows: {old} before, {new} now")

    def _periods(self) -> None:
        """Settled periods without a row."""
        if self._period:
            names = ", ".join([*map(_quoted, self._period.by), _quoted(self._period.start)])
            lost = self._all(f"select {names} from gone where not rolled_off order by all")
            self._tell("vanished periods", [" ".join(map(str, row)) for row in lost])

    def _members(self, column: str) -> None:
        """Members that had figures (rows, where the mart has no values) and have none; hidden figures are there."""
        values = [f"{_quoted(name)} is not null" for name in self._have((*self._plan.values, *self._plan.sums))]
        has = " or ".join(values) if self._period and values else "true"
        name = _quoted(column)
        lost = self._all(f"""
            select distinct {name} from old_settled where {name} is not null and ({has})
            except select {name} from new where ({has}) or ({self._plan.hidden}) order by all""")
        self._tell(f"vanished {column}", [str(row[0]) for row in lost])

    def _nulls(self) -> None:
        """Columns that are empty more often."""
        names = [name for name in self._plan.columns if name in self._shared and name not in self._plan.key]
        counts = ", ".join(["count(*)", *(f"count({_quoted(name)})" for name in names)])
        (was, *old), (now, *new) = (self._all(f"select {counts} from {table}_settled")[0] for table in ("old", "new"))
        if min(was, now) < self._limits.few_rows:
            return
        for name, filled_before, filled_now in zip(names, old, new, strict=True):
            before, after = 1 - filled_before / was, 1 - filled_now / now
            if after - before > self._limits.nulls:
                self._drift.found.append(f"{name} empty in {after:.0%} of the rows, {before:.0%} before")

    def _shares(self, column: str) -> None:
        """Members of a column that a much larger or smaller part of the rows has."""
        name = _quoted(column)
        shares = self._all(f"""
            with old_share as (select {name} as member, count(*) / sum(count(*)) over () as share
                from old_settled group by 1),
            new_share as (select {name} as member, count(*) / sum(count(*)) over () as share
                from new_settled group by 1)
            select coalesce(member, 'empty')::varchar, coalesce(o.share, 0), coalesce(n.share, 0)
            from old_share as o full join new_share as n using (member)
            where (select least((select count(*) from old_settled), (select count(*) from new_settled)))
                >= {self._limits.few_rows}
            order by 1""")
        for member, before, after in shares:
            if abs(after - before) > self._limits.shares:
                self._drift.found.append(f"{column} {member}: {after:.0%} of the rows, {before:.0%} before")

    def _versions(self) -> None:
        """Definitions that changed, by the columns that name a figure."""
        if not self._have([self._plan.version]) or not self._plan.by:
            return
        by, version = self._list(self._plan.by), _quoted(self._plan.version)
        changed = self._all(f"""
            select {by}, max(o.version), max(n.version)
            from (select {by}, max({version}) as version from old group by all) as o
            join (select {by}, max({version}) as version from new group by all) as n using ({by})
            where o.version is distinct from n.version group by {by} order by all""")
        self._drift.versions = [f"{' '.join(map(str, row[:-2]))} ({row[-2]} to {row[-1]})" for row in changed]

    def _cells(self, column: str) -> None:
        """Settled cells that lost or changed their figure, and figures of new periods at another level."""
        assert self._period
        plan, limits, start = self._plan, self._limits, self._period.start
        by, key = self._list(plan.by), self._list(plan.key)
        kind, value = self._list((*plan.by, *plan.scale)), _quoted(column)
        self._con.execute(f"""
            create or replace table cell as
            with usual as (select {kind}, median(abs({value})) as usual from old_settled group by {kind}),
            pair as (
                select {_prefixed("o", plan.key)}, o.{value}::double as before, n.{value}::double as after,
                    greatest(abs(before), usual.usual) as size, coalesce(n.hidden, false) as is_hidden
                from old_settled as o
                join usual on {_same([_quoted(c) for c in (*plan.by, *plan.scale)], "usual")}
                left join (select *, ({plan.hidden}) as hidden from new) as n
                    on {_same([_quoted(c) for c in plan.key])})
            select *, coalesce(abs(after - before), size * 2) > {limits.moved_by} * size as moved,
                coalesce(abs(after - before), size * 2) > {limits.broken_by} * size as broken
            from pair where before is not null and not is_hidden""")
        moved = self._all(f"""
            select {by}, count(*) filter (moved), count(*), count(*) filter (after is null) from cell group by {by}
            having count(*) filter (moved) >= {limits.cells} and count(*) filter (moved) > {limits.moved} * count(*)
            order by all""")
        for *names, count, total, lost in moved:
            gone = f", {lost} of them empty" if lost else ""
            who = f"{column} of {' '.join(map(str, names))}"
            self._drift.found.append(f"{who}: {count} of {total} settled cells moved{gone}")
        kind = f"{kind}, {_quoted(start)}"
        broken = self._all(f"""
            select {kind}, count(*) filter (broken), count(*) from cell group by {kind}
            having count(*) filter (broken) >= {limits.cells} and count(*) filter (broken) >= {limits.broken} * count(*)
            order by all""")
        told = {tuple(row[: len(plan.by)]) for row in moved}
        for *names, count, total in broken:
            if tuple(names[: len(plan.by)]) not in told:
                said = f"{column} of {' '.join(map(str, names))}: {count} of {total} cells broke"
                self._drift.found.append(said)
        self._keep_cells(column, key)
        self._new_levels(column)

    def _keep_cells(self, column: str, key: str) -> None:
        """Keep the cells that moved the most for a person to look at."""
        if self._drift.found:
            share = "abs(coalesce(after, 0) - before) / nullif(size, 0)"
            rows = f"from cell where moved order by {share} desc nulls last, {key}"
            for *names, before, after in self._all(f"select {key}, before, after {rows} limit 3"):
                at = ", ".join(f"{name}={value}" for name, value in zip(self._plan.key, names, strict=True))
                self._drift.samples.append(f"{at}: {before:.6g} to {'empty' if after is None else f'{after:.6g}'}")
            self._drift.cells = self._con.execute(
                f"select {key}, '{column}' as column_name {rows} limit {ROWS_KEPT}"
            ).to_arrow_table()

    def _new_levels(self, column: str) -> None:
        """Figures of periods that are new or run: far above all, or (once ended) far below the usual of the series."""
        assert self._period
        limits, value = self._limits, _quoted(column)
        kind = self._list((*self._plan.by, *self._plan.scale))
        series = self._list([name for name in self._plan.key if name != self._period.start])
        jumps = self._all(f"""
            with was as (select {series}, max(abs({value})) as most, median(abs({value})) as usual from old_settled
                group by {series} having count({value}) >= {limits.history}),
            now as (select {series}, max(abs({value})) as most,
                    min(abs({value})) filter ({value} <> 0 and ({self._period.last_day}) <= {self._as_of}) as least
                from new where ({self._period.when})
                    and not ({self._is_settled}) and {value} is not null group by {series}),
            jump as (select {kind}, was.most > 0 and now.most > {limits.jump} * was.most
                    or now.least < was.usual / {limits.jump} as jumped, now.most, was.usual
                from was join now using ({series}))
            select {kind}, count(*) filter (jumped), count(*), median(most) filter (jumped),
                median(usual) filter (jumped)
            from jump group by {kind}
            having count(*) filter (jumped) >= {limits.series} and count(*) filter (jumped) > {limits.jumped} * count(*)
            order by all""")
        for *names, count, total, now, was in jumps:
            who = f"{column} of {' '.join(map(str, names))}"
            said = f"another level in {count} of {total} series, such as {now:.6g} after {was:.6g}"
            self._drift.found.append(f"{who}: {said}")

    def _sums(self, column: str) -> None:
        """Totals by period: settled ones that moved, new ones at another level."""
        assert self._period
        limits, by, value = self._limits, self._list(self._plan.by), _quoted(column)
        start = _quoted(self._period.start)
        self._con.execute(f"""
            create or replace table total as
            with was as (select {by}, {start} as start, sum({value})::double as before from old_settled group by all),
            usual as (select {by}, median(abs(before)) as usual, max(abs(before)) as most,
                count(*) filter (before <> 0) as months from was group by all),
            now as (select {by}, {start} as start, sum({value})::double as after,
                    bool_and({self._is_settled}) as settled
                from new where ({self._period.when}) group by all)
            select {by}, start, before, coalesce(after, 0) as after, settled, usual, most, months
            from was full join now using ({by}, start) join usual using ({by})""")
        moved = self._all(f"""
            select {by}, start, before, after from total
            where abs(after - before) > {limits.sum_by} * greatest(abs(before), usual)
                or before is null and not settled and months >= {limits.history} and abs(after) > {limits.jump} * most
            order by all""")
        for *names, start_day, before, after in moved:
            was = "" if before is None else f"{before:.6g} to "
            self._drift.found.append(f"{column} of {' '.join(map(str, names))} in {start_day}: {was}{after:.6g}")

    def _levels(self, column: str) -> None:
        """A column of a mart without periods at another level: in another unit, for instance."""
        value, limits = _quoted(column), self._limits
        jumped, total = self._all(f"""
            select count(*) filter (size > {limits.jump} or size < 1 / {limits.jump}), count(*)
            from (select abs(n.{value}::double / o.{value}::double) as size
                from old as o join new as n on {_same([_quoted(name) for name in self._plan.key])}
                where o.{value} <> 0 and n.{value} <> 0)""")[0]
        if jumped >= limits.series and jumped > limits.jumped * total:
            self._drift.found.append(f"{column}: another level in {jumped} of {total} rows")

    def _tell(self, what: str, names: list[str]) -> None:
        if names:
            more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            self._drift.found.append(f"{what}: {', '.join(names[:NAMED])}{more}")

    def _have(self, names: Iterable[str]) -> list[str]:
        return [name for name in names if name in self._shared]

    def _list(self, names: Iterable[str]) -> str:
        return ", ".join(_quoted(name) for name in names)

    def _columns(self, table: str) -> list[str]:
        return [row[0] for row in self._all(f"select column_name from (describe {table})")]

    def _count(self, table: str) -> int:
        return int(self._all(f"select count(*) from {table}")[0][0])

    def _all(self, query: str) -> list[tuple[Any, ...]]:
        return self._con.execute(query).fetchall()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _prefixed(table: str, names: Iterable[str]) -> str:
    return ", ".join(f"{table}.{_quoted(name)}" for name in names)


def _same(columns: Iterable[str], other: str = "n") -> str:
    """The condition that rows o and `other` have the same values in quoted columns."""
    return " and ".join([f"{other}.{column} is not distinct from o.{column}" for column in columns] or ["true"])
