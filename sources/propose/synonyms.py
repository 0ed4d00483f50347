"""Adding synonyms to a contract's YAML in place: only the lists of names change, comments and formatting stay."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

from sources.contract import Contract
from sources.errors import ContractError
from sources.propose.diff import flow_list


def add_synonyms(contract: Contract, synonyms: Mapping[str, str]) -> None:
    """Write the contract's file with one more name for each of these columns (atomic).

    Raises:
        ContractError: the file cannot be written, or has no list of names to add to.
    """
    from sources.contract_parse import load_contract

    path = contract.path
    try:
        with path.open(encoding="utf-8", newline="") as stream:
            text = stream.read()
        for name, header in synonyms.items():
            text = _with_synonym(text, contract, name, header)
        with tempfile.TemporaryDirectory(prefix=".contract-", dir=path.parent) as folder:
            target = Path(folder) / "contract.yaml"
            with target.open("w", encoding="utf-8", newline="") as stream:
                stream.write(text)
            load_contract(target)
            os.chmod(target, path.stat().st_mode)  # noqa: PTH101 - the mode of the file that it replaces
            target.replace(path)
    except OSError as error:
        raise ContractError(
            f"cannot be written: {error.strerror}", "Make the edits that the command prints by hand.", file=str(path)
        ) from error


def _with_synonym(text: str, contract: Contract, name: str, header: str) -> str:
    names = _names_of(text, name)
    if names is None or not names.value:
        raise ContractError(
            "has no list of names to add to", "Add the synonym by hand.", file=str(contract.path), column=name
        )
    scalar = flow_list([header])[1:-1]
    last = names.value[-1]
    end = last.end_mark.index
    if names.flow_style:
        return f"{text[:end]}, {scalar}{text[end:]}"
    # A block list takes one more line of the same depth; what stands behind the last name (a comment) stays there.
    stop = text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    newline = "\r\n" if text[:stop].endswith("\r") else "\n"
    stop -= newline == "\r\n"
    return f"{text[:stop]}{newline}{' ' * names.start_mark.column}- {scalar}{text[stop:]}"


def _names_of(text: str, name: str) -> yaml.SequenceNode | None:
    """The YAML node of a column's names."""
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    for schema in _items(root, "schema"):
        for item in _items(schema, "properties"):
            if _scalar(item, "name") == name:
                for custom in _items(item, "customProperties"):
                    value = _child(custom, "value")
                    if _scalar(custom, "property") in ("headers", "path") and isinstance(value, yaml.SequenceNode):
                        return value
    return None


def _child(node: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for name, value in node.value if name.value == key), None)


def _items(node: yaml.Node | None, key: str) -> Iterator[yaml.Node]:
    child = _child(node, key)
    if isinstance(child, yaml.SequenceNode):
        yield from child.value


def _scalar(node: yaml.Node, key: str) -> str | None:
    child = _child(node, key)
    return child.value if isinstance(child, yaml.ScalarNode) else None
