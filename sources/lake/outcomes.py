"""What became of each received file, and which rows count: receipts, decisions and settings put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sources.contract import Contract, Lists
from sources.lake import hold
from sources.lake.active import Active, Evidence, Verdict, decide
from sources.lake.ledger import DecisionKind
from sources.lake.newness import Landed, landed, resolve_instances
from sources.lake.receipts import Receipt
from sources.lake.settings import LakeSettings


class Outcome(StrEnum):
    """What became of a received file."""

    LOADED = "loaded"
    SUPERSEDED = "superseded"
    HELD_REPLACEMENT = "held_replacement"
    HELD_INSTANCE = "held_instance"
    HELD_REJECTS = "held_rejects"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"


@dataclass(frozen=True)
class FileState:
    """A receipt with its outcome. `instance` is None where the file is held for it; `facts` goes to the index."""

    receipt: Receipt
    outcome: Outcome
    instance: str | None
    newness: int
    detail: str
    facts: dict[str, Any]


@dataclass(frozen=True)
class LakeState:
    """All files and the rows that count."""

    files: list[FileState]
    active: list[Active]


def conclude(
    receipts: Iterable[Receipt],
    decisions: Mapping[str, DecisionKind],
    settings: LakeSettings,
    contracts: Mapping[str, Contract],
    evidence: Evidence,
) -> LakeState:
    """Return the state of the lake; `decisions` are those in force, by sha256."""
    receipts = sorted(receipts, key=lambda item: (item.received_seq, item.file_id))
    by_kind = {kind: frozenset(r.file_id for r in receipts if decisions.get(r.sha256) == kind) for kind in DecisionKind}
    withdrawn = by_kind[DecisionKind.WITHDRAW]
    instances = resolve_instances(receipts, settings, withdrawn)
    # A file held for its instance, or of a draft, ranks among its dataset's files but takes part in nothing.
    files = [
        landed(receipt, instances[receipt.file_id] or "", settings, lists_open=_lists_open(receipt, contracts))
        for receipt in receipts
    ]
    out = withdrawn | {file_id for file_id, instance in instances.items() if instance is None}
    out |= {receipt.file_id for receipt in receipts if is_draft(receipt, contracts)}
    verdict = decide(files, by_kind[DecisionKind.ACCEPT], out, evidence)
    counting = {item.file.file_id for item in verdict.active}
    views = {file.file_id: file for file in files}
    known = {receipt.system: settings.known_instances(receipt.system) for receipt in receipts}
    for receipt in receipts:
        known[receipt.system] |= {instance} if (instance := instances[receipt.file_id]) else set()
    states = [
        _state(receipt, views[receipt.file_id], instances, withdrawn, verdict, counting, known, contracts)
        for receipt in receipts
    ]
    return LakeState(sorted(states, key=lambda item: item.receipt.file_id), verdict.active)


def is_draft(receipt: Receipt, contracts: Mapping[str, Contract]) -> bool:
    """Whether no model reads the file's dataset: beside one that is read, its days would be taken from that one."""
    contract = contracts.get(f"{receipt.system}.{receipt.dataset}")
    return contract is not None and contract.is_draft


def _lists_open(receipt: Receipt, contracts: Mapping[str, Contract]) -> bool:
    contract = contracts.get(f"{receipt.system}.{receipt.dataset}")
    return contract is not None and contract.lists is Lists.OPEN


def over_budget(receipt: Receipt, contract: Contract | None) -> bool:
    """Whether more rows were rejected than the contract allows: both its share and its count exceeded."""
    if contract is None:
        return False
    allowed_share = contract.reject_share * receipt.rows_read
    return receipt.rows_rejected > contract.reject_count and receipt.rows_rejected > allowed_share


def _state(
    receipt: Receipt,
    file: Landed,
    instances: Mapping[str, str | None],
    withdrawn: frozenset[str],
    verdict: Verdict,
    counting: set[str],
    known: Mapping[str, frozenset[str]],
    contracts: Mapping[str, Contract],
) -> FileState:
    file_id, instance = receipt.file_id, instances[receipt.file_id]
    facts = dict(receipt.facts)
    notes = list(receipt.warnings)
    if receipt.warnings:
        facts["warnings"] = list(receipt.warnings)
    if over_budget(receipt, contracts.get(f"{receipt.system}.{receipt.dataset}")):
        facts["reject_budget_breached"] = True
        notes.insert(0, f"{receipt.rows_rejected} of {receipt.rows_read} rows rejected, more than the contract allows")
    outcome = Outcome.LOADED
    if file_id in withdrawn:
        outcome = Outcome.WITHDRAWN
    elif is_draft(receipt, contracts):
        outcome = Outcome.KEPT
        notes.insert(0, f"kept, and nothing of it counts: no model reads {receipt.system}.{receipt.dataset} yet")
    elif instance is None:
        outcome = Outcome.HELD_INSTANCE
        notes.insert(0, _instance_remedy(receipt, known[receipt.system]))
    elif file_id in verdict.held:
        outcome = Outcome.HELD_REPLACEMENT
        losses = verdict.held[file_id]
        facts["held"] = [
            {
                "reason": str(loss.reason),
                "partition": loss.partition,
                "month": f"{loss.month:%Y-%m}" if loss.month else None,
                "group": loss.group,
                "before": loss.before,
                "after": loss.after,
            }
            for loss in losses
        ]
        notes.insert(0, hold.detail(losses, receipt.name))
    elif file_id not in counting and file.partitions and (file.window or file.kind == "keyed"):
        outcome = Outcome.SUPERSEDED
        notes.insert(0, _superseded_by(file, verdict.active))
    return FileState(receipt, outcome, instance, verdict.newness[file_id], "; ".join(notes), facts)


def _instance_remedy(receipt: Receipt, known: frozenset[str]) -> str:
    return (
        f"several instances of {receipt.system} are known ({', '.join(sorted(known))}) and neither the file nor its "
        f'folder says which it is from: land it in a sub-folder and map it, [landing.folders] "<folder>" = '
        f'"{receipt.system}:<instance>"'
    )


def _superseded_by(file: Landed, active: list[Active]) -> str:
    group = (file.entity, file.system, file.instance)
    # Of appended files only those with its batch replace it; where there are none, a better dataset does.
    repeated = any(set(item.file.batches) & set(file.batches) for item in active if item.file.series == file.series)
    covering = {
        item.file.name
        for item in active
        if (item.file.entity, item.file.system, item.file.instance) == group
        and (file.kind == "ledger" or item.file.dataset == file.dataset)
        and (not repeated or set(item.file.batches) & set(file.batches))
        and item.partition in file.partitions
        and (file.window is None or (item.date_from <= file.window[1] and item.date_to >= file.window[0]))
        and (file.kind == "ledger" or item.date_from <= file.snapshot_date <= item.date_to)
    }
    names = ", ".join(sorted(covering))
    return f"nothing of it counts: {names} stands in its place; to count it again: opsmart withdraw that file"
