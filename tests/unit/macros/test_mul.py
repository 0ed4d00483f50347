"""Amount times rate on DuckDB is exact, rounded half up once, whichever way it is computed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Context, Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from jinja2 import Environment

MACROS = Path(__file__).parents[3] / "dbt_project" / "macros" / "engine" / "numbers.sql"
EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
CEILING = Decimal(10) ** 13
"""From here on amounts take the slow way."""


@pytest.fixture(scope="module")
def product() -> Callable[[Decimal, Decimal], Decimal]:
    macro = Environment().from_string(MACROS.read_text(encoding="utf-8")).module.duckdb__mul  # type: ignore[attr-defined]
    query = f"select {macro('amount', 'rate')} from (select ?::decimal(19, 4) as amount, ?::decimal(18, 9) as rate)"
    con = duckdb.connect()

    def computed(amount: Decimal, rate: Decimal) -> Decimal:
        found = con.execute(query, [amount, rate]).fetchone()
        assert found is not None
        value: Decimal = found[0]
        return value

    return computed


def places(number: int, least: str, most: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(least, most, places=number, allow_nan=False, allow_infinity=False)


amounts = st.one_of(places(4, "-99999999999999", "99999999999999"), places(4, "-2000", "2000"))
rates = st.one_of(places(9, "0", "20000"), places(9, "0", "2"))


@settings(max_examples=400, deadline=None)
@given(amount=amounts, rate=rates)
@example(Decimal("0.5"), Decimal("0.000001"))  # a tie: 0.0000005
@example(Decimal("-0.5"), Decimal("0.000001"))
@example(Decimal("999.9999"), Decimal("0.009999999"))
@example(CEILING - Decimal("0.0001"), Decimal("19999.999999999"))
@example(CEILING, Decimal("19999.999999999"))
@example(Decimal("123456789012345.6789"), Decimal("987654.123456789"))
@example(-CEILING + Decimal("0.0001"), Decimal("0.009999999"))
@example(Decimal("1000.0005"), Decimal("-1.084512345"))
def test_it_is_exact(product: Callable[[Decimal, Decimal], Decimal], amount: Decimal, rate: Decimal) -> None:
    expected = EXACT.multiply(amount, rate).quantize(Decimal("0.000001"), context=EXACT)
    assert product(amount, rate) == expected


def test_without_a_rate_there_is_no_amount(product: Callable[[Decimal | None, Decimal | None], Decimal]) -> None:
    assert product(Decimal(1), None) is None
    assert product(None, Decimal(1)) is None
