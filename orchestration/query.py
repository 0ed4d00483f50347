"""`opsmart sql`: a query on the current release, which it can neither change nor leave."""

from __future__ import annotations

from typing import Any

from orchestration.home import Home
from orchestration.release import current_release
from sources.errors import OpsmartError


class QueryError(OpsmartError):
    """The query is wrong."""


def ask(home: Home, query: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and rows of a query on the current release's tables.

    Raises:
        ReleaseError: there is no release.
        QueryError: the query fails, or tries to write or to read elsewhere.
    """
    import duckdb

    file = current_release(home) / "marts.duckdb"
    with duckdb.connect(str(file), read_only=True) as con:
        con.execute("set enable_external_access = false")
        con.execute("set lock_configuration = true")
        try:
            result = con.execute(query)
            names = [column[0] for column in result.description or []]
            return names, result.fetchall()
        except duckdb.Error as error:
            tables = ", ".join(
                sorted(name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall())
            )
            raise QueryError(" ".join(str(error).split())[:400], f"the release has: {tables}") from error
