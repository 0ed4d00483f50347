"""The policy file says who owns a check, how severe it is and what it tells; a mistake in it names its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.evidence.records import Expected, Kind, Severity
from orchestration.policy import GatePolicy, PolicyError, load_policy

Write = Callable[[str], Path]


def test_a_title_counts_in_both_languages_and_names_the_dataset(small: GatePolicy) -> None:
    check = "contract.crm.deals.rejects"
    assert small.title(check, 1) == ("1 file of CRM deals is bad", "商机的 1 个文件有误")
    assert small.title(check, 1200) == ("1,200 files of CRM deals are bad", "商机的 1,200 个文件有误")


def test_a_check_without_result_says_what_is_unknown_and_what_to_do_about_that(small: GatePolicy) -> None:
    check = "contract.crm.deals.rejects"
    assert small.title(check, 0) == ("CRM deals were not checked", "商机未检查")
    assert small.remedy(check, 0) == ("Run it again.", "重新运行。")
    assert small.remedy(check, 3) == ("Correct CRM deals.", "更正商机。")


def test_a_title_that_does_not_count_stands_whatever_failed(small: GatePolicy) -> None:
    assert small.title("dbt.model.x", 0) == small.title("dbt.model.x", 5) == ("A step failed", "步骤失败")
    assert small.remedy("dbt.model.x", 0) is None


def test_a_dataset_without_a_name_is_called_by_its_own(small: GatePolicy) -> None:
    assert small.title("contract.erp.orders.rejects", 2)[0] == "2 files of erp.orders are bad"


def test_the_first_rule_that_matches_counts(small: GatePolicy) -> None:
    assert small.rule("dbt.test.one").owner == "clerk"
    assert small.rule("dbt.test.two_rows").owner == "clerk"
    assert small.rule("dbt.test.one_more").match == ("dbt.*",)
    assert small.rule("dbt.test.twenty").match == ("dbt.*",)


def test_a_check_without_a_rule_is_an_error_that_names_it(small: GatePolicy) -> None:
    with pytest.raises(PolicyError, match=r"policy\.yaml: no rule for gx\.mart_kpi") as told:
        small.rule("gx.mart_kpi")
    assert "add a rule" in told.value.remedy


def test_apply_sets_the_severity_and_leaves_the_rest(small: GatePolicy) -> None:
    declared = [
        Expected("dbt.test.one", Kind.DBT, Severity.ERROR, ("core",), "mend it"),
        Expected("dbt.test.other", Kind.DBT, Severity.WARN, ("core",), "mend it"),
        Expected("contract.crm.deals.rejects", Kind.CONTRACT, Severity.WARN, (), "mend it"),
        Expected("contract.crm.leads.rejects", Kind.CONTRACT, Severity.ERROR, (), "mend it"),
    ]
    applied = small.apply(declared)
    assert [check.severity for check in applied] == [Severity.WARN, Severity.ERROR, Severity.WARN, Severity.ERROR]
    assert [(check.check, check.domains, check.remedy) for check in applied] == [
        (check.check, check.domains, check.remedy) for check in declared
    ]


def test_apply_names_every_check_without_a_rule(small: GatePolicy) -> None:
    unknown = [Expected(f"gx.mart_{letter}", Kind.GX, Severity.ERROR, (), "") for letter in "abcdefg"]
    with pytest.raises(PolicyError, match=r"gx\.mart_a, gx\.mart_b, .* and 2 more"):
        small.apply(unknown)


def test_the_owner_is_the_rules_else_the_datasets_else_the_first_domains(small: GatePolicy) -> None:
    assert small.owner("dbt.test.one", ("finance",)) == ("Clerk", "文员")
    assert small.owner("contract.crm.deals.rejects", ("core",)) == ("Boss", "主管")
    assert small.owner("dbt.test.other", ("finance", "core")) == ("Clerk", "文员")
    assert small.owner("dbt.test.other", ("finance",)) == ("Boss", "主管")
    assert small.owner("dbt.test.other", ()) == ("Clerk", "文员")


RULE = "  - match: gx.*\n    title: {en: a, zh: 甲}\n"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("match: dbt.*", 'match: "*"', "line 22, rules 3, match: '*' is not within one kind of check"),
        ("match: dbt.*", "match: d*", "'d*' is not within one kind of check"),
        ("match: dbt.*", "match: dbt", "'dbt' is not within one kind of check"),
        ("match: dbt.*", 'match: "dbt.[ab]"', "'dbt.[ab]' is no glob on check ids"),
        ("match: dbt.*", "match: []", "line 22, rules 3, match: the list is empty"),
        ("match: dbt.*", "match: dbt.test.one", "line 22, rules 3: 'dbt.test.one' has a rule before"),
        ("severity: warn", "severity: warning", "line 18, rules 2, severity: 'warning' is no severity"),
        ("severity: warn", "severtiy: warn", "line 18, rules 2, severtiy: unknown key 'severtiy'"),
        ("    owner: clerk", "    owner: nobody", "line 19, rules 2, owner: there is no role 'nobody'"),
        ("core: clerk", "core: nobody", "line 5, owners, core: there is no role 'nobody'"),
        ("default_owner: clerk\n", "", "line 1: key 'default_owner' is missing"),
        ("unchecked: {en: unknown, zh: 未知}", "owner: boss", "rules 2, owner: key 'owner' is written twice"),
        ("    unchecked: {en: unknown, zh: 未知}\n", "", "line 17, rules 2: key 'unchecked' is missing"),
        ("zh: 步骤失败", "zh: ' '", "line 24, rules 3, title, zh: the text is empty"),
        (", zh: 步骤失败", "", "line 24, rules 3, title: key 'zh' is missing"),
        ("A step failed", "'{rows} failed'", "title, en: a placeholder that is not filled here"),
        ("A step failed", "'{count failed'", "title, en: a placeholder that is not filled here"),
        ("A step failed", "'Step[s failed'", "title, en: brackets that are not [one|many]"),
        ("A step failed", "'{count} steps failed'", "title: {count} stands in one language only"),
        ("A step failed", "No", "title, en: this is no text"),
        ("waivable: false", "waivable: no", "waivable: this is neither true nor false"),
        ("    waivable: false\n", "", "line 25, rules 4: these checks are never waived"),
        ("waivable: false", "waivable: true", "rules 4: these checks are never waived"),
        ("    severity: error\n    waivable", "    severity: warn\n    waivable", "rules 4: these checks always hold"),
        ("    severity: error\n    waivable", "    waivable", "rules 4: these checks always hold"),
        ("rules:\n", "rules: {}\nmore:\n", "unknown key 'more'"),
        ("owner: boss}", "owner: boss, colour: red}", "line 10, subjects, crm.deals, colour: unknown key 'colour'"),
        ("roles:\n", "roles: [\n", "line 3: expected"),
    ],
)
def test_a_mistake_is_an_error_that_names_line_and_key(
    write: Write, small_text: str, before: str, after: str, told: str
) -> None:
    assert before in small_text
    with pytest.raises(PolicyError) as caught:
        load_policy(write(small_text.replace(before, after, 1)))
    assert str(caught.value).startswith("policy.yaml: ")
    assert told in str(caught.value)
    assert caught.value.remedy


def test_a_file_that_is_absent_or_empty_is_an_error(tmp_path: Path, write: Write) -> None:
    with pytest.raises(PolicyError, match="cannot be read"):
        load_policy(tmp_path / "nowhere.yaml")
    with pytest.raises(PolicyError, match="line 1: this is no mapping"):
        load_policy(write(""))


def test_the_small_policy_takes_one_more_rule(write: Write, small_text: str) -> None:
    """The mistakes above are not refused for something else: the file itself is right."""
    assert load_policy(write(small_text + RULE)).rule("gx.mart_kpi.finance").match == ("gx.*",)
