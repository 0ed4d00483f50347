"""`lake/index`: what dbt reads besides raw rows, derived from receipts, decisions and settings by one function."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow.parquet as pq

from sources.contract import Contract
from sources.lake import ledger, receipts
from sources.lake.outcomes import conclude
from sources.lake.paths import SCHEMA_FILE, Lake, publish, publish_bytes
from sources.lake.profile import Profiles
from sources.lake.settings import LakeSettings
from sources.lake.tables import SCHEMAS, build


@dataclass(frozen=True)
class Derived:
    """What `derive` did: the digest of its inputs and the names of the tables whose content changed."""

    digest: str
    changed: tuple[str, ...]


def derive(lake: Lake, settings: LakeSettings, contracts: Mapping[str, Contract], now: datetime) -> Derived:
    """Bring the index up to date; the same receipts, decisions, settings and contracts always give the same bytes.

    Nothing is read beyond the receipts when none of these changed, and a table whose content is unchanged is not
    written. `now` only dates the company row where the settings have no as-of date.
    """
    zone = ZoneInfo(settings.company.time_zone)
    as_of = settings.company.as_of or (now if now.tzinfo else now.replace(tzinfo=UTC)).astimezone(zone).date()
    texts = receipts.texts(lake)
    made = ledger.decisions(lake)
    told = {
        "receipts": {path.name: text for path, text in texts.items()},
        "decisions": made,
        "settings": settings.digest(),
        "as_of": as_of,
        "schemas": (schemas := _schemas_digest(contracts)),
    }
    digest = _digest(told)
    state_file = lake.index / "state.json"
    state_before = _state(lake, state_file, contracts)
    if state_before.get("digest") == digest:
        return Derived(digest, ())
    lake.aside.mkdir(parents=True, exist_ok=True)
    if state_before.get("schemas") != schemas:
        ledger.write_schemas(lake)
        _write_schemas(lake, contracts)
    found = [receipts.from_json(text) for text in texts.values()]
    state = conclude(found, ledger.in_force(made), settings, contracts, Profiles(lake))
    changed = []
    for name, table in build(state, settings, as_of).items():
        aside = lake.aside / f"index-{name}.parquet"
        pq.write_table(table, aside, compression="zstd")
        if _publish_changed(aside, lake.index / f"{name}.parquet"):
            changed.append(name)
    # Last: a run killed between two tables finds no matching state and derives all of them again.
    done = {"digest": digest, "schemas": schemas}
    publish_bytes(json.dumps(done).encode(), lake.aside / "state.json", state_file)
    return Derived(digest, tuple(changed))


def read_files(lake: Lake) -> list[dict[str, Any]]:
    """Return the rows of the index's `files`; empty before the first `derive`."""
    path = lake.index / "files.parquet"
    return pq.read_table(path).to_pylist() if path.exists() else []


def _state(lake: Lake, state_file: Path, contracts: Mapping[str, Contract]) -> dict[str, str]:
    """What the last finished run derived; empty where something of it is missing."""
    written = [lake.index / f"{name}.parquet" for name in SCHEMAS]
    written += [lake.raw / item.system / item.dataset / SCHEMA_FILE for item in contracts.values()]
    written += [state_file, *(lake.ledger / kind / SCHEMA_FILE for kind in ledger.SCHEMAS)]
    if not all(path.exists() for path in written):
        return {}
    return dict(json.loads(state_file.read_text(encoding="utf-8")))


def _write_schemas(lake: Lake, contracts: Mapping[str, Contract]) -> None:
    from sources.reading import write_schemas

    written = write_schemas(contracts.values(), lake.aside)
    for contract in contracts.values():
        _publish_changed(written[contract.key], lake.raw / contract.system / contract.dataset / SCHEMA_FILE)


def _publish_changed(aside: Path, target: Path) -> bool:
    if target.exists() and target.read_bytes() == aside.read_bytes():
        aside.unlink()
        return False
    publish(aside, target)
    return True


def _digest(told: object) -> str:
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()


def _schemas_digest(contracts: Mapping[str, Contract]) -> str:
    """Digest of contracts and code: a new version of the rule, or of the raw columns, derives again."""
    package = Path(__file__).parent
    code = [path.read_bytes() for path in sorted([*package.glob("*.py"), *package.parent.glob("*.py")])]
    told = {key: [contract.digest, contract.is_draft] for key, contract in sorted(contracts.items())}
    return _digest([told, hashlib.sha256(b"".join(code)).hexdigest()])
