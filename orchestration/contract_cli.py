"""`opsmart contract new` and `opsmart contract diff`: a contract from a sample, and a file beside its contract."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from orchestration import console
from orchestration.files import existing

EXIT_SAME, EXIT_DIFFERENT = 0, 3

app = typer.Typer(
    name="contract", help="Describe a new kind of file, or follow one that changed.", no_args_is_help=True
)
SampleArgument = Annotated[Path, typer.Argument(metavar="FILE")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def new(
    file: SampleArgument,
    system: Annotated[str | None, typer.Option("--system", help="Product it comes from; default: new.")] = None,
    dataset: Annotated[str | None, typer.Option("--dataset", help="Kind of file; default: the file's name.")] = None,
    entity: Annotated[str | None, typer.Option("--entity", help="What it feeds; default: the likeliest.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="DIR", help="Default: ./SYSTEM.DATASET")] = None,
    as_json: JsonOption = False,
) -> None:
    """Propose a contract, a staging model and a test from a sample; a person completes them."""
    from sources.contract import load_contracts
    from sources.entities import load_entities
    from sources.propose.new import propose, write_proposal

    found = propose(
        existing(file), file.name, load_contracts(), load_entities(), system=system, dataset=dataset, entity=entity
    )
    written = write_proposal(found, out or Path(found.key))
    sample = found.sample
    told: dict[str, Any] = {
        "contract": found.key,
        "form": str(sample.form),
        "encoding": sample.encoding,
        "delimiter": sample.delimiter,
        "sheet": sample.sheet,
        "header_row": sample.header_row or None,
        "rows": found.rows,
        "total": sample.total_label,
        "entity": found.entity.name,
        "guesses": [{"entity": name, "share": share} for name, share in found.guesses],
        "columns": [
            {
                "column": column.name,
                "header": column.header,
                "type": str(column.type),
                "required": column.required,
                "key": column.key,
                "personal": column.personal,
                "date_order": str(found.decisions.order) if str(column.type) in ("date", "timestamp") else None,
                "entity_column": column.entity_column,
            }
            for column in found.columns
        ],
        "notes": list(found.notes),
        "written": [str(path) for path in written],
    }
    if as_json:
        console.show(told, True, [])
        return
    shown = [{name: _mark(value) for name, value in column.items()} for column in told["columns"]]
    console.show_rows(shown, False, empty="")
    console.show(told, False, _new_lines(told))


def _mark(value: object) -> object:
    return "yes" if value is True else value or ""


def _new_lines(told: dict[str, Any]) -> list[str]:
    guesses = ", ".join(f"{item['entity']} {item['share']:.0%}" for item in told["guesses"])
    lines = [f"{told['rows']} records read without a reject; feeds {told['entity']} (likeliest: {guesses or 'none'})"]
    lines += [f"note: {note}" for note in told["notes"]]
    lines += [f"written: {path}" for path in told["written"]]
    return [*lines, "next: complete what says TODO, then opsmart check FILE (docs/sources.md, Adding a dataset)"]


@app.command()
def diff(
    file: SampleArgument,
    dataset: Annotated[str | None, typer.Option("--dataset", help="Compare with this one: SYSTEM.DATASET.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Add the proposed synonyms to the contract.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Say how a file differs from its contract, with the edits that would make it fit (exit 3: it differs)."""
    from sources.contract import load_contracts
    from sources.propose.diff import Kinds, diff_contract
    from sources.propose.synonyms import add_synonyms

    found = diff_contract(existing(file), file.name, load_contracts(), dataset)
    written = bool(write and found.synonyms)
    if written:
        add_synonyms(found.contract, found.synonyms)
    open_ones = [item for item in found.differences if item.counts and not (written and item.kind is Kinds.RENAMED)]
    told = {
        "file": str(file),
        "contract": found.contract.key,
        "path": str(found.contract.path),
        "sheet": found.sheet,
        "header_row": found.header_row,
        "differs": bool(open_ones),
        "written": found.synonyms if written else {},
        "differences": [
            {
                "kind": str(item.kind),
                "column": item.column,
                "header": item.header,
                "counts": item.counts,
                "likeness": item.likeness,
                "edit": item.edit,
            }
            for item in found.differences
        ],
    }
    console.show(told, as_json, _diff_lines(told))
    raise typer.Exit(EXIT_DIFFERENT if open_ones else EXIT_SAME)


def _diff_lines(told: dict[str, Any]) -> list[str]:
    where = f", sheet {told['sheet']}" if told["sheet"] else ""
    where += f", header in row {told['header_row']}" if told["header_row"] else ""
    lines = [f"{told['file']} beside {told['contract']}{where}"]
    for item in told["differences"]:
        if not item["counts"]:
            continue
        match item["kind"]:
            case "renamed":
                what = f"`{item['header']}` looks like `{item['column']}` ({item['likeness']:.0%})"
            case "missing":
                what = f"`{item['header']}`, the required `{item['column']}`"
            case "new":
                what = f"`{item['header']}`"
            case _:
                what = "the file does not pass the contract's `match` rules"
        lines += [f"  {item['kind']}: {what}", f"    edit: {item['edit']}"]
    for kind, told_as in (("missing", "optional, not in the file"), ("moved", "in another order, which is read too")):
        names = [item["column"] for item in told["differences"] if item["kind"] == kind and not item["counts"]]
        lines += [f"  {told_as}: {', '.join(names)}"] if names else []
    if told["written"]:
        lines.append(f"written to {told['path']}: {len(told['written'])} synonyms; its files are read again next night")
    elif not told["differs"]:
        lines.append("nothing to decide: the file fits")
    return lines
