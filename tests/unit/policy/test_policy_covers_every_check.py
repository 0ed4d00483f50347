"""Every check of the project has its words and its owner in the policy, and no rule speaks of what does not exist."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
import typer

from orchestration.cli import app
from orchestration.engine import Engine
from orchestration.evidence import contracts, identities
from orchestration.evidence.expectations import expected_checks, node_check
from orchestration.gate import DOMAINS
from orchestration.home import Home
from orchestration.marts import KPI_MART, Mart, published_marts
from orchestration.policy import GatePolicy, is_glob, matches
from sources.contract import load_contracts


@pytest.fixture(scope="module")
def marts(manifest: dict[str, Any]) -> tuple[Mart, ...]:
    return published_marts(manifest)


@pytest.fixture(scope="module")
def checks(parsed_home: Home, manifest: dict[str, Any], marts: tuple[Mart, ...]) -> list[str]:
    """Every check there can be: those of a home without files, and those that any dataset or mart brings."""
    expected = {check.check for check in expected_checks(parsed_home, Engine.DUCKDB, manifest, marts)}
    datasets = [(contract.system, contract.dataset) for contract in load_contracts().values()]
    expected |= {f"contract.{system}.{dataset}.{name}" for system, dataset in datasets for name, *_ in contracts.CHECKS}
    expected |= {check for check, *_ in identities.CHECKS}
    for mart in marts:
        expected |= {f"gx.{mart.id}", f"gx.{mart.id}.warnings", f"drift.{mart.id}"}
        expected |= {f"privacy.{proof}.{mart.id}" for proof in ("columns", "values", "patterns")}
        expected |= {f"privacy.suppression.{mart.part or mart.id}"} if mart.name == KPI_MART else set()
    return sorted(expected | {f"expected:{domain}" for domain in DOMAINS})


def test_every_check_has_a_rule(policy: GatePolicy, checks: list[str]) -> None:
    assert [check for check in checks if not policy.knows(check)] == []


@pytest.fixture(scope="module")
def ruled(policy: GatePolicy, checks: list[str]) -> list[str]:
    """The checks that have a rule; that others have none is said by one test, not by all."""
    return [check for check in checks if policy.knows(check)]


def test_no_rule_is_dead(policy: GatePolicy, ruled: list[str]) -> None:
    """Each glob is the first one that matches some check; a glob behind a wider one would never speak."""
    first = Counter[str]()
    globs = [glob for rule in policy.rules for glob in rule.match]
    first.update(next(glob for glob in globs if matches(glob, check)) for check in ruled)
    assert [glob for glob in globs if not first[glob]] == []


def test_every_singular_test_is_named_by_itself(policy: GatePolicy, manifest: dict[str, Any]) -> None:
    tests = [node for node in manifest["nodes"].values() if node["resource_type"] == "test"]
    singular = {node_check(node) for node in tests if not node.get("test_metadata")}
    assert len(singular) >= 12
    named = {glob for rule in policy.rules for glob in rule.match if not is_glob(glob)}
    assert sorted(singular - named) == []


def test_every_check_says_what_broke_in_both_languages_without_a_placeholder_left(
    policy: GatePolicy, ruled: list[str]
) -> None:
    for check in ruled:
        for failing in (0, 1, 2):
            texts = [*policy.title(check, failing), *(policy.remedy(check, failing) or ()), *policy.owner(check, ())]
            assert all(texts), check
            assert not [text for text in texts if set("{}[]|") & set(text)], check
        assert policy.title(check, 2)[1] != policy.title(check, 2)[0]


def test_what_a_check_says_counts_only_what_failed(policy: GatePolicy, ruled: list[str]) -> None:
    for check in ruled:
        assert not any("0" in text for text in policy.title(check, 0) if "0" not in check), check
        one, many = policy.title(check, 1)[0], policy.title(check, 1234)[0]
        assert one == many or ("1" in one and "1,234" in many), check


def test_every_dataset_and_every_mart_has_a_name(policy: GatePolicy, marts: tuple[Mart, ...]) -> None:
    parts = {mart.part for mart in marts if mart.name == KPI_MART and mart.part}
    there = {*load_contracts(), *(mart.id for mart in marts), *parts}
    assert sorted(there ^ set(policy.subjects)) == []


def test_every_domain_has_an_owner_in_the_order_of_gating(policy: GatePolicy) -> None:
    assert tuple(policy.owners) == DOMAINS


def test_privacy_is_always_an_error_and_never_waivable(policy: GatePolicy, checks: list[str]) -> None:
    private = [check for check in checks if check.startswith(("privacy.", "expected:"))]
    assert len(private) > 20
    assert not [check for check in private if policy.waivable(check) or policy.rule(check).severity != "error"]


def test_the_commands_that_remedies_name_exist(policy: GatePolicy) -> None:
    told = [words for rule in policy.rules if (words := rule.remedy)] + [policy.unchecked_remedy]
    named = {name for words in told for text in (words.en, words.zh) for name in re.findall(r"`opsmart (\w+)", text)}
    assert {"nightly", "accept", "withdraw", "check"} <= named
    assert named - set(typer.main.get_command(app).commands) == set()  # type: ignore[attr-defined]
