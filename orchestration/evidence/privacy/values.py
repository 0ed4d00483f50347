"""No value of a personal source column stands in a text of the candidate: not as a whole, not as words inside one.

What is looked for: every distinct value of the personal columns in all raw files, also superseded and rejected
ones, and of first and last name together, in either order and written as one word. Values and texts are compared as
words: letters without case and accents (also `ä` as `ae`), digits apart from letters, signs as gaps.
`Payslip_Keller-Pia2025.pdf` holds `keller pia`; Chinese has no gaps, there a name is found anywhere in a run of
characters.

What is not looked for, because it would say nothing:

- words of fewer than three letters (Chinese: one character), digits of fewer than three;
- digits alone inside a longer text, unless they are eight or more; as the whole text they are looked for;
- a single word, Chinese up to two characters, or digits alone, that is a word of a public name
  (`rules.PUBLIC_NAMES`, `PUBLIC_INDEX`, the project's seeds, names of systems and datasets) or a plain word
  (`PLAIN_WORDS`);
- a value of a column with organisations in it (`MIXED`) that is exactly a public name.

A full name (Chinese: from three characters on) and an e-mail address are never public.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from orchestration.evidence.privacy.columns import personal_columns
from orchestration.evidence.privacy.rules import (
    IDENTIFIERS,
    MIXED,
    NAME_PARTS,
    PLAIN_WORDS,
    PUBLIC_INDEX,
    PUBLIC_NAMES,
)

if TYPE_CHECKING:
    import duckdb

LONGEST = 10
"""Words of a phrase that are compared; a longer value is found by its first ten."""
LONGEST_HAN = 6

# Han runs stand apart, then digits from letters; `signs` are gaps.
MACROS = r"""
create or replace temp macro plain(t) as lower(strip_accents(replace(nfc_normalize(t), 'ß', 'ss')));
create or replace temp macro spaced(t) as
    trim(regexp_replace(
        regexp_replace(regexp_replace(t, '(\p{Han}+|\p{Nd}+)', ' \1 ', 'g'), '[^\p{L}\p{M}\p{Nd}]+', ' ', 'g'),
        ' +', ' ', 'g'
    ));
create or replace temp macro words(t) as spaced(plain(t));
create or replace temp macro umlauts(t) as
    replace(replace(replace(replace(replace(replace(nfc_normalize(t), 'ä', 'ae'), 'ö', 'oe'), 'ü', 'ue'), 'Ä', 'Ae'),
        'Ö', 'Oe'), 'Ü', 'Ue');
create or replace temp macro humps(t) as regexp_replace(t, '(\p{Ll})(\p{Lu})', '\1 \2', 'g');
"""

# phrase, where from, may it be inside a text, may it be public as one word, may it be public as a whole
VALUES = f"""
create or replace temp table personal as
with spelled as (
    select words(value) as phrase, source, is_mixed, is_name from raw_value
    union
    select words(umlauts(value)), source, is_mixed, is_name from raw_value
    union
    select replace(words(value), ' ', ''), source, is_mixed, is_name from raw_value where is_name
    union
    select replace(words(umlauts(value)), ' ', ''), source, is_mixed, is_name from raw_value where is_name
    union
    select unnest(regexp_extract_all(value, '\\p{{Han}}{{2,}}')), source, is_mixed, false from raw_value
), cut as (
    select array_to_string(string_split(phrase, ' ')[1:{LONGEST}], ' ') as phrase, source, is_mixed, is_name
    from spelled
), kinds as (
    select phrase, source, is_mixed, is_name,
        regexp_full_match(phrase, '\\p{{Han}}+') as is_han,
        regexp_full_match(phrase, '[\\p{{Nd}} ]+') as is_digits,
        length(replace(phrase, ' ', '')) as size
    from cut
)
select distinct phrase, source, is_mixed, is_han,
    not is_digits or size >= 8 as is_inside,
    is_digits or (is_han and size <= 2) or (not is_han and not is_name and not contains(phrase, ' ')) as is_word
from kinds
where size >= case when is_han then 2 else 3 end
"""
# A single word can be public; a mixed value can be public as a whole.
DROP_PUBLIC = """
delete from personal where (is_word and phrase in (select word from public_word))
    or (is_word and is_han and exists (select 1 from public_name where contains(public_name.phrase, personal.phrase)))
    or (is_mixed and phrase in (select phrase from public_name))
"""
FOUND = f"""
with text as (
    select distinct text, is_digest from told where kind = 'text'
), spelled as (
    select text, is_digest, words(text) as phrase from text
    union
    select text, is_digest, words(humps(text)) from text where not is_digest
), listed as (
    select text, is_digest, phrase, string_split(phrase, ' ') as word from spelled where phrase <> ''
), piece as (
    select text, unnest(generate_series(1, len(word))) as start, word from listed where not is_digest
), gram as (
    select text, array_to_string(word[start:start + size - 1], ' ') as phrase
    from piece cross join (select unnest(generate_series(1, {LONGEST})) as size) as sizes
    where start + size - 1 <= len(word)
), han as (
    select text, regexp_extract_all(phrase, '\\p{{Han}}{{2,}}') as run from listed
), han_run as (
    select text, unnest(run) as run from han where len(run) > 0
), han_start as (
    select text, run, unnest(generate_series(1, length(run))) as start from han_run
), han_gram as (
    select text, substr(run, start, size) as phrase
    from han_start cross join (select unnest(generate_series(2, {LONGEST_HAN})) as size) as sizes
    where start + size - 1 <= length(run)
), hit as (
    select listed.text, personal.source from listed join personal on listed.phrase = personal.phrase
    union
    select gram.text, personal.source from gram join personal on gram.phrase = personal.phrase where personal.is_inside
    union
    select han_gram.text, personal.source from han_gram join personal on han_gram.phrase = personal.phrase
)
select told.mart, told.column_name, hit.source, sum(told.n_rows)
from hit join told on told.text = hit.text and told.kind = 'text'
group by all order by all
"""


def value_leaks(
    con: duckdb.DuckDBPyConnection, lake: Path, manifest: Mapping[str, Any]
) -> dict[str, list[tuple[str, str, int]]]:
    """Personal values in the texts of table `told`, by mart id: (column, source column, rows), never the value."""
    for statement in MACROS.strip().split(";\n"):
        con.execute(statement)
    _load_raw(con, lake, manifest)
    con.execute(VALUES)
    _load_public(con, lake, manifest)
    con.execute(DROP_PUBLIC)
    found: dict[str, list[tuple[str, str, int]]] = {}
    for mart, column, source, rows in con.execute(FOUND).fetchall():
        found.setdefault(mart, []).append((column, source, int(rows)))
    return found


def _load_raw(con: duckdb.DuckDBPyConnection, lake: Path, manifest: Mapping[str, Any]) -> None:
    """Table `raw_value`: distinct values with the column they come from; names also as first and last together."""
    con.execute(
        "create or replace temp table raw_value (value varchar, source varchar, is_mixed boolean, is_name boolean)"
    )
    columns = personal_columns(manifest)
    columns += [
        (str(source["source_name"]), str(source["name"]), name)
        for source in manifest["sources"].values()
        for name in source["columns"]
        if name in IDENTIFIERS
    ]
    by_dataset: dict[tuple[str, str], list[str]] = {}
    for system, dataset, column in columns:
        by_dataset.setdefault((system, dataset), []).append(column)
    for (system, dataset), names in by_dataset.items():
        files = _files(lake, system, dataset)
        if files is None:
            continue
        for name in names:
            is_mixed = (system, dataset, name) in MIXED
            _insert(con, f'cast("{name}" as varchar)', files, f"{system}.{dataset}.{name}", is_mixed, is_name=False)
        for first, last in NAME_PARTS:
            if first in names and last in names:
                source = f"{system}.{dataset}.{first} and {last}"
                for one, other in ((first, last), (last, first)):
                    _insert(con, f'"{one}" || \' \' || "{other}"', files, source, False, is_name=True)
                _insert(con, f'"{last}" || "{first}"', files, source, False, is_name=True)


def _insert(
    con: duckdb.DuckDBPyConnection, value: str, files: str, source: str, is_mixed: bool, *, is_name: bool
) -> None:
    con.execute(
        f"insert into raw_value select distinct {value}, ?, ?, ? from {files} where {value} is not null",
        [source, is_mixed, is_name],
    )


def _load_public(con: duckdb.DuckDBPyConnection, lake: Path, manifest: Mapping[str, Any]) -> None:
    """Tables `public_name` (phrases) and `public_word` (their words, and the plain ones)."""
    con.execute("create or replace temp table public_raw (value varchar)")
    for source in manifest["sources"].values():
        system, dataset = str(source["source_name"]), str(source["name"])
        con.execute("insert into public_raw values (?), (?)", [system, dataset])
        files = _files(lake, system, dataset)
        if files is not None:
            _names(con, files, (n for n in PUBLIC_NAMES.get((system, dataset), ()) if n in source["columns"]))
    for table, names in PUBLIC_INDEX.items():
        file = lake / "index" / f"{table}.parquet"
        if file.is_file():
            _names(con, f"read_parquet('{_quoted(file)}')", names)
    for seed in _seeds(manifest):
        read = f"read_csv('{_quoted(seed)}', all_varchar = true, header = true)"
        _names(con, read, [name for name, *_ in con.execute(f"describe select * from {read}").fetchall()])
    con.execute(
        "create or replace temp table public_name as select distinct words(value) as phrase from public_raw "
        "union select words(umlauts(value)) from public_raw"
    )
    con.execute(
        "create or replace temp table public_word as "
        "select distinct unnest(string_split(phrase, ' ')) as word from public_name union select unnest(?)",
        [sorted(PLAIN_WORDS)],
    )


def _names(con: duckdb.DuckDBPyConnection, relation: str, names: Iterable[str]) -> None:
    for name in names:
        con.execute(f'insert into public_raw select distinct cast("{name}" as varchar) from {relation}')


def _seeds(manifest: Mapping[str, Any]) -> Iterable[Path]:
    for node in manifest["nodes"].values():
        if node["resource_type"] == "seed" and node.get("root_path"):
            file = Path(node["root_path"]) / node["original_file_path"]
            if file.is_file():
                yield file


def _files(lake: Path, system: str, dataset: str) -> str | None:
    """The dataset's raw files as a relation; None where the lake has none yet."""
    folder = lake / "raw" / system / dataset
    if not any(folder.glob("*.parquet")):
        return None
    return f"read_parquet('{_quoted(folder)}/*.parquet', union_by_name = true)"


def _quoted(path: object) -> str:
    return str(path).replace("'", "''")
