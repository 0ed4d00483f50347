"""Numbers and dates in SQL mean what a person reads, and nothing is rounded or guessed."""

from datetime import date, datetime
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.cast.dates import date_sql, moment_sql
from sources.cast.numbers import number_sql, parse_number
from sources.cast.types import parse_type
from sources.layout.grammar import DateOrder, DecimalMark

POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA
CONNECTION = duckdb.connect()
CONNECTION.execute("SET TimeZone = 'UTC'")


def read_number(text: str, mark: DecimalMark = POINT, kind: str = "decimal(20,4)"):
    column_type = parse_type(kind)
    assert column_type is not None
    sql = f"SELECT {number_sql('x', column_type, mark)} FROM (SELECT CAST(? AS VARCHAR) AS x)"
    return CONNECTION.execute(sql, [text]).fetchone()[0]


def read_date(text: str, order: DateOrder = DateOrder.MDY, first: str | None = None):
    sql = f"SELECT {date_sql('x', first, order, ())} FROM (SELECT CAST(? AS VARCHAR) AS x)"
    return CONNECTION.execute(sql, [text]).fetchone()[0]


def read_moment(text: str, order: DateOrder = DateOrder.YMD, *, wall: bool = False):
    sql = f"SELECT {moment_sql('x', None, order, (), wall=wall)} FROM (SELECT CAST(? AS VARCHAR) AS x)"
    return CONNECTION.execute(sql, [text]).fetchone()[0]


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1,234.56", POINT, "1234.56"),
        ("-250.00", POINT, "-250"),
        ("(420.81)", POINT, "-420.81"),
        ("$-15,000.00", POINT, "-15000"),
        ("-$5", POINT, "-5"),
        ("-$53,277.15", POINT, "-53277.15"),
        ("EUR 7", POINT, "7"),
        ("7.5 USD", POINT, "7.5"),
        ("1'234.50", POINT, "1234.5"),
        ("1.50000", POINT, "1.5"),
        (".5", POINT, "0.5"),
        ("1.234,56-", COMMA, "-1234.56"),
        ("1.234.567,8", COMMA, "1234567.8"),
        ("-34,56", COMMA, "-34.56"),
        ("0,00", COMMA, "0"),
        ("1 234,5", COMMA, "1234.5"),
        ("9999999999999999,9999", COMMA, "9999999999999999.9999"),
    ],
)
def test_a_number_is_read_as_a_person_reads_it(text: str, mark: DecimalMark, value: str) -> None:
    assert read_number(text, mark) == Decimal(value)
    assert parse_number(text, mark) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("12.34", COMMA),
        ("1,234.56", COMMA),
        ("1.234,56", POINT),
        ("12,34", POINT),
        ("1,2,3", POINT),
        ("-5-", POINT),
        ("(-5)", POINT),
        ("1e5", POINT),
        ("1_000", POINT),
        ("abc", POINT),
        ("-", POINT),
        ("12 34", POINT),
    ],
)
def test_what_is_no_number_in_the_dialect_is_not_read(text: str, mark: DecimalMark) -> None:
    assert read_number(text, mark) is None
    assert parse_number(text, mark) is None


def test_more_fraction_digits_than_the_scale_are_not_rounded() -> None:
    assert read_number("1.2345") == Decimal("1.2345")
    assert read_number("1.23456") is None
    assert read_number("\x01N1.23456") is None


def test_a_number_beyond_the_precision_is_not_read() -> None:
    assert read_number("99999999999999999") is None


def test_whole_numbers_take_no_fraction() -> None:
    assert read_number("2025", kind="int") == 2025
    assert read_number("1,234", kind="int") == 1234
    assert read_number("2025.0", kind="int") == 2025
    assert read_number("2025.5", kind="int") is None
    assert read_number("3000000000", kind="int") is None


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(min_value=-(10**15), max_value=10**15, places=4, allow_nan=False),
    st.sampled_from(["plain", "grouped", "behind", "brackets", "currency"]),
    st.sampled_from([POINT, COMMA]),
)
def test_every_way_of_writing_a_number_reads_back_the_same(value: Decimal, form: str, mark: DecimalMark) -> None:
    text = f"{abs(value):,.4f}" if form != "plain" else f"{abs(value):.4f}"
    if mark is COMMA:
        text = text.translate(str.maketrans({",": ".", ".": ","}))
    if form == "currency":
        text = f"${text}"
    if value < 0:
        text = {"behind": f"{text}-", "brackets": f"({text})"}.get(form, f"-{text}")
    assert read_number(text, mark) == value
    assert parse_number(text, mark) == value


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("02/03/2026", DateOrder.MDY, date(2026, 2, 3)),
        ("02/03/2026", DateOrder.DMY, date(2026, 3, 2)),
        ("2/3/26", DateOrder.DMY, date(2026, 3, 2)),
        ("31.12.2025", DateOrder.MDY, date(2025, 12, 31)),
        ("2025-12-31", DateOrder.DMY, date(2025, 12, 31)),
        ("20251231", DateOrder.MDY, date(2025, 12, 31)),
        ("22/Sep/25", DateOrder.MDY, date(2025, 9, 22)),
        ("Jan 5, 2025", DateOrder.MDY, date(2025, 1, 5)),
        ("\x01D2025-12-31", DateOrder.MDY, date(2025, 12, 31)),
        ("\x01N45000", DateOrder.MDY, date(2023, 3, 15)),
        ("31/02/2025", DateOrder.DMY, None),
        ("13/13/2025", DateOrder.DMY, None),
        ("00000000", DateOrder.MDY, None),
        ("0000-00-00", DateOrder.MDY, None),
        ("202511", DateOrder.MDY, None),
        ("soon", DateOrder.MDY, None),
    ],
)
def test_a_date_is_read_in_the_files_order(text: str, order: DateOrder, value: date | None) -> None:
    assert read_date(text, order) == value


def test_a_usual_format_with_four_digit_years_does_not_turn_25_into_the_year_25() -> None:
    assert read_date("01.02.25", DateOrder.DMY, first="%d.%m.%Y") == date(2025, 2, 1)


@settings(max_examples=40, deadline=None)
@given(st.dates(min_value=date(1970, 1, 1), max_value=date(2068, 12, 31)), st.sampled_from(["%d/%m/%Y", "%d-%m-%y"]))
def test_every_day_reads_back_the_same(day: date, form: str) -> None:
    assert read_date(day.strftime(form), DateOrder.DMY) == (day if "%Y" in form or day.year >= 1969 else None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024-01-22T16:14:25.000+0000", datetime(2024, 1, 22, 16, 14, 25)),
        ("2015-12-07T14:19:13.000-0800", datetime(2015, 12, 7, 22, 19, 13)),
        ("2015-12-07T14:19:13Z", datetime(2015, 12, 7, 14, 19, 13)),
        ("2015-12-07T14:19+05:30", datetime(2015, 12, 7, 8, 49)),
        ("22/Sep/25 9:26 AM", datetime(2025, 9, 22, 9, 26)),
        ("11/May/24 03:26 PM", datetime(2024, 5, 11, 15, 26)),
        ("2021-02-09 14:21:05", datetime(2021, 2, 9, 14, 21, 5)),
    ],
)
def test_a_moment_is_utc(text: str, value: datetime) -> None:
    assert read_moment(text) == value


def test_a_wall_clock_column_refuses_an_offset() -> None:
    assert read_moment("2024-01-22T16:14:25+0100", wall=True) is None
