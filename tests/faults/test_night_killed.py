"""kill -9 while dbt builds the warehouse: the next night ends with the marts of a night that was never killed.

The file is its own worker: run as a script it never builds itself but forks a child for each night, so that dbt is
imported once. A child kills itself on an event of dbt's; nothing in the product knows of it. The small company's home
(`small`) was built in one go; here the same lake is built in another home, killed and taken up again several times.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "acceptance"))
sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a script too

from small_home import OCTOBER, ParsedWarehouse, SmallHome, check, shared

from tests.parsed import parsed_manifest

FACTS = ("fct_gl_entry", "fct_budget_line", "fct_opportunity")
# Where a first night is killed, one after the other: dbt's event, the node that runs, a word of what it says.
FIRST_NIGHT = (
    ("NodeFinished", "account_class", ""),  # among the seeds
    ("SQLQueryStatus", "fct_gl_entry", ""),  # the fact's rows are written, nothing is committed
    ("SQLQuery", "msr_people", "create"),  # the facts stand, the measures do not
)
# And a later night that takes up three months: the old rows are gone, the new ones not yet there.
LATER_NIGHT = tuple(("SQLQueryStatus", fact, "delete") for fact in FACTS)


class Dying(ParsedWarehouse):
    """dbt that is killed at an event: after a query of a node (whose text has a word), or before one."""

    def __init__(self, at: SmallHome, event: str, node: str, word: str) -> None:
        super().__init__(at.home, parsed_manifest(at.parsed), at.parsed / "manifest.json")
        self._progress = lambda *_: None
        self.event, self.node, self.word, self.said = event, node, word, ""

    def _heard(self, event: Any) -> None:
        name = event.info.name
        if getattr(event.data, "node_info", None) is None or event.data.node_info.node_name != self.node:
            return
        if name == "SQLQuery":
            self.said = event.data.sql.lower()
        if name == self.event and self.word in self.said and (name == "NodeFinished" or self.node in self.said):
            os.kill(os.getpid(), signal.SIGKILL)


def child(work: Callable[[], None]) -> int:
    """Run `work` in a forked child; return its exit code, negative for the signal that ended it."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def night(at: SmallHome, warehouse: ParsedWarehouse | None = None) -> None:
    """A whole night up to its candidate."""
    tonight = at.night(warehouse)
    tonight.ingest()
    assert tonight.is_new(), "the killed night counts as done"
    tonight.prepare()
    check(tonight.build())
    at.candidate()


def age(at: SmallHome) -> None:
    """Make the facts of October those of an earlier state of the lake."""
    for fact in FACTS:
        at.change(f"update core.{fact} set _digest = 'earlier', amount = 0 where _month = ?", OCTOBER)


def facts(at: SmallHome) -> dict[str, list[tuple[Any, ...]]]:
    return {fact: at.rows(f"from core.{fact} order by all") for fact in FACTS}


def main(small: SmallHome, folder: Path) -> dict[str, Any]:
    import dbt.cli.main  # noqa: F401 - imported before the forks, used in them only

    parsed_manifest(small.parsed)
    at = small.copy(folder, only_lake=True)
    ended = []
    for point in FIRST_NIGHT:
        ended.append(child(lambda point=point: night(at, Dying(at, *point))))
    assert child(lambda: night(at)) == 0
    bytes_differ = [
        path.relative_to(small.parquet("")).as_posix()
        for path in sorted(small.parquet("").rglob("*.parquet"))
        if path.read_bytes() != (at.parquet("") / path.relative_to(small.parquet(""))).read_bytes()
    ]
    assert child(lambda: age(at)) == 0
    aged = [fact for fact, rows in facts(at).items() if rows != facts(small)[fact]]
    for _, fact, word in LATER_NIGHT:
        ended.append(child(lambda fact=fact, word=word: Dying(at, "SQLQueryStatus", fact, word).run(*FACTS)))
    assert child(lambda: check(at.warehouse.run(*FACTS))) == 0
    facts_differ = [fact for fact, rows in facts(at).items() if rows != facts(small)[fact]]
    return {"ended": ended, "bytes_differ": bytes_differ, "aged": aged, "facts_differ": facts_differ}


@pytest.fixture
def small(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[SmallHome]:
    base = tmp_path_factory.getbasetemp()
    yield shared(base if worker_id == "master" else base.parent)


def test_a_build_killed_again_and_again_is_finished_by_the_next_night(small: SmallHome, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, __file__, *map(str, (small.root, small.parsed, small.pool, tmp_path))],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["ended"] == [-signal.SIGKILL] * len(FIRST_NIGHT + LATER_NIGHT)
    assert told["bytes_differ"] == []
    assert told["aged"] == list(FACTS)
    assert told["facts_differ"] == []


if __name__ == "__main__":
    root, parsed, pool, folder = map(Path, sys.argv[1:])
    print(json.dumps(main(SmallHome(root, parsed, pool), folder)))
