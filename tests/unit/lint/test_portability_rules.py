"""Every portability rule refuses its bad snippets under its own name and lets the good twins pass."""

import re
from pathlib import Path

import pytest

from orchestration.lint import compiled_rules, functions, source_rules
from orchestration.lint.compiled_rules import check_compiled
from orchestration.lint.source_rules import check_source

HERE = Path(__file__).parent
HEAD = re.compile(r"^-- ([\w-]+): (bad|good)\n", re.MULTILINE)


def snippets(name: str) -> list[tuple[str, str, str]]:
    parts = HEAD.split((HERE / name).read_text(encoding="utf-8"))[1:]
    return [(parts[i], parts[i + 1], parts[i + 2].strip()) for i in range(0, len(parts), 3)]


SOURCE = snippets("source_snippets.sql")
COMPILED = snippets("compiled_snippets.sql")


@pytest.mark.parametrize(("rule", "kind", "sql"), SOURCE)
def test_source_rule_refuses_the_bad_snippet_and_passes_its_twin(rule: str, kind: str, sql: str) -> None:
    refused = [finding.rule for finding in check_source("m.sql", sql)]
    assert refused == ([rule] if kind == "bad" else [])


@pytest.mark.parametrize(("rule", "kind", "sql"), COMPILED)
def test_compiled_rule_refuses_the_bad_snippet_and_passes_its_twin(rule: str, kind: str, sql: str) -> None:
    refused = [finding.rule for finding in check_compiled("m.sql", sql)]
    assert refused == ([rule] if kind == "bad" else [])


def test_every_rule_has_a_bad_and_a_good_snippet() -> None:
    proved = {(rule, kind) for rule, kind, _ in SOURCE}
    assert proved == {(rule.name, kind) for rule in source_rules.RULES for kind in ("bad", "good")}
    named = {rule.name for rule in compiled_rules.RULES} | {"parse-duckdb", "parse-spark", "engine-mark", "nulls-order"}
    assert {(rule, kind) for rule, kind, _ in COMPILED} == {(rule, kind) for rule in named for kind in ("bad", "good")}


@pytest.mark.parametrize("name", sorted(functions.REFUSED))
def test_a_refused_function_is_refused_as_a_call_and_allowed_as_a_column(name: str) -> None:
    called = check_source("m.sql", f"select a, {name.upper()}(b) as c\nfrom t")
    assert [(finding.rule, finding.line) for finding in called] == [(name, 1)]
    assert functions.REFUSED[name][1] in str(called[0])
    assert check_source("m.sql", f"select t.{name}, '{name}(x)' as words from t") == []


def test_a_macro_call_is_not_mistaken_for_what_it_writes() -> None:
    assert check_source("m.sql", "select {{ dbt.datediff('a', 'b', 'day') }} as days from {{ ref('t') }}") == []


def test_a_refused_function_in_a_text_handed_to_a_macro_is_found_on_its_line() -> None:
    found = check_source("m.sql", "select\n    {{ mul('list_sum(x)',\n        'array_agg(y)', 4) }} as z\nfrom t")
    assert [(finding.rule, finding.line) for finding in found] == [("array_agg", 3)]


def test_a_reason_on_the_line_lets_one_rule_pass_and_no_other() -> None:
    assert check_source("m.sql", "select x[1] as x -- portable(bracket): read by DuckDB only\nfrom t") == []
    assert [f.rule for f in check_source("m.sql", "select x[1] as x -- portable(brace): wrong rule\nfrom t")] == [
        "bracket"
    ]
    assert [f.rule for f in check_source("m.sql", "select x[1] as x -- portable(bracket):\nfrom t")] == ["bracket"]


def test_a_finding_says_place_cause_and_remedy() -> None:
    (finding,) = check_source("models/m.sql", "-- grain: x\nselect x\nfrom t\norder by x")
    assert str(finding) == (
        "models/m.sql:4: [nulls-order]: order by x\n"
        "    NULL sorts last on DuckDB and first on Spark; "
        "write `nulls last` (or `nulls first`) after every term, in windows too"
    )


def test_lines_below_an_engine_part_keep_their_numbers() -> None:
    sql = "select\n/* engine:pick */ x[\n1\n] /* end engine */ as x,\na / 2 as share\nfrom t"
    (finding,) = check_compiled("m.sql", sql)
    assert (finding.rule, finding.line) == ("bare-quotient", 5)


def test_a_tag_inside_a_text_inside_a_tag_is_one_tag() -> None:
    sql = """{{ config(pre_hook="{{ clear(ref('m')) }}") }}\n{#- it's 'quoted -#}\nselect x // y as z\nfrom t"""
    assert [(finding.rule, finding.line) for finding in check_source("m.sql", sql)] == [("integer-division", 3)]
