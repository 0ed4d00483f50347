"""A table: one header row, one record per row; text lists with rulers, titles and a header per page are tables too."""

from __future__ import annotations

from sources.cast.types import Kind
from sources.contract import Contract
from sources.errors import ExportError
from sources.layout.header import Header, map_header, missing, normal
from sources.layout.locate import Place
from sources.layout.record import Learned, Record, Records, Rows, SourceRow, TotalRow
from sources.layout.shape import Shaper, is_blank
from sources.read.cells import plain

RULER = set("-=_+* ")
MAX_TOTAL_TEXTS = 3


def table_records(
    rows: Rows,
    contract: Contract,
    header: Header,
    learned: Learned,
    *,
    sheet: str | None,
    width: int | None,
    is_list: bool,
) -> Records:
    """Records below the header; in a ruled list (`is_list`) a line without the rule character is page furniture."""
    shaper = Shaper(contract, header, sheet, width)
    own = [normal(text) for text in header.texts]
    count = start = 0
    for source in rows():
        if source.row <= header.row or is_blank(source.cells) or (is_list and _is_furniture(source)):
            continue
        if source.cells is not None and normal(plain(source.cells[0])) == own[0]:
            texts = [normal(plain(cell)) for cell in source.cells]
            if texts[: len(own)] == own:
                continue
        record = shaper.record(source)
        total = _total(record, contract, start, count)
        if total:
            learned.totals.append(total)
            start = count
            continue
        count += 1
        yield record


def _total(record: Record, contract: Contract, start: int, end: int) -> TotalRow | None:
    """The record as a total row: its blank columns are blank, amounts are there, and hardly anything else."""
    if not contract.layout.blank_totals or record.problems:
        return None
    values = list(zip(contract.columns, record.values, strict=True))
    if any(value is not None for column, value in values if column.name in contract.layout.blank_totals):
        return None
    amounts = [(column.name, value) for column, value in values if column.type.kind is Kind.DECIMAL]
    texts = tuple((name, value) for name, value in amounts if isinstance(value, str))
    others = [value for column, value in values if column.type.kind is not Kind.DECIMAL and isinstance(value, str)]
    if not texts or len(others) > MAX_TOTAL_TEXTS:
        return None
    return TotalRow(others[0] if others else "", texts, start, end)


def _is_furniture(source: SourceRow) -> bool:
    if source.cells is None or len(source.cells) < 2:
        return True
    return all(set(plain(cell)) <= RULER for cell in source.cells) and any(
        len(plain(cell)) > 2 for cell in source.cells
    )


def check_one_header(contract: Contract, place: Place, name: str) -> None:
    """Refuse a file whose next row is a header too (a second language, a repeated paste).

    Raises:
        ExportError: naming both rows.
    """
    following = (pair for pair in place.grid.rows[place.header.index + 1 :] if not is_blank(pair[1]))
    row, cells = next(following, (0, ()))
    second = map_header(cells, contract, row, 0)
    if place.is_list or missing(second, contract) or second.score < max(2, place.header.score // 2):
        return
    raise ExportError(
        f"has two header rows, {place.header.row} and {row}",
        "Delete one of them and land the file again.",
        file=name,
        sheet=place.grid.sheet,
        row=row,
        expected="records below the header",
    )
