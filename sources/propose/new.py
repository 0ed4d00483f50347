"""A contract proposed from a sample: types, key, dates, personal columns, the entity and its columns.

What is written is a draft: it loads and reads the sample, and says where a person must decide.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import yaml

from sources.cast.decide import NUMBERS, Decisions, Evidence, decide
from sources.cast.types import ColumnType, Kind
from sources.contract import Column, Contract
from sources.entities import Entity, EntityKind
from sources.errors import ContractError, ExportError
from sources.layout.grammar import Dialect
from sources.layout.json_records import WHOLE
from sources.layout.names import normal
from sources.propose.sample import SHOWN, Sample, column_sum, read_sample
from sources.propose.values import DATES, DOUBLE, best_share, proposed_type
from sources.read.cells import MARK
from sources.read.forms import Form

GUESSES, KEY_COLUMNS, KEY_CANDIDATES = 3, 3, 12
TO_FILL, TO_FILL_ZH = "TODO: a person must describe this column.", "待填写：须由人工说明此列。"
PERSONAL_HEADER = re.compile(
    r"(?:\b|_)(?:(?:first|last|full|sur|employee|person|contact|user)[ _]?name|e-?mail|phone|mobile|tel|address|"
    r"birth\w*|ssn|passport|iban|vorname|nachname|telefon|handy|anschrift|stra(?:ß|ss)e|geburt\w*|ausweis\w*)(?:\b|_)|"
    r"姓名|名字|邮箱|电话|手机|地址|身份证|出生|生日|护照",
    re.IGNORECASE,
)
PERSONAL_VALUES = {
    "e-mail": re.compile(r"[^@\s]+@[^@\s]+\.\w{2,}"),
    "phone": re.compile(r"(?:\+|00)\d[\d ()/-]{6,}\d|1[3-9]\d{9}|0\d{2,4}[ /-]\d[\d -]{4,}"),
    "ID card": re.compile(r"[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]"),
}
INVENTED = {"e-mail": "person{}@example.com", "phone": "+1 555 010 {:04}", "ID card": "11010519491231002X"}
LOGICAL = {
    **dict.fromkeys((Kind.INT, Kind.BIGINT), "integer"),
    **dict.fromkeys((Kind.DECIMAL, Kind.DOUBLE), "number"),
    Kind.DATE: "date",
    Kind.TIMESTAMP: "timestamp",
    Kind.BOOLEAN: "boolean",
}


@dataclass(frozen=True)
class ProposedColumn:
    """One column as proposed; `personal` says why."""

    header: str
    name: str
    type: ColumnType
    required: bool
    key: bool
    personal: str | None
    entity_column: str | None


@dataclass(frozen=True)
class Proposal:
    """A contract, a staging model and a test, as texts, and what a person should look at."""

    system: str
    dataset: str
    entity: Entity
    guesses: tuple[tuple[str, float], ...]
    sample: Sample
    decisions: Decisions
    columns: tuple[ProposedColumn, ...]
    notes: tuple[str, ...]
    rows: int

    @property
    def key(self) -> str:
        """`system.dataset`."""
        return f"{self.system}.{self.dataset}"


def propose(
    path: Path,
    name: str,
    contracts: Mapping[str, Contract],
    entities: Mapping[str, Entity],
    *,
    system: str | None = None,
    dataset: str | None = None,
    entity: str | None = None,
) -> Proposal:
    """Propose a contract for a sample, and prove that it reads the sample without a reject.

    Raises:
        ExportError: the sample cannot be read, or needs a contract written by hand.
        ContractError: the entity is unknown or cannot be fed, or the dataset is described already.
    """
    system, dataset = system or "new", dataset or slug_of(Path(name).stem) or "sample"
    if f"{system}.{dataset}" in contracts:
        raise ContractError(
            f"{system}.{dataset} has a contract", "Compare with it: `opsmart contract diff FILE`.", file=name
        )
    if entity and entity not in entities:
        raise ContractError(
            f"unknown entity {entity!r}", "Name one of sources/entities.yaml, or add it.", column=entity
        )
    sample = read_sample(path, name)
    decisions, types = _types(sample)
    guesses = entity_guesses(sample.headers, contracts)
    chosen = _entity(sample, types, guesses, contracts, entities, entity, name)
    columns = _columns(sample, types, chosen, contracts)
    proposal = Proposal(
        system,
        dataset,
        chosen,
        guesses,
        sample,
        decisions,
        columns,
        tuple(_notes(sample, columns, chosen, decisions)),
        0,
    )
    return replace(proposal, rows=_proven(path, name, proposal))


def _types(sample: Sample) -> tuple[Decisions, list[ColumnType]]:
    """What the file as a whole says of its numbers and dates, then each column's type by it."""
    count = len(sample.headers)
    with duckdb.connect() as connection:
        provisional = []
        for place in range(count):
            texts = sample.texts(place)
            kinds = (DOUBLE, ColumnType(Kind.TIMESTAMP))
            kind = next((kind for kind in kinds if best_share(connection, texts, kind) == 1), None)
            if kind:
                provisional.append((_bare(kind), f"c{place}"))
        names = ", ".join(f"c{place} VARCHAR" for place in range(count))
        connection.execute(f"CREATE TABLE sample ({names})")
        connection.executemany(f"INSERT INTO sample VALUES ({', '.join('?' * count)})", sample.records)
        decisions = decide(connection, "sample", provisional, Evidence(Dialect()))
        types = [
            proposed_type(connection, header, sample.texts(place), decisions)
            for place, header in enumerate(sample.headers)
        ]
    if sample.total:
        # A total row states the sums of amounts: whole numbers that it sums are amounts too.
        for place, kind in enumerate(types):
            stated = place < len(sample.total) and sample.total[place] not in (None, "")
            if stated and kind.kind in (Kind.INT, Kind.BIGINT):
                types[place] = ColumnType(Kind.DECIMAL, 20, 2)
    return decisions, types


def _bare(kind: ColumnType) -> Column:
    """A column of that type and nothing else, for what asks for one."""
    return Column(
        name="column",
        type=kind,
        required=False,
        primary_key=False,
        personal=False,
        description="",
        description_zh=None,
        unit=None,
        headers=(),
        position=None,
        entity_column="column",
        constant=None,
        title=None,
        null_values=(),
        paths=(),
        repeat=False,
        separator=None,
        wall_clock=False,
        pattern=None,
    )


def entity_guesses(headers: Sequence[str], contracts: Mapping[str, Contract]) -> tuple[tuple[str, float], ...]:
    """The entities whose contracts know most of the headers, with the share that they know."""
    own = {normal(header) for header in headers if header}
    names: dict[str, set[str]] = {}
    for contract in contracts.values():
        known = {normal(text) for column in contract.columns for text in (*column.headers, *column.paths)}
        names.setdefault(contract.entity.name, set()).update(known)
    shares = [(entity, round(len(own & known) / max(1, len(own)), 2)) for entity, known in names.items()]
    return tuple(sorted((pair for pair in shares if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:GUESSES])


def _mapping(headers: Sequence[str], entity: Entity, contracts: Mapping[str, Contract]) -> dict[int, str]:
    """Place of a header -> the entity's column that most contracts give that name; each column once."""
    votes: dict[str, dict[str, int]] = {}
    for contract in contracts.values():
        if contract.entity.name == entity.name:
            for column in contract.columns:
                for text in (*column.headers, *column.paths):
                    held = votes.setdefault(normal(text), {})
                    held[column.entity_column] = held.get(column.entity_column, 0) + 1
    mapped: dict[int, str] = {}
    for place, header in enumerate(headers):
        for name, _ in sorted(votes.get(normal(header), {}).items(), key=lambda item: (-item[1], item[0])):
            if name not in mapped.values():
                mapped[place] = name
                break
    return mapped


def _entity(
    sample: Sample,
    types: Sequence[ColumnType],
    guesses: Sequence[tuple[str, float]],
    contracts: Mapping[str, Contract],
    entities: Mapping[str, Entity],
    wanted: str | None,
    name: str,
) -> Entity:
    """The entity that a person names, else the likeliest that this sample can feed."""
    for one in [wanted] if wanted else [guess for guess, _ in guesses]:
        if _date_place(sample, types, entities[one], contracts) is not None or not entities[one].date:
            return entities[one]
    if wanted:
        raise ContractError(
            f"no filled date column can be `{entities[wanted].date}` of {wanted}",
            "Export a sample with its date, or choose another entity.",
            file=name,
        )
    raise ExportError(
        "its columns resemble those of no entity",
        "Name the entity that it feeds (--entity, one of sources/entities.yaml).",
        file=name,
    )


def _date_place(
    sample: Sample, types: Sequence[ColumnType], entity: Entity, contracts: Mapping[str, Contract]
) -> int | None:
    """The column that places a record in time: the one that is called so elsewhere, else the first filled date."""
    mapped = _mapping(sample.headers, entity, contracts)
    dates = [place for place, kind in enumerate(types) if kind.kind in DATES and all(sample.texts(place))]
    return next((place for place in dates if mapped.get(place) == entity.date), dates[0] if dates else None)


def _columns(
    sample: Sample, types: Sequence[ColumnType], entity: Entity, contracts: Mapping[str, Contract]
) -> tuple[ProposedColumn, ...]:
    mapped = _mapping(sample.headers, entity, contracts)
    if entity.date and (place := _date_place(sample, types, entity, contracts)) is not None:
        mapped = {at: name for at, name in mapped.items() if name != entity.date} | {place: entity.date}
    keys = smallest_key(sample, types)
    if len(entity.key) == len(keys) == 1 and entity.key[0] not in mapped.values():
        mapped[keys[0]] = entity.key[0]
    names: list[str] = []
    for place, header in enumerate(sample.headers):
        name = slug_of(header) or mapped.get(place) or f"column_{place + 1}"
        names.append(name if name not in names else f"{name}_{place + 1}")
    return tuple(
        ProposedColumn(
            header, names[place], types[place], all(sample.texts(place)), place in keys,
            personal_reason(header, sample.texts(place)), mapped.get(place),
        )
        for place, header in enumerate(sample.headers)
        if header
    )  # fmt: skip


def smallest_key(sample: Sample, types: Sequence[ColumnType]) -> tuple[int, ...]:
    """The fewest columns, from the left, that are filled and tell all records apart; amounts are no part of a key."""
    fit = [
        place
        for place, kind in enumerate(types)
        if kind.kind not in (Kind.DECIMAL, Kind.DOUBLE) and sample.headers[place] and all(sample.texts(place))
    ][:KEY_CANDIDATES]
    for count in range(1, KEY_COLUMNS + 1):
        for places in combinations(fit, count):
            if len({tuple(record[at] for at in places) for record in sample.records}) == len(sample.records):
                return places
    return ()


def personal_reason(header: str, texts: Sequence[str | None]) -> str | None:
    """Why a column may tell of a person: what most of its values are, or its header; None if nothing says so."""
    filled = [text.removeprefix(f"{MARK}N") for text in texts if text]
    for what, pattern in PERSONAL_VALUES.items():
        if filled and 2 * sum(bool(pattern.fullmatch(text)) for text in filled) > len(filled):
            return what
    return "header" if PERSONAL_HEADER.search(header) else None


def slug_of(text: str) -> str:
    """A snake_case name of a header in Latin letters; empty for others."""
    folded = text.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    folded = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", text).casefold() if text.isascii() else folded
    slug = re.sub(r"[^a-z0-9]+", "_", folded.replace("#", " number ")).strip("_")
    return re.sub(r"^(?=\d)", "n_", slug)


def _notes(sample: Sample, columns: Sequence[ProposedColumn], entity: Entity, decisions: Decisions) -> list[str]:
    notes = list(decisions.warnings)
    if not any(column.key for column in columns):
        notes.append("no three columns tell the records apart: choose the key by hand")
    absent = [name for name in entity.key if name not in {column.entity_column for column in columns}]
    if absent:
        notes.append(f"nothing maps to the key of {entity.name}: {', '.join(absent)}")
    if sample.total:
        summed = [
            f"{header} ({'fits' if column_sum(sample.texts(at), decisions.mark) == stated else 'differs'})"
            for at, header in enumerate(sample.headers)
            if at < len(sample.total) and (stated := column_sum([str(sample.total[at])], decisions.mark))
        ]
        notes.append(f"a row `{sample.total_label}` states totals of {', '.join(summed) or 'no column'}")
    if any(not header for header in sample.headers):
        notes.append("columns without a header are kept in _extra")
    return notes


def contract_text(proposal: Proposal) -> str:
    """The YAML of the proposed contract."""
    sample, entity = proposal.sample, proposal.entity
    is_json = sample.form is Form.JSON
    layout: dict[str, Any] = {"kind": "json", "records": sample.json_records} if is_json else {"kind": "table"}
    if sample.total_label:
        layout["totals"] = {"label": f"^{re.escape(sample.total_label)}$"}
    if sample.footer:
        layout["footer"] = sample.footer
    custom: dict[str, Any] = {
        "system": proposal.system,
        "dataset": proposal.dataset,
        "entity": entity.name,
        "loadMode": "replace_slice" if entity.kind is EntityKind.LEDGER else "full_snapshot",
        "cadence": "none",
        "owner": "TODO",
        "layout": layout,
    }
    kinds = {column.type.kind for column in proposal.columns}
    dialect = {}
    if kinds & set(DATES) and "date_order" in proposal.decisions.facts:
        dialect["date_order"] = str(proposal.decisions.order)
    if kinds & set(NUMBERS) and "decimal_mark" in proposal.decisions.facts:
        dialect["decimal"] = str(proposal.decisions.mark)
    custom |= {"dialect": dialect} if dialect else {}
    if is_json:
        required = [column.header for column in proposal.columns if column.required and "." not in column.header]
        custom["match"] = {"all_headers": required}
    document = {
        "apiVersion": "v3.0.2",
        "kind": "DataContract",
        "id": proposal.key,
        "name": f"{proposal.system} {proposal.dataset}",
        "version": "0.1.0",
        "status": "draft",
        "domain": "core",
        "description": {
            "purpose": "TODO: a person must say what a record is.",
            "usage": "TODO: a person must say how it is exported.",
            "limitations": "Proposed from one sample; types, required columns and key are what that sample shows.",
        },
        "schema": [
            {
                "name": proposal.dataset,
                "physicalType": "file",
                "properties": [_property(column, is_json) for column in proposal.columns],
            }
        ],
        "customProperties": [{"property": name, "value": value} for name, value in custom.items()],
    }
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


def _property(column: ProposedColumn, is_json: bool) -> dict[str, Any]:
    custom: dict[str, Any] = {"path" if is_json else "headers": [column.header], "description_zh": TO_FILL_ZH}
    if column.entity_column and column.entity_column != column.name:
        custom["entityColumn"] = column.entity_column
    return {
        "name": column.name,
        "logicalType": LOGICAL.get(column.type.kind, "string"),
        "physicalType": str(column.type),
        "required": column.required,
        **({"primaryKey": True} if column.key else {}),
        "classification": "personal" if column.personal else "internal",
        "businessName": column.header,
        "description": TO_FILL,
        "customProperties": [{"property": name, "value": value} for name, value in custom.items()],
    }


def _proven(path: Path, name: str, proposal: Proposal) -> int:
    """The rows of the sample, read by the proposed contract."""
    from sources.contract_parse import load_contract
    from sources.reading import read_export

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "proposal.odcs.yaml"
        target.write_text(contract_text(proposal), encoding="utf-8")
        result = read_export(path, name, load_contract(target), Path(folder) / "raw.parquet")
    if result.rows_rejected or result.rows_loaded != len(proposal.sample.records):
        told = ", ".join(f"{item.column_name}: {item.reason}" for item in result.rejects[:3])
        raise ExportError(
            f"the proposal reads {result.rows_loaded} of {len(proposal.sample.records)} records ({told or 'layout'})",
            "Write the contract by hand (docs/sources.md), or propose it from a sample without these rows.",
            file=name,
        )
    return result.rows_loaded


def model_text(proposal: Proposal) -> str:
    """The staging model: the entity's names, texts trimmed, no personal column."""
    kind = str(proposal.entity.kind)
    lines = []
    for column in proposal.columns:
        if not column.personal:
            text = f"nullif(trim({column.name}), '')" if column.type.kind is Kind.STRING else column.name
            wanted = column.entity_column or column.name
            lines.append(f"        {text}{'' if text == wanted else f' as {wanted}'},")
    return "\n".join(
        [
            "-- Grain: TODO, one row per what a record of the file is (personal columns stay in the lake).",
            "with source as (",
            f"    {{{{ active_rows('{proposal.system}', '{proposal.dataset}', kind='{kind}') }}}}",
            "),",
            "",
            "renamed as (",
            "    select",
            *lines,
            "        {{ origin_columns() }}",
            "    from source",
            ")",
            "",
            "select * from renamed",
            "",
        ]
    )


TEST = """\"\"\"The proposed contract reads a few records of the sample; personal values and titles are invented.\"\"\"

{imports}

from sources.contract_parse import load_contract
from sources.reading import read_export

CONTRACT = Path(__file__).with_name("{dataset}.odcs.yaml")
ROWS = [
{rows}
]


def test_the_sample_is_read_without_rejects(tmp_path: Path) -> None:
    path = tmp_path / "{file}"
{write}
    result = read_export(path, path.name, load_contract(CONTRACT), tmp_path / "out" / "raw.parquet")
    assert (result.rows_loaded, result.rows_rejected) == ({count}, 0)
"""


def sample_test_text(proposal: Proposal) -> str:
    """A pytest file with the first records of the sample."""
    sample = proposal.sample
    shown = sample.records[:SHOWN]
    rows: list[Any] = [_invented(proposal, record, number) for number, record in enumerate(shown, start=1)]
    imports = "from pathlib import Path"
    if sample.form is Form.JSON:
        rows = [_nested(sample.headers, row) for row in rows]
        body = "ROWS" if sample.json_records == WHOLE else f'{{"{sample.json_records}": ROWS}}'
        file, imports = "sample.json", f"import json\n{imports}"
        write = [f'path.write_text(json.dumps({body}), encoding="utf-8")']
    else:
        rows = [*([["Title"]] * (sample.header_row - 1)), sample.headers, *rows]
        if sample.form is Form.WORKBOOK:
            file, imports = "sample.xlsx", f"{imports}\n\nfrom openpyxl import Workbook"
            write = ["book = Workbook()", f"book.active.title = {sample.sheet!r}"]
            write += ["for row in ROWS:", "    book.active.append(row)", "book.save(path)"]
        else:
            file, imports = "sample.csv", f"import csv\n{imports}"
            write = [f'with path.open("w", encoding="{sample.encoding}", newline="") as stream:']
            write += [f"    csv.writer(stream, delimiter={sample.delimiter!r}).writerows(ROWS)"]
    return TEST.format(
        imports=imports,
        dataset=proposal.dataset,
        rows="\n".join(f"    {row!r}," for row in rows),
        file=file,
        write="\n".join(f"    {line}" for line in write),
        count=len(shown),
    )


def _invented(proposal: Proposal, record: Sequence[str | None], number: int) -> list[Any]:
    """A record's values as a file may hold them, those of personal columns and of nameless ones replaced."""
    columns = {column.header: column for column in proposal.columns}
    values: list[Any] = []
    for header, text in zip(proposal.sample.headers, record, strict=True):
        column = columns.get(header)
        if column is None or text is None:
            values.append(None)
        elif not column.personal:
            values.append(_native(text))
        elif column.type.kind in DATES:
            values.append(f"1990-01-{number:02}")
        elif column.type.kind in NUMBERS or column.type.kind is Kind.BOOLEAN:
            values.append(number % 2)
        else:
            values.append(INVENTED.get(column.personal, "Invented {}").format(number))
    return values


def _native(text: str) -> Any:
    if not text.startswith(MARK):
        return text
    letter, body = text[1], text[2:]
    if letter == "B":
        return body == "true"
    return body if letter == "D" else int(body) if body.lstrip("-").isdigit() else float(body)


def _nested(paths: Sequence[str], values: Sequence[Any]) -> dict[str, Any]:
    """The object whose dotted paths lead to these values."""
    found: dict[str, Any] = {}
    for path, value in zip(paths, values, strict=True):
        *above, name = path.split(".")
        node = found
        for part in above:
            node = node.setdefault(part, {})
        node[name] = value
    return found


def write_proposal(proposal: Proposal, folder: Path) -> list[Path]:
    """Write contract, staging model and test into a new folder.

    Raises:
        ContractError: the folder exists, or cannot be written.
    """
    texts = {
        f"{proposal.dataset}.odcs.yaml": contract_text(proposal),
        f"stg_{proposal.system}__{proposal.dataset}.sql": model_text(proposal),
        f"test_{proposal.system}_{proposal.dataset}.py": sample_test_text(proposal),
    }
    try:
        folder.mkdir(parents=True)
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
    except FileExistsError as error:
        raise ContractError(
            "exists already, and nothing is overwritten", "Name another folder (--out DIR).", file=str(folder)
        ) from error
    except OSError as error:
        raise ContractError(f"cannot be written: {error.strerror}", "Name another folder.", file=str(folder)) from error
    return [folder / name for name in texts]
