"""The project's real policy, and the project as dbt parses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from orchestration.engine import Engine
from orchestration.home import Home
from orchestration.policy import GatePolicy, load_policy
from orchestration.warehouse import Warehouse
from tests.parsed import give_parse

SMALL = """\
roles:
  clerk: {en: Clerk, zh: 文员}
  boss: {en: Boss, zh: 主管}
owners:
  core: clerk
  finance: boss
default_owner: clerk
unchecked_remedy: {en: Run it again., zh: 重新运行。}
subjects:
  crm.deals: {en: CRM deals, zh: 商机, owner: boss}
  mart_kpi.finance: {en: finance KPIs, zh: 财务指标}
rules:
  - match: contract.*.*.rejects
    title: {en: "{count} [file|files] of {subject} [is|are] bad", zh: "{subject}的 {count} 个文件有误"}
    unchecked: {en: "{subject} were not checked", zh: "{subject}未检查"}
    remedy: {en: "Correct {subject}.", zh: "更正{subject}。"}
  - match: [dbt.test.one, "dbt.test.tw?_*"]
    severity: warn
    owner: clerk
    title: {en: "{count} rows", zh: "{count} 行"}
    unchecked: {en: unknown, zh: 未知}
  - match: dbt.*
    severity: error
    title: {en: A step failed, zh: 步骤失败}
  - match: privacy.*
    severity: error
    waivable: false
    title: {en: People are named, zh: 出现个人信息}
"""
"""Two roles, two domains, four rules."""

Write = Callable[[str], Path]


@pytest.fixture(scope="session")
def policy() -> GatePolicy:
    return load_policy()


@pytest.fixture(scope="session")
def small_text() -> str:
    return SMALL


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a policy file and gives its path."""

    def written(text: str) -> Path:
        path = tmp_path / "policy.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def small(write: Write) -> GatePolicy:
    return load_policy(write(SMALL))


@pytest.fixture(scope="session")
def parsed_home(tmp_path_factory: pytest.TempPathFactory, parsed: Path) -> Home:
    """A home without files whose dbt project is parsed."""
    home = Home(tmp_path_factory.mktemp("policy"))
    give_parse(home, parsed)
    return home


@pytest.fixture(scope="session")
def manifest(parsed_home: Home) -> dict[str, Any]:
    return Warehouse(parsed_home, Engine.DUCKDB).manifest()
