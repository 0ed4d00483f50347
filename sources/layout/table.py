"""A table: one header row, one record per row; text lists with rulers, titles and a header per page are tables too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.cast.types import Kind
from sources.contract import Contract
from sources.errors import ExportError
from sources.layout.fill_down import Filler
from sources.layout.header import Header, map_header, missing
from sources.layout.labels import is_label, label_rows
from sources.layout.locate import Place
from sources.layout.metadata import Dater, constants
from sources.layout.names import normal
from sources.layout.record import Learned, Record, Records, Rows, SourceRow, TotalRow
from sources.layout.report import read_footer
from sources.layout.shape import Shaper, is_blank
from sources.read.cells import MARK, Cell, plain

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
    about: Sequence[Cell] = (),
) -> Records:
    """Records below the header; in a ruled list (`is_list`) a line without the rule character is page furniture.

    `about` is the row above the header that describes the whole file, where the contract says that there is one.
    """
    shaper = Shaper(contract, header, sheet, width)
    names = [column.name for column in contract.columns]
    fixed = {names.index(name): text for name, text in constants(about, contract).items()}
    if contract.layout.period_end and learned.window_to:
        fixed[names.index(contract.layout.period_end)] = f"{MARK}D{learned.window_to.isoformat()}"
    dater = Dater(about, contract)
    filler = Filler(contract.layout.fill_down, contract) if contract.layout.fill_down else None
    own = [normal(text) for text in header.texts]
    labels = label_rows(rows(), contract, header)
    first = labels[-1].row if labels else header.row
    if labels:
        learned.facts["label_rows"] = len(labels)
    count = start = 0
    for source in rows():
        if source.row <= first or is_blank(source.cells) or (is_list and _is_furniture(source)):
            continue
        if source.cells is not None and normal(plain(source.cells[0])) == own[0]:
            texts = [normal(plain(cell)) for cell in source.cells]
            if texts[: len(own)] == own:
                continue
        if contract.layout.footer and _is_footer(source, contract, learned):
            continue
        record = shaper.record(source)
        total = _total(record, contract, start, count)
        if total:
            learned.totals.append(total)
            start = count
            continue
        count += 1
        if filler:
            filler.fill(record)
        if not record.problems:
            for place, text in fixed.items():
                record.values[place] = text
            dater.date(record.values)
        yield record


def _is_footer(source: SourceRow, contract: Contract, learned: Learned) -> bool:
    texts = [text for cell in source.cells or [] if (text := plain(cell))]
    return len(texts) == 1 and read_footer(texts[0], contract.layout, learned)


def _total(record: Record, contract: Contract, start: int, end: int) -> TotalRow | None:
    """The record as a total row: its blank columns are blank, it says so or has amounts, and hardly anything else."""
    layout = contract.layout
    if not (layout.blank_totals or layout.total_label) or record.problems:
        return None
    values = list(zip(contract.columns, record.values, strict=True))
    keys = [value for column, value in values if column.name in layout.blank_totals and isinstance(value, str)]
    if any(
        not _labelled([value], layout.total_label) and not _labelled([value], layout.running_total) for value in keys
    ):
        return None
    amounts = [(column.name, value) for column, value in values if column.type.kind is Kind.DECIMAL]
    texts = tuple((name, value) for name, value in amounts if isinstance(value, str))
    others = [value for column, value in values if column.type.kind is not Kind.DECIMAL and isinstance(value, str)]
    label, running = _labelled(others, layout.total_label), _labelled(others, layout.running_total)
    if layout.total_label and not (label or running):
        return None
    if not (texts or layout.total_label) or len(others) > MAX_TOTAL_TEXTS:
        return None
    return TotalRow(label or running or (others[0] if others else ""), texts, start, end, bool(running))


def _labelled(texts: list[str], pattern: re.Pattern[str] | None) -> str | None:
    return next((text for text in texts if pattern and pattern.fullmatch(text)), None)


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
    following = (
        pair
        for pair in place.grid.rows[place.header.index + 1 :]
        if not is_blank(pair[1]) and not (contract.layout.label_rows and is_label(pair[1], contract, place.header))
    )
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
