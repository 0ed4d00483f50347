"""What flows from a personal column through SQL, and what does not; told by hand for each query."""

from __future__ import annotations

import pytest
import sqlglot
from sqlglot import exp

from orchestration.evidence.privacy.flow import NOTHING, Relation, UnresolvedError, query_columns

NAME, MAIL = frozenset({"hr.people.name"}), frozenset({"hr.people.email"})
TABLES = {
    "people": Relation({"id": NOTHING, "name": NAME, "email": MAIL, "unit": NOTHING}),
    "units": Relation({"unit": NOTHING, "title": NOTHING}),
    "seed": Relation(is_open=True),
}


def lookup(table: exp.Table) -> Relation:
    """The relation of a table by its name."""
    if table.name not in TABLES:
        raise UnresolvedError(table.name)
    return TABLES[table.name]


def flow(sql: str, dialect: str = "duckdb") -> dict[str, frozenset[str]]:
    """Origins by output column."""
    return dict(query_columns(sqlglot.parse_one(sql, dialect=dialect), lookup).columns)


@pytest.mark.parametrize(
    "harmless",
    [
        "count(name)",
        "count(distinct p.name)",
        "p.name is null",
        "p.name is not null",
        "exists (select 1 from people as q where q.name = p.name)",
        "count(*) filter (where name like 'A%')",
        "row_number() over (partition by email order by name)",
        "case when email is null then 0 else 1 end",
        "sum(case when name is not null then 1 else 0 end)",
    ],
)
def test_counting_existence_conditions_and_order_do_not_pass_a_value_on(harmless: str) -> None:
    assert flow(f"select {harmless} as x from people as p") == {"x": NOTHING}


@pytest.mark.parametrize(
    "leak",
    [
        "name",
        "upper(name)",
        "md5(name)",
        "max(name)",
        "left(name, 1)",
        "string_agg(name, ',')",
        "name = 'Pia'",
        "case when name = 'Pia' then 1 end",
        "case when unit = 'A' then name end",
        "lag(name) over (order by id)",
        "coalesce(unit, name)",
        "(select max(q.name) from people as q)",
        "sum(length(name)) filter (where unit = 'A')",
    ],
)
def test_every_other_use_passes_the_value_on(leak: str) -> None:
    assert flow(f"select {leak} as x from people as p") == {"x": NAME}


def test_join_and_where_conditions_do_not_pass_values_on() -> None:
    sql = """
        select u.title, count(*) as n from people as p join units as u on p.unit = u.unit and p.name <> u.title
        where p.email like '%@x' group by u.title, p.name having max(p.name) > 'A'
    """
    assert flow(sql) == {"title": NOTHING, "n": NOTHING}


def test_a_star_carries_all_columns_through_common_table_expressions() -> None:
    sql = "with a as (select * from people), b as (select a.*, name as again from a) select * exclude (name) from b"
    assert flow(sql) == {"id": NOTHING, "email": MAIL, "unit": NOTHING, "again": NAME}


def test_a_union_pairs_columns_by_position() -> None:
    assert flow("select unit as a from people union all select email from people") == {"a": MAIL}


def test_a_recursive_query_is_followed_until_nothing_new_flows() -> None:
    # name enters column b in the first step and reaches a only in the second
    sql = """
        with recursive walk(a, b) as (
            select unit, name from people union all select b, b from walk
        ) select a, b from walk
    """
    assert flow(sql) == {"a": NAME, "b": NAME}


def test_a_table_function_and_a_lateral_view_carry_their_argument() -> None:
    assert flow("select t.x from people, unnest([email]) as t(x)") == {"x": MAIL}
    sql = "select entry.`from` as x from people lateral view explode(from_json(name, 'a')) changes as entry"
    assert flow(sql, "spark") == {"x": NAME}


def test_a_correlated_subquery_sees_the_query_around_it() -> None:
    assert flow("select (select p.name from units as u limit 1) as x from people as p") == {"x": NAME}


def test_a_column_that_two_relations_have_counts_for_both() -> None:
    assert flow("select name as x from units as u, people as p, (select title as name from units) as v") == {"x": NAME}


def test_a_seed_is_clean_but_hides_no_personal_column() -> None:
    assert flow("select anything, name from seed, people") == {"anything": NOTHING, "name": NAME}


def test_a_name_given_twice_counts_for_both() -> None:
    assert flow("select p.* exclude (name, email), name as unit from people as p")["unit"] == NAME


@pytest.mark.parametrize(
    "sql",
    [
        "select missing from people",
        "select p.missing from people as p",
        "select q.* from people as p",
        "select name from unknown",
        "select * from people union all select unit from units",
        "select * replace (id as name) from people",
        "select * from people pivot (max(name) for unit in ('A'))",
    ],
)
def test_what_cannot_be_resolved_is_an_error(sql: str) -> None:
    with pytest.raises(UnresolvedError):
        flow(sql)
