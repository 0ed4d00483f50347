"""The texts and large numbers of a candidate's file: each distinct one once, with how many rows have it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

_WHOLE = re.compile(r"(U?BIGINT|U?HUGEINT|DECIMAL\(\d+,0\))")
_TEXT = re.compile(r"VARCHAR|JSON|BLOB|STRUCT|MAP")
HEX = r"[0-9a-f]{16,64}"


def load_texts(con: duckdb.DuckDBPyConnection, files: Mapping[str, Path]) -> None:
    """Make the table `told` (mart, column_name, kind, text, n_rows, is_digest) of all files, by mart id.

    kind is `text` or `number` (whole numbers of 11 digits or more). `is_digest` is true in a column that has only
    lower-case hexadecimal values of one length from 16 on, at least half of them with a letter: no word and no number
    is in them.
    """
    con.execute(
        "create or replace temp table told_row "
        "(mart varchar, column_name varchar, kind varchar, text varchar, n_rows bigint)"
    )
    for mart, file in files.items():
        source = f"read_parquet('{_quoted(file)}', hive_partitioning = false)"
        parts = [
            part
            for name, kind, *_ in con.execute(f"describe select * from {source}").fetchall()
            for part in _distinct(name, kind, source)
        ]
        if parts:
            con.execute(f"insert into told_row select ?, told.* from ({' union all '.join(parts)}) as told", [mart])
    con.execute(
        """
        create or replace temp table told as
        with digest as (
            select mart, column_name
            from told_row where kind = 'text'
            group by mart, column_name
            having bool_and(regexp_full_match(text, ?)) and min(length(text)) = max(length(text))
                and count_if(regexp_matches(text, '[a-f]')) * 2 >= count(*)
        )
        select told_row.*, digest.mart is not null as is_digest
        from told_row left join digest using (mart, column_name)
        """,
        [HEX],
    )


def _distinct(name: str, kind: str, source: str) -> Iterator[str]:
    column, label = f'"{name.replace(chr(34), chr(34) * 2)}"', _quoted(name)
    if _TEXT.search(kind):
        yield (
            f"select '{label}', 'text', cast({column} as varchar), count(*) from {source} "
            f"where {column} is not null group by {column}"
        )
    elif _WHOLE.fullmatch(kind):
        yield (
            f"select '{label}', 'number', cast({column} as varchar), count(*) from {source} "
            f"where {column} >= 10000000000 group by {column}"
        )


def _quoted(path: object) -> str:
    return str(path).replace("'", "''")
