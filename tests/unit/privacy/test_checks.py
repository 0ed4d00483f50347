"""The privacy checks on a tiny candidate: all pass, and each fails when its rule is broken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from orchestration.evidence.privacy.columns import personal_columns
from orchestration.evidence.records import Evidence, Status

Failing = Callable[[], dict[str, Evidence]]


def only(found: dict[str, Evidence], check: str) -> Evidence:
    """The one evidence that did not pass."""
    assert list(found) == [check]
    return found[check]


def model(tiny: Any, name: str, sql: str) -> None:
    """Replace a model's SQL."""
    tiny.manifest["nodes"][f"model.t.{name}"]["compiled_code"] = sql


def test_nothing_is_wrong_with_the_company(tiny: Any) -> None:
    assert {item.status for item in tiny.evidence().values()} == {Status.PASS}
    assert len(tiny.evidence()) == 11  # three for each of three marts, and suppression of people and of pay


def test_each_check_holds_its_marts_domain(tiny: Any) -> None:
    domains = {check: item.domains for check, item in tiny.evidence().items()}
    assert domains["privacy.suppression.people"] == ("people",)
    assert domains["privacy.suppression.mart_budget_variance"] == ("finance",)
    assert domains["privacy.columns.mart_audit"] == ("trust",)


# columns


def test_a_personal_value_in_a_column_is_found_with_its_source(tiny: Any, failing: Failing) -> None:
    model(
        tiny,
        "audit",
        "select f.file_id, upper(p.name) as file_name, 1 as n_rows from hr.files as f, staging.stg_people as p",
    )
    found = only(failing(), "privacy.columns.mart_audit")
    assert (found.status, found.failing) == (Status.FAIL, 1)
    assert found.message == "column file_name holds values of hr.people.first_name, hr.people.last_name"


def test_an_employee_number_is_personal_whatever_its_contract_says(tiny: Any, failing: Failing) -> None:
    model(tiny, "kpi__people", "select employee_number as kpi_id, 1 as value from staging.stg_people")
    assert only(failing(), "privacy.columns.mart_kpi.people").message == (
        "column kpi_id holds values of hr.people.employee_number"
    )


def test_a_model_that_cannot_be_resolved_fails_its_mart_and_no_other(tiny: Any, failing: Failing) -> None:
    model(tiny, "stg_files", "select file_id, file_name from elsewhere.files")
    found = only(failing(), "privacy.columns.mart_audit")
    assert found.status is Status.ERROR
    assert "stg_files: relation" in found.message and "elsewhere.files" in found.message


def test_sql_that_does_not_parse_is_no_pass(tiny: Any, failing: Failing) -> None:
    model(tiny, "kpi__people", "select from from")
    assert only(failing(), "privacy.columns.mart_kpi.people").status is Status.ERROR


def test_a_column_that_the_model_does_not_have_is_no_pass(tiny: Any, failing: Failing) -> None:
    model(tiny, "mart_budget_variance", "select unit from staging.stg_people")
    assert only(failing(), "privacy.columns.mart_budget_variance").status is Status.ERROR


@pytest.mark.parametrize("name", ["email", "employee_name", "manager_name", "first_name", "work_email", "person_key"])
def test_a_column_named_like_a_personal_one_is_found(tiny: Any, failing: Failing, name: str) -> None:
    from dataclasses import replace

    audit = tiny.marts[0]
    columns = tuple(replace(column, name=name) if column.name == "n_rows" else column for column in audit.columns)
    tiny.marts = (replace(audit, columns=columns), *tiny.marts[1:])
    model(tiny, "audit", f"select file_id, file_name, 1 as {name} from hr.files")
    assert only(failing(), "privacy.columns.mart_audit").message == f"column {name} is named like a personal one"


@pytest.mark.parametrize("name", ["n_people", "file_name", "account_name", "name", "owner_role", "org_unit_id"])
def test_ordinary_names_pass(tiny: Any, failing: Failing, name: str) -> None:
    from dataclasses import replace

    audit = tiny.marts[0]
    tiny.marts = (replace(audit, columns=(replace(audit.columns[0], name=name),)), *tiny.marts[1:])
    model(tiny, "audit", f"select file_id as {name} from hr.files")
    assert failing() == {}


# values


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("hr/Payslip Pia Keller.csv", "first_name and last_name"),
        ("payslip_keller-pia2025.csv", "first_name and last_name"),
        ("PiaKeller.pdf", "first_name and last_name"),
        ("piakeller.pdf", "first_name and last_name"),
        ("adamuller.pdf", "first_name and last_name"),
        ("reply to pia.keller@m.example", "email"),
        ("Bonus_PIA.xlsx", "first_name"),
        ("Liste Mueller", "last_name"),
        ("Liste Müller", "last_name"),
        ("liste muller", "last_name"),
        ("考勤表王伟一月", "first_name and last_name"),
        ("E1002.csv", "employee_number"),
        ("1003", "employee_number"),
        ("May Wu", "first_name and last_name"),
    ],
)
def test_a_personal_value_in_a_text_is_found(tiny: Any, failing: Failing, text: str, source: str) -> None:
    tiny.rewrite(
        "mart_audit", f"select file_id, replace(file_name, 'hr/people.csv', '{text}') as file_name, n_rows from old"
    )
    found = failing()["privacy.values.mart_audit"]
    assert f"column file_name: a value of hr.people.{source} in 1 rows" in found.message.split("; ")
    assert found.failing == 1
    assert not any(word in found.message + "".join(found.sample) for word in ("Pia", "Keller", "王伟", "1003"))


@pytest.mark.parametrize(
    "text",
    [
        "Utopia kellerei piano",  # names only as parts of words
        "Forecast May 2025",  # a calendar word
        "Keller Street",  # Keller is a word of a unit's name
        "企业文化",  # the name 文化 is also a word of a unit's name
        "王氏",  # one character of a name
        "王",
        "wu 2025",  # a name of two letters
        "GL_1003_2025",  # digits inside a text: an account, not a number of a person
    ],
)
def test_what_is_public_or_only_resembles_passes(tiny: Any, failing: Failing, text: str) -> None:
    tiny.rewrite("mart_audit", f"select file_id, '{text}' as file_name, n_rows from old")
    assert failing() == {}


def test_a_value_of_a_superseded_file_counts(tiny: Any, failing: Failing) -> None:
    tiny.raw("people", "select 'Zdenka' as first_name, 'Novak' as last_name")  # an earlier file, without other columns
    tiny.rewrite("mart_audit", "select file_id, 'for zdenka' as file_name, n_rows from old")
    assert only(failing(), "privacy.values.mart_audit").failing == 3


def test_a_column_of_digests_has_no_names_and_no_cards(tiny: Any, failing: Failing) -> None:
    """`06ad1aa1ba09d81c` and `…ada…` hold letters that are names, a digest of digits can be a card's number."""
    tiny.rewrite("mart_audit", "select replace(file_id, '06ad1', '1ada9') as file_id, file_name, n_rows from old")
    assert failing() == {}
    tiny.rewrite("mart_audit", "select file_id || '-x' as file_id, file_name, n_rows from old")  # no digests any more
    assert sorted(failing()) == ["privacy.patterns.mart_audit", "privacy.values.mart_audit"]


# patterns


@pytest.mark.parametrize(
    ("text", "form"),
    [("from x@y.example", "e-mail"), ("13812345678", "phone"), ("11010519491231002X", "identity number")],
)
def test_a_personal_form_in_a_text_is_found(tiny: Any, failing: Failing, text: str, form: str) -> None:
    tiny.rewrite("mart_audit", f"select file_id, file_name || ' {text}' as file_name, n_rows from old")
    assert only(failing(), "privacy.patterns.mart_audit").message == f"column file_name: {form} in 3 rows"


def test_a_personal_form_in_a_whole_number_is_found(tiny: Any, failing: Failing) -> None:
    tiny.rewrite("mart_audit", "select file_id, file_name, n_rows + 13812345674 as n_rows from old where n_rows = 4")
    assert only(failing(), "privacy.patterns.mart_audit").message == "column n_rows: phone in 1 rows"


# suppression


def test_a_suppressed_cell_with_a_figure_is_found(tiny: Any, failing: Failing) -> None:
    tiny.rewrite(
        "mart_kpi.people",
        "select * replace (case when org_unit_id = 'A' and window_end = '2025-02-28' then 3 else n_people end "
        "as n_people) from old",
    )
    found = only(failing(), "privacy.suppression.people")
    assert (
        "1 cells, e.g. headcount_eop A total month point 2025-02-01: is suppressed, but has a figure" in found.message
    )


def test_a_column_that_comes_later_is_a_figure_too(tiny: Any, failing: Failing) -> None:
    tiny.rewrite("mart_kpi.people", "select *, case when org_unit_id = 'A' then 2.5 end as prior_value from old")
    assert "3 cells" in only(failing(), "privacy.suppression.people").message


def test_a_shown_sibling_gives_the_small_team_away(tiny: Any, failing: Failing) -> None:
    """The mask forgets B: parent minus siblings is the team of 3."""
    tiny.warehouse("update kpi.kpi_mask set is_hidden = false where org_unit_id = 'B'")
    _show(tiny, "B", 6)
    found = only(failing(), "privacy.suppression.people")
    assert found.failing == 4  # three cells of A, and A itself
    assert (
        "headcount_eop A total month point 2025-01-01 can be computed: A = P - B - C in 2025-01-01 to 2025-12-31"
        in (found.message)
    )


def test_a_cell_that_the_mask_hides_must_be_suppressed(tiny: Any, failing: Failing) -> None:
    _show(tiny, "B", 6)
    message = only(failing(), "privacy.suppression.people").message
    assert (
        "3 cells, e.g. headcount_eop B total month point 2025-01-01: is hidden by the mask, but is not suppressed"
        in message
    )


def test_few_people_must_be_suppressed_whatever_the_mask_says(tiny: Any, failing: Failing) -> None:
    tiny.warehouse("update kpi.kpi_mask set is_hidden = false")
    _show(tiny, "A", 3)
    message = only(failing(), "privacy.suppression.people").message
    assert (
        "e.g. headcount_eop A total month point 2025-01-01: rests on fewer than 5 people, but is not suppressed"
        in message
    )


def test_a_year_that_was_small_once_stays_hidden(tiny: Any, failing: Failing) -> None:
    """C had 4 people at the end of February: decision 0007 hides it all year."""
    tiny.warehouse("update kpi.kpi_headcount set n_people = 4 where org_unit_id = 'C' and day = '2025-02-28'")
    found = failing()
    message = found.pop("privacy.suppression.people").message
    assert "3 cells, e.g. headcount_eop C total month point 2025-01-01: rests on fewer than 5 people" in message
    assert "C E 2025-01" in only(found, "privacy.suppression.mart_budget_variance").message  # and so is its pay


def test_a_goal_on_a_hidden_unit_is_found(tiny: Any, failing: Failing) -> None:
    from dataclasses import replace

    tiny.warehouse("insert into core.dim_goal values ('G', 'headcount_eop', 'A', '2025-01-01', '2025-03-31')")
    base = tiny.marts[1]
    strategy = replace(base, part="strategy", domain="strategy", key=("segment",))
    tiny.marts = (*tiny.marts, strategy)
    path = tiny.path("mart_kpi.strategy")
    path.parent.mkdir(parents=True)
    import duckdb

    duckdb.execute(
        "copy (select 'goal_attainment_pct' as kpi_id, 'A' as org_unit_id, 'goal=G' as segment, 'month' as grain, "
        "'point' as time_window, date '2025-01-01' as period_start, date '2025-01-31' as window_start, "
        "date '2025-01-31' as window_end, 3.0::double as numerator, 3.0::double as value, 'no_target' as status) "
        f"to '{path}' (format parquet)"
    )
    file = replace(tiny.candidate.files[1], path=strategy.path)
    tiny.candidate = replace(tiny.candidate, files=(*tiny.candidate.files, file))
    message = failing()["privacy.suppression.strategy"].message
    assert "1 cells, e.g. headcount_eop A goal=G month 2025-01-01: rests on fewer than 5 people" in message


# pay


def test_pay_at_a_hidden_unit_is_found(tiny: Any, failing: Failing) -> None:
    tiny.rewrite(
        "mart_budget_variance",
        "select * replace (case when org_unit_id = 'P' then 600 else actual_base end as actual_base) from old "
        "union all select * replace ('A' as org_unit_id, 300 as actual_base) from old where org_unit_id = 'P'",
    )
    message = only(failing(), "privacy.suppression.mart_budget_variance").message
    assert "A E 2025-01 can be computed: pay of a unit whose people figures are hidden" in message


def test_pay_of_one_hidden_team_alone_is_found(tiny: Any, failing: Failing) -> None:
    """Where B has no pay all year, what stands at P is the pay of A."""
    tiny.warehouse("delete from core.fct_gl_entry where org_unit_id = 'B'")
    tiny.rewrite(
        "mart_budget_variance",
        "select * replace (case when org_unit_id = 'P' then 300 else actual_base end as actual_base) from old",
    )
    found = only(failing(), "privacy.suppression.mart_budget_variance")
    assert found.message == "pay of A can be computed: pay at P, e.g. in 2025-01"
    assert found.failing == 3


def test_a_pay_row_that_is_not_what_belongs_there_is_found(tiny: Any, failing: Failing) -> None:
    tiny.rewrite(
        "mart_budget_variance",
        "select * replace (case when org_unit_id = 'P' then 600 else actual_base end as actual_base) from old",
    )
    message = only(failing(), "privacy.suppression.mart_budget_variance").message
    assert message == "P E 6000 2025-01 can be computed: the row is not the pay of the units that belong there"


# what cannot be carried out


def test_without_a_warehouse_nothing_is_proved(tiny: Any, failing: Failing) -> None:
    tiny.home.warehouse_file.unlink()
    found = failing()
    assert sorted(found) == ["privacy.suppression.mart_budget_variance", "privacy.suppression.people"]
    assert {item.status for item in found.values()} == {Status.ERROR}


def test_a_mart_that_the_candidate_lacks_is_no_pass(tiny: Any, failing: Failing) -> None:
    from dataclasses import replace

    tiny.candidate = replace(tiny.candidate, files=tiny.candidate.files[1:])
    found = failing()
    assert sorted(found) == [f"privacy.{kind}.mart_audit" for kind in ("columns", "patterns", "values")]
    assert {item.message for item in found.values()} == {"the candidate does not have this mart"}


def _show(tiny: Any, unit: str, people: int) -> None:
    tiny.rewrite(
        "mart_kpi.people",
        f"select * replace (case when org_unit_id = '{unit}' then {people} else value end as value, "
        f"case when org_unit_id = '{unit}' then {people} else n_people end as n_people, "
        f"case when org_unit_id = '{unit}' then 'no_target' else status end as status) from old",
    )


def test_a_dataset_that_no_model_reads_forbids_no_name_and_no_value() -> None:
    columns = {"cause": {"meta": {"personal": True}}, "day": {"meta": {}}}
    source = {"source_name": "desk", "name": "case", "columns": columns}
    manifest: dict[str, Any] = {"sources": {"source.t.desk.case": source}, "nodes": {"model.t.other": {}}}
    assert personal_columns(manifest) == []
    manifest["nodes"]["model.t.stg_case"] = {"depends_on": {"nodes": ["source.t.desk.case"]}}
    assert personal_columns(manifest) == [("desk", "case", "cause")]
