"""The four exact identities of the ledger, from file to mart: no amount is lost or counted twice.

(a) per file: rows read = loaded + rejected, and every total that the file states = loaded + rejected readable amounts;
(b) loaded = active + superseded + waiting + withdrawn, by file (those of drafts count nowhere): the active part is
    summed over the intervals of the index, so that a day given twice or to nobody shows;
(c) active = fact, by instance, posting month and currency (where every line states it): number of lines and sum of
    |amount| (the sign convention of a file is decided in between, the size of an amount never is). A record that holds
    both sides of a posting is two lines. Accounting documents that stand in for a ledger are no ledger-like dataset:
    the dbt test every_active_ledger_line_is_a_fact counts them;
(d) fact x rate = mart + named exclusions, by month, in base currency.

What makes the signed amount of a line, and its currency, is said by the contract (`ledger`, see `sources.contract`).
Records that by contract do not count (other ledgers, unposted lines) have no slice date: loaded, never active.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from orchestration.engine import Engine, attach_warehouse
from orchestration.evidence.records import Evidence, Expected, Kind, Severity, crashed, outcome
from orchestration.home import Home

if TYPE_CHECKING:
    import duckdb

    from sources.contract import Contract

ENTITY = "gl_entry"
FACT = "fct_gl_entry"

FILE = """
with counted as (
    select _file, count(*) as read, count(*) filter (_reject is null) as loaded, count(*)
        filter (_reject is not null) as rejected
    from raw group by _file
), broken as (
    select f.name, 'receipt says ' || f.rows_read || ' = ' || f.rows_loaded || ' + ' || f.rows_rejected
        || ', lake holds '
        || coalesce(c.read, 0) || ' = ' || coalesce(c.loaded, 0) || ' + ' || coalesce(c.rejected, 0) as detail
    from files as f left join counted as c on c._file = f.file_id
    where (f.rows_read, f.rows_loaded, f.rows_rejected) is distinct from
        (coalesce(c.read, 0), coalesce(c.loaded, 0), coalesce(c.rejected, 0))
            or f.rows_read <> f.rows_loaded + f.rows_rejected
    union all
    select f.name, t.control || ' ' || t.key || ': stated ' || t.stated || ', loaded and rejected sum to '
        || t.computed
    from files as f join totals as t using (file_id) where f.outcome = 'loaded' and t.stated is distinct
        from t.computed
)
select * from broken order by all
"""
LOADED = """
with loaded as (
    select _file, count(*) as lines, sum(amount) as amount from raw where _reject is null group by _file
), counting as (
    select r._file, count(*) as lines, sum(r.amount) as amount
    from raw as r join active as a on r._file = a.file_id and r._partition = a.partition
        and r._slice_date between a.date_from and a.date_to
    where r._reject is null group by r._file
), aside as (
    select r._file, count(*) as lines, sum(r.amount) as amount
    from raw as r
    where r._reject is null and not exists (
        select 1 from active as a
        where r._file = a.file_id and r._partition = a.partition and r._slice_date between a.date_from and a.date_to)
    group by r._file
), compared as (
    select f.name, f.outcome, coalesce(l.lines, 0) as loaded, coalesce(c.lines, 0) as counting, coalesce(s.lines,
        0) as aside,
        coalesce(l.amount, 0) - coalesce(c.amount, 0) - coalesce(s.amount, 0) as difference
    from files as f
    left join loaded as l on l._file = f.file_id
    left join counting as c on c._file = f.file_id
    left join aside as s on s._file = f.file_id
), uncovered as (
    select r.system, r.instance, r._partition, r._slice_date
    from placed as r
    where r._reject is null and r._slice_date is not null and r.outcome in ('loaded', 'superseded') and not exists (
        select 1 from active as a
        where a.system = r.system and a.instance = r.instance and a.partition = r._partition
            and r._slice_date between a.date_from and a.date_to)
)
select name, outcome || ': ' || loaded || ' loaded, ' || counting || ' count, ' || aside
    || ' do not; amounts differ by ' || difference
from compared
where loaded <> counting + aside or difference <> 0 or (outcome not in ('loaded') and counting > 0)
union all
select system || ':' || instance, count(*) || ' lines on ' || min(_slice_date) || ' to ' || max(_slice_date)
    || ' belong to no file that counts'
from uncovered group by system, instance
order by all
"""
ACTIVE = """
with counting as (
    select r.system, r.dataset, r.instance, date_trunc('month', r._slice_date)::date as month,
        case when s.states_currency then r.currency end as currency,
        sum(r.lines)::bigint as lines, sum(r.lines * abs(r.amount)) as amount
    from placed as r join datasets as s using (system, dataset) join active as a
        on r._file = a.file_id and r._partition = a.partition and r._slice_date between a.date_from and a.date_to
    where r._reject is null group by all
), fact as (
    select f.system, f.dataset, f.instance, date_trunc('month', f.posting_date)::date as month,
        case when s.states_currency then f.currency end as currency, count(*) as lines, sum(abs(f.amount)) as amount
    from warehouse.core.fct_gl_entry as f join datasets as s using (system, dataset) group by all
)
select coalesce(c.system, f.system) || ':' || coalesce(c.instance, f.instance) || ' ' || strftime(coalesce(c.month,
    f.month), '%Y-%m')
        || coalesce(' ' || coalesce(c.currency, f.currency), ''),
    coalesce(c.lines, 0) || ' active lines over ' || coalesce(c.amount, 0) || ', '
        || coalesce(f.lines, 0) || ' in the fact over ' || coalesce(f.amount, 0)
from counting as c full join fact as f
    on c.system = f.system and c.dataset = f.dataset and c.instance = f.instance and c.month = f.month
        and c.currency is not distinct from f.currency
where (c.lines, c.amount) is distinct from (f.lines, f.amount)
order by all
"""
CHECKS = (
    (
        "identity.ledger.a_file_total",
        FILE,
        "land the file again; if it stays, its layout is not what its contract says",
    ),
    (
        "identity.ledger.b_loaded",
        LOADED,
        "delete HOME/lake/index and run `opsmart nightly`: the index does not match the receipts",
    ),
    (
        "identity.ledger.c_active_is_fact",
        ACTIVE,
        "map the instance or company code to an entity in opsmart.toml, else `opsmart nightly --full-refresh`",
    ),
    (
        "identity.ledger.d_fact_is_mart",
        "",
        "see mart_ingest_audit; `opsmart nightly --full-refresh` rebuilds the marts",
    ),
)


def expected(home: Home, domains: tuple[str, ...]) -> list[Expected]:
    """The identities, once a ledger file was received; they hold every domain that descends from the ledger fact."""
    if not _has_ledger(home):
        return []
    return [Expected(check, Kind.IDENTITY, Severity.ERROR, domains, remedy) for check, _, remedy in CHECKS]


def identity_evidence(home: Home, engine: Engine, expected: Mapping[str, Expected], candidate: str) -> list[Evidence]:
    """Check the identities; `failing` counts files or months."""
    wanted = [(check, query) for check, query, _ in CHECKS if check in expected]
    if not wanted:
        return []
    import duckdb

    from orchestration.evidence.ledger_mart import FACT_IS_MART

    found = []
    with duckdb.connect() as con:
        try:
            _views(con, home, engine)
        except duckdb.Error as error:
            return [crashed(expected[check], candidate, _line(error)) for check, _ in wanted]
        for check, query in wanted:
            try:
                rows = con.execute(query or FACT_IS_MART).fetchall()
            except duckdb.Error as error:
                found.append(crashed(expected[check], candidate, _line(error)))
            else:
                found.append(outcome(expected[check], candidate, len(rows), _listed(rows)))
    return found


def _views(con: duckdb.DuckDBPyConnection, home: Home, engine: Engine) -> None:
    from sources.contract import load_contracts

    index = home.lake / "index"
    con.execute(f"create view company as select * from read_parquet('{_quoted(index / 'company.parquet')}')")
    for table in ("active", "files", "controls"):
        con.execute(f"create view all_{table} as select * from read_parquet('{_quoted(index / f'{table}.parquet')}')")
    con.execute(f"create view active as select * from all_active where entity = '{ENTITY}'")
    con.execute(f"create view files as select * from all_files where entity = '{ENTITY}' and outcome <> 'kept'")
    con.execute("create view totals as select c.* from all_controls as c join files using (file_id)")
    ledgers = [item for item in load_contracts().values() if item.entity.name == ENTITY and not item.is_draft]
    raw = " union all ".join(_raw(home, contract) for contract in ledgers)
    con.execute(f"create view raw as {raw}")
    con.execute(
        "create view placed as select r.*, f.system, f.dataset, f.instance, f.outcome from raw as r join files as f "
        "on r._file = f.file_id"
    )
    known = ", ".join(f"('{contract.system}', '{contract.dataset}')" for contract in ledgers)
    con.execute(
        f"create table datasets as select d.system, d.dataset, coalesce(bool_and(r.currency is not null), false) as "
        f"states_currency from (values {known}) as d(system, dataset) left join placed as r on r.system = d.system and "
        f"r.dataset = d.dataset and r._reject is null and r._slice_date is not null group by all"
    )
    attach_warehouse(con, home, engine)


def _raw(home: Home, contract: Contract) -> str:
    """All raw lines of a dataset, amounts and currency under one name; every file there is, whatever the index says."""
    folder, ledger = home.lake / "raw" / contract.system / contract.dataset, contract.ledger
    return (
        f"select _file, _partition, _slice_date, _reject, cast({ledger.amount_sql()} as decimal(28, 4)) as amount, "
        f"cast({ledger.currency_sql()} as varchar) as currency, {ledger.lines} as lines "
        f"from read_parquet('{_quoted(folder)}/*.parquet', union_by_name = true)"
    )


def _has_ledger(home: Home) -> bool:
    files = home.lake / "index" / "files.parquet"
    if not files.is_file():
        return False
    import duckdb

    with duckdb.connect() as con:
        found = con.execute("select count(*) from read_parquet(?) where entity = ?", [str(files), ENTITY]).fetchone()
    return bool(found and found[0])


def _listed(rows: Iterable[tuple[str, str]], shown: int = 5) -> str:
    told = [f"{name}: {detail}" for name, detail in rows]
    more = [f"and {len(told) - shown} more"] if len(told) > shown else []
    return "; ".join(told[:shown] + more)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


def _quoted(path: object) -> str:
    return str(path).replace("'", "''")
