"""Night after night of honest exports: no finding, apart from a fixed list."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from orchestration.clock import Clock
from tests.acceptance.defects.clean_nights import NIGHTS, land
from tests.acceptance.defects.home import DemoHome, judged
from tests.acceptance.defects.landing import company

KNOWN = {
    ("2025-06-30", "drift.mart_kpi.finance"): "the revised budget is in force: settled months are compared with it now",
}
"""Findings that honest nights have, by night and check: why."""


def test_honest_nights_raise_no_alarm(clean: DemoHome, tmp_path: Path) -> None:
    at = DemoHome(tmp_path / "home", clean.parsed)
    settings = (clean.root / "opsmart.toml").read_text(encoding="utf-8")
    (at.root / "landing").mkdir(parents=True)
    alarms: dict[str, list[str]] = {}
    for day in NIGHTS:
        dated = settings.replace(f"as_of = {company().as_of}", f"as_of = {day}")
        assert day == company().as_of or dated != settings
        (at.root / "opsmart.toml").write_text(dated, encoding="utf-8")
        land(company(), day, at.root / "landing")
        night = replace(
            at.night(whole=True), as_of=day, clock=Clock(datetime.combine(day + timedelta(days=1), time(2), UTC))
        )
        found = judged(night)
        print(day, round(sum(found.seconds.values()), 1), "s")
        assert [(file.name, str(file.error)) for file in found.summary.failed] == []
        told = [f"{one.check}: {one.message}" for one in found.verdict.findings if (str(day), one.check) not in KNOWN]
        if told:
            alarms[str(day)] = told
        if found.verdict.released:
            night.publish()
    assert alarms == {}
    shutil.rmtree(at.root)
