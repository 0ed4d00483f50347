"""Contracts: the ONE description of a dataset, `contracts/<system>/<dataset>.odcs.yaml` (Open Data Contract Standard).

What belongs here: the frozen form and loading. How one file is checked: `sources.contract_parse`; how a layout is
applied: `sources.layout`; how text is typed: `sources.cast`.

**customProperties of the contract**

    system, dataset, entity     entity from `entities.yaml`; the key of a contract is `system.dataset`
    precedence                  integer, lower ranks higher among datasets of one entity
    loadMode                    replace_slice | append | full_snapshot | upsert
    cadence                     daily | weekly | monthly | quarterly | yearly | none
    rejectBudget                {share: 0.01, count: 10}   both may be exceeded only together
    owner                       a role, never a person
    layout                      see below
    dialect                     {date_order: auto|dmy|mdy|ymd, decimal: auto|point|comma, formats: [strptime of
                                unusual dates], null_values: [texts that mean empty in dates]}
    match                       gates beside the header, all optional: {title: regex over the rows above the header,
                                without_headers: regex, any_header: [one of these], all_headers: [...], sheet: regex}
    instance                    {from: title} the title row that is neither the report's name nor its period, as a slug;
                                {from: json, path: self, pattern: 'https?://([^/]+)/'} first group;
                                absent: the file names none
    facts                       {sign_pairs: {date: col, type: col, amount: col, account: col, counter: col}}

**customProperties of a property** (a raw column)

    headers        names as the product writes them and synonyms; matched without case, spaces and punctuation
    description_zh, unit
    entityColumn   the entity's name of this column where it differs
    constant       value of a column that no file carries
    null_values    texts that mean empty in this column
    path           (json) list of dotted paths, the first that is present wins; `a.b[].c` collects into an array
    repeat         (string[]) true: every column of these headers, empty cells dropped; `separator` splits a single cell
    zone           (timestamp) `wall` keeps the clock as written; default `utc` applies a written offset

**layout.kind**

    table   one header row (found in the first 40 rows, columns in any order), one record per row. Options: sheet (name
            or list), totals: {blank: [columns]}: a row with all these empty but a number elsewhere is a control total.
            Text lists (`|` between rulers, titles, the header repeated per page) are tables too.
    report  a table in sections. section: column that the section rows fill down (a row with only its first cell filled
            opens one; nested ones are joined with `:`); opening: [labels of opening-balance rows] ('' = only amounts);
            total: regex with a group `key` and an optional group `tree` (includes sub-sections); total_columns:
            [columns whose first filled cell is the stated total]; total_of: the summed column; grand_total:
            [labels]; footer: regex, its groups `exported_at` and any other become exported_at and facts.
            Rows above the header: title (matches match.title), period, company.
    wide    id columns, then one column per month. month: the date column made from the headers; value: the column of
            the cells; a blank cell is no record; ignore: regex of headers and row labels that are computed (`Total`).
    json    records: key of the array; changes: {column, path, at, items, field, keep: {field name: [from key, to key]}}
            builds one JSON array.

A workbook template is a `table` with `match: {title: "^opsmart template: risk$", sheet: "^risk$"}`.
Raw columns `_row` (record number, 1-based, as a person counts it: the row of a sheet or text, the position in a JSON
array) and `_sheet` exist in every dataset. One rule fills them: DuckDB's CSV reader, which takes plain delimited tables
only, leaves both null, since there a record's number is its position + the receipt's `first_row`; every other way of
reading (reports, wide, JSON, text lists, workbooks, text with a line that reader cannot place) writes `_row` of each
record, and a workbook's name of the sheet too. So the number is `coalesce(_row, position + first_row)` everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from sources.cast.types import ColumnType
from sources.entities import Entity, load_entities
from sources.errors import ContractError
from sources.layout.grammar import Dialect, Instance, Layout, Match, SignPairs

CONTRACTS_DIR = Path(__file__).with_name("contracts")


class LoadMode(StrEnum):
    """How a new file of the dataset changes what counts."""

    REPLACE_SLICE = "replace_slice"
    APPEND = "append"
    FULL_SNAPSHOT = "full_snapshot"
    UPSERT = "upsert"


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
    entity_column: str
    constant: str | None
    null_values: tuple[str, ...]
    paths: tuple[str, ...]
    repeat: bool
    separator: str | None
    wall_clock: bool


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
    cadence: Cadence
    reject_share: float
    reject_count: int
    owner: str
    layout: Layout
    dialect: Dialect
    match: Match
    instance: Instance | None
    sign_pairs: SignPairs | None
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

    def column(self, name: str) -> Column:
        """The column of that name (StopIteration if there is none)."""
        return next(column for column in self.columns if column.name == name)

    def _all_of_entity(self, names: tuple[str, ...]) -> tuple[Column, ...]:
        return tuple(column for name in names if (column := self._of_entity(name)) is not None)

    def _of_entity(self, name: str | None) -> Column | None:
        return next((column for column in self.columns if name and column.entity_column == name), None)


def load_contracts(directory: Path = CONTRACTS_DIR) -> dict[str, Contract]:
    """All contracts below `directory`, by `system.dataset`, sorted.

    Raises:
        ContractError: naming the file and the field that is wrong.
    """
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
