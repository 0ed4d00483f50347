"""Contracts: the ONE description of a dataset, `contracts/<system>/<dataset>.odcs.yaml` (Open Data Contract Standard).

What belongs here: the frozen form and loading. How one file is checked: `sources.contract_parse`; how a layout is
applied: `sources.layout`; how text is typed: `sources.cast`.

**customProperties of the contract**

    system, dataset, entity     entity from `entities.yaml`; the key of a contract is `system.dataset`
    precedence                  integer, lower ranks higher among datasets of one entity
    loadMode                    replace_slice | append | full_snapshot | upsert
    lists                       (full_snapshot) all (default) | open: an open-item list, which a key leaves when it is
                                closed, so that missing keys do not hold a file (an empty one is held all the same)
    cadence                     daily | weekly | monthly | quarterly | yearly | none
    rejectBudget                {share: 0.01, count: 10}   both may be exceeded only together
    owner                       a role, never a person
    layout                      see below
    dialect                     {date_order: auto|dmy|mdy|ymd, decimal: auto|point|comma, formats: [strptime of
                                unusual dates], null_values: [texts that mean empty in dates]}
    match                       gates beside the header, all optional: {title: regex over the rows above the header,
                                without_headers: regex, any_header: [one of these], all_headers: [...], sheet: regex,
                                named: regex over the rows above the header and the sheet's name}
    instance                    {from: title} the title row that is neither the report's name nor its period, as a slug;
                                {from: json, path: self, pattern: 'https?://([^/]+)/'} first group;
                                {from: metadata} the cells of layout.metadata.instance;
                                {from: block, path: column} what stands above the table for that column, as a slug;
                                absent: the file names none
    facts                       {sign_pairs: {date: col, type: col, amount: col, account: col, counter: col}}
    ledger                      what the lines of a ledger-like dataset are, all optional:
                                amount: a list of ways to the debit-positive amount, the first with a filled cell:
                                {value: col} signed, {value: col, side: col, credit: [texts]} minus where `side` is one
                                of the texts, {debit: col, credit: col} the first minus the second; `currency: col` in
                                each. lines: 2 where a record is both sides of a posting.
                                counts: {col: {only: [texts]}} or {col: {but: [texts]}}: records whose text is none
                                (one) of these are loaded, and neither count nor cover a day ('' is an empty cell).
                                batch: (append) columns that together name a batch, where all are filled

**customProperties of a property** (a raw column)

    headers        names as the product writes them and synonyms; matched without case, spaces and punctuation
    description_zh
    unit           of a number: `%` lets a percent sign stand behind it
    pattern        (string) regex that the whole text must match; another text is a reject
    entityColumn   the entity's name of this column where it differs
    constant       value of a column that no file carries, or that a file without its header lacks
    title          regex; its first group, found in the rows above the header, is the value of each record; a header
                   goes before it, and a required column with neither is missing
    position       (positional) number of the cell, from 1
    null_values    texts that mean empty in this column (of a native cell: as a person sees it)
    path           (json) list of dotted paths, the first that is present wins; `a.b[].c` collects into an array
    repeat         (string[]) true: every column of these headers, empty cells dropped; `separator` splits a single cell
    zone           (timestamp) `wall` keeps the clock as written; default `utc` applies a written offset

**layout.kind**

    table   one header row (found in the first 40 rows, columns in any order), one record per row. Options: sheet (name
            or list), totals: {blank: [columns], label: regex, running: regex}: a row with all these empty but a number
            elsewhere is a control total; with label only one that says so in a cell (then blank is optional, and may
            hold the label); what says `running` also sums earlier files, so it is a control only where it is equal.
            fill_down: {key: [columns], columns, number}: a row that leaves the whole key empty goes on from the group
            above and takes its key and `columns`; it is a reject where there is none or one of `columns` is filled.
            `number`: the column that counts the rows of each group. period_end: the column that takes the last day of
            the period stated above the header; footer: as in reports.
            metadata: {row: 1, cells: {1: regex}, columns: {column: position}, instance: {name: position}, exported_at:
            position, window: {from: position, to: position}, day_month: {column: c, year_start: position}}: a row above
            the header that describes the file; `cells` is a gate; dates like `2102` get the year of the fiscal year.
            blocks: {mark, fields, day, start, end, offset}: tables stacked in one file. Lines that begin with `mark`
            stand above a table; of those written `label: value` the value goes into a column by `fields`: {column:
            [labels]} and holds until another line says otherwise. `day`: the column made of the fields `start` and
            `end`: start plus the number in the column `offset`; without `offset` both must be the same day. Tables with
            another header are counted and told (`other_tables`); match.without_headers holds for the first 40 rows.
            Text lists (`|` between rulers, titles, the header repeated per page) are tables too.
    positional  no header: columns are known by `position`; cells: {3: regex, -1: regex} is the gate over the first row
            (-1 is the last cell). The rows of a file all have the first one's width.
    tagged  rows that name their kind in the first cell, below header lines that are marked. tags: [kinds that are
            records], the first of which opens a block; prefix: mark of a header line; others: regex of kinds that may
            stand beside them and are no records: a row of any other kind refuses the file, since one file is one
            dataset; block: column that takes the row of the block's opening line; inherit: columns that the lines of a
            block take from it, each where it is empty; month, value, month_of: the columns named like `value` are
            months in a row, from the first day that the column `month_of` holds.
    report  a table in sections. section: column that the section rows fill down (a row with only its first cell filled
            opens one; nested ones are joined with `:`); opening: [labels of opening-balance rows] ('' = only amounts);
            total: regex with a group `key` and an optional group `tree` (includes sub-sections); total_columns:
            [columns whose first filled cell is the stated total]; total_of: the summed column; grand_total:
            [labels]; footer: regex, its groups `exported_at` and any other become exported_at and facts.
            Rows above the header: title (matches match.title), period, company.
    wide    id columns, then one column per month. month: the date column made from the headers; value: the column of
            the cells, or several, whose headers stand below each month; a blank cell is no record; ignore: regex of
            headers and row labels that are computed (`Total`). year: the column that months without a year take it
            from, else the one year above the header or in the sheet's name counts. numbered: {header: regex with one
            group, number: column}: headers that only number the months (`P07`) of the row's `year`; above 12 is the
            last month, 0 (opening: [headers]) the first. all_sheets: true reads every sheet that fits but those whose
            name `ignore` matches. tree: {column: c, total: regex with a group `key`, groups: regex}: the
            first column has no header and holds labels; the rows up to the total of one are its children, joined by `:`
            but for the headings that `groups` matches.
            Instead of month, header: regex whose groups are the columns made from such headers, for one column per
            series. written: a column that keeps the cell's text where `value` may be no number (`<1`).
            Instead of both, name: every column that the contract does not know (the questions of a survey) becomes a
            record: name: the column of its header, label: that of its label row, value: that of the cell. A row without
            any such cell is one record with neither, so that no respondent is lost.
    json    records: key of the array, or `$` where the document is the array (match.all_headers tells it then); joins:
            {name: {records, own, other, many}} gives each record those of another
            array of the document (`$`: the document) whose path `other` equals its own path `own`: one, or the list;
            changes: {column, path, at, items, field, keep: {field name: [from path, to path]}} builds one JSON array;
            without `items` each entry at `path` is a change itself, without `field` all those of `keep` that have a
            side are taken.

Tables and wide layouts whose header takes more than one row:

    header_rows  2: a header may stand in two rows. Above months, the upper one holds years, or months above the names
                 of the `value` columns, in cells that span the ones below. Elsewhere the second row must leave all
                 required columns empty (merged cells); a column is then called by both texts (`question / choice`; an
                 upper text fills to the right) where the contract knows that name or takes names as values, else by
                 the lower text; by the only one there is.
    label_rows   1 or 2: up to so many rows right below the header that say what the columns mean (question texts,
                 import ids) and are no records. A row is one only if each required date or number column that the
                 file has shows a text there without a digit, or a JSON object; so no record is taken for a label.

A workbook template is a `table` with `match: {title: "^opsmart template: risk$", sheet: "^risk$"}`.
Raw columns `_row` (record number, 1-based, as a person counts it: the row of a sheet or text, the position in a JSON
array) and `_sheet` exist in every dataset. One rule fills them: DuckDB's CSV reader, which takes plain delimited tables
only, leaves both null, since there a record's number is its position + the receipt's `first_row`; every other way of
reading (reports, wide, JSON, text lists, workbooks, text with a line that reader cannot place) writes `_row` of each
record, and a workbook's name of the sheet too. So the number is `coalesce(_row, position + first_row)` everywhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from sources.cast.types import ColumnType
from sources.entities import Entity, load_entities
from sources.errors import ContractError
from sources.layout.grammar import Dialect, Instance, Layout, LayoutKind, Match, SignPairs
from sources.layout.names import normal
from sources.ledger_columns import LedgerColumns

CONTRACTS_DIR = Path(__file__).with_name("contracts")


class LoadMode(StrEnum):
    """How a new file of the dataset changes what counts."""

    REPLACE_SLICE = "replace_slice"
    APPEND = "append"
    FULL_SNAPSHOT = "full_snapshot"
    UPSERT = "upsert"


class Lists(StrEnum):
    """What a snapshot lists: everything there is, or only what is open."""

    ALL = "all"
    OPEN = "open"


class Cadence(StrEnum):
    """How often a file is expected."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    NONE = "none"


@dataclass(frozen=True)
class Column:
    """One typed column of the raw file."""

    name: str
    type: ColumnType
    required: bool
    primary_key: bool
    personal: bool
    description: str
    description_zh: str | None
    unit: str | None
    headers: tuple[str, ...]
    position: int | None
    entity_column: str
    constant: str | None
    title: re.Pattern[str] | None
    null_values: tuple[str, ...]
    paths: tuple[str, ...]
    repeat: bool
    separator: str | None
    wall_clock: bool
    pattern: str | None


@dataclass(frozen=True)
class Contract:
    """One dataset, checked. `digest` is the sha256 of the content that decides what a file becomes.

    `is_draft` (ODCS `status: draft`): files are read and kept, and nothing of them counts, because no model reads them.
    """

    system: str
    dataset: str
    name: str
    version: str
    is_draft: bool
    description: str
    domain: str
    entity: Entity
    precedence: int
    load_mode: LoadMode
    lists: Lists
    cadence: Cadence
    reject_share: float
    reject_count: int
    owner: str
    layout: Layout
    dialect: Dialect
    match: Match
    instance: Instance | None
    sign_pairs: SignPairs | None
    ledger: LedgerColumns
    columns: tuple[Column, ...]
    digest: str
    path: Path = field(compare=False)

    @property
    def key(self) -> str:
        """`system.dataset`."""
        return f"{self.system}.{self.dataset}"

    @property
    def date_column(self) -> Column | None:
        """The raw column that becomes `_slice_date` (ledger entities)."""
        return self._of_entity(self.entity.date)

    @property
    def partition_columns(self) -> tuple[Column, ...]:
        """The raw columns that become `_partition`: those of the entity's that this dataset has, in its order."""
        return self._all_of_entity(self.entity.partition)

    @property
    def watch_column(self) -> Column | None:
        """The raw column whose vanishing values hold a replacing file."""
        return self._of_entity(self.entity.watch)

    @property
    def key_columns(self) -> tuple[Column, ...]:
        """The entity's natural key in this dataset's raw columns."""
        return self._all_of_entity(self.entity.key)

    @cached_property
    def wishes(self) -> tuple[tuple[int, int, str, str], ...]:
        """Every name of every column, the wanted ones first: rank among the column's names, order, column, name."""
        is_wide = self.layout.kind is LayoutKind.WIDE
        return tuple(
            sorted(
                (rank, order, column.name, normal(header))
                for order, column in enumerate(self.columns)
                for rank, header in enumerate(column.headers)
                if not (is_wide and column.name in self.layout.values)
            )
        )

    @cached_property
    def known_names(self) -> frozenset[str]:
        """The names of all columns."""
        return frozenset(name for _, _, _, name in self.wishes)

    def column(self, name: str) -> Column:
        """The column of that name (StopIteration if there is none)."""
        return next(column for column in self.columns if column.name == name)

    def _all_of_entity(self, names: tuple[str, ...]) -> tuple[Column, ...]:
        return tuple(column for name in names if (column := self._of_entity(name)) is not None)

    def _of_entity(self, name: str | None) -> Column | None:
        return next((column for column in self.columns if name and column.entity_column == name), None)


def load_contracts(directory: Path = CONTRACTS_DIR) -> dict[str, Contract]:
    """All contracts below `directory`, by `system.dataset`, sorted; the project's own are read once a process.

    Raises:
        ContractError: naming the file and the field that is wrong.
    """
    return dict(_own_contracts() if directory == CONTRACTS_DIR else _read_contracts(directory))


@cache
def _own_contracts() -> dict[str, Contract]:
    return _read_contracts(CONTRACTS_DIR)


def _read_contracts(directory: Path) -> dict[str, Contract]:
    from sources.contract_parse import load_contract

    entities = load_entities()
    contracts: dict[str, Contract] = {}
    for path in sorted(directory.rglob("*.odcs.yaml")):
        contract = load_contract(path, entities)
        if contract.key in contracts:
            raise ContractError(
                f"{contract.key} is described twice",
                f"Remove one; the other is {contracts[contract.key].path}.",
                file=str(path),
            )
        contracts[contract.key] = contract
    return dict(sorted(contracts.items()))
