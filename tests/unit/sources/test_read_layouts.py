"""Reports, budgets, JSON: sections, totals, months across, change histories."""

import importlib.util
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)

NESTED = """\
General Ledger,,,,,,,,
Meridian Instruments Inc.,,,,,,,,
"January 1 - March 31, 2026",,,,,,,,
,,,,,,,,
,Date,Transaction Type,No.,Name,Memo/Description,Split,Amount,Balance
Utilities,,,,,,,,
Beginning Balance,,,,,,,,
,01/02/2026,Expense,,Power Co,own line,Checking,10.00,10.00
Total for Utilities,,,,,,,$10.00,
Phone,,,,,,,,
,02/03/2026,Expense,12,Phone Co,"a ""quoted"" memo",Checking,"1,200.50","1,200.50"
,02/30/2026,Expense,13,Phone Co,no such day,Checking,5.00,"1,205.50"
Total for Phone,,,,,,,"$1,205.50",
Total for Utilities with sub-accounts,,,,,,,"$1,215.50",
Checking,,,,,,,,
,,,,,,,,"3,000.00"
,01/02/2026,Expense,,Power Co,own line,Utilities,-10.00,"2,990.00"
,02/03/2026,Expense,12,Phone Co,phone,Utilities:Phone,"(1,200.50)","1,789.50"
Total for Checking,,,,,,,"-$1,211.50",

"Friday, Apr 3, 2026 09:20:20 PM GMT-7 - Accrual Basis",,,,,,,,
"""


def test_nested_sections_totals_titles_and_footer_of_a_report(tmp_path: Path) -> None:
    text = NESTED.replace("Beginning Balance,,,,,,,,\n", ",Beginning Balance,,,,,,,0.00\n")
    result, rows = exports.read(exports.land(tmp_path, "gl.csv", text), "quickbooks.general_ledger")
    assert [(row["account"], row["_row"]) for row in rows] == [
        ("Utilities", 8), ("Utilities:Phone", 11), ("Utilities:Phone", 12), ("Checking", 17), ("Checking", 18),
    ]  # fmt: skip
    assert rows[1]["amount"] == Decimal("1200.50")
    assert rows[1]["memo"] == 'a "quoted" memo'
    assert rows[4]["amount"] == Decimal("-1200.50")
    assert rows[2]["_reject"]["reasons"][0] == {
        "column": "transaction_date",
        "reason": "not a date",
        "value": "02/30/2026",
    }
    found = {(control.control, control.key): (control.computed, control.ok) for control in result.controls}
    assert found == {
        ("section_total", "Utilities"): (Decimal("10.00"), True),
        ("section_total", "Utilities:Phone"): (Decimal("1205.50"), True),
        ("section_tree_total", "Utilities"): (Decimal("1215.50"), True),
        # -10.00 - 1200.50 = -1210.50, but the report states -1211.50
        ("section_total", "Checking"): (Decimal("-1210.50"), False),
    }
    assert result.instance == "meridian-instruments-inc"
    assert (result.window_from, result.window_to) == (date(2026, 1, 1), date(2026, 3, 31))
    # 21:20:20 at GMT-7 is 04:20:20 UTC of the next day.
    assert result.exported_at == datetime(2026, 4, 4, 4, 20, 20, tzinfo=UTC)
    assert result.facts["basis"] == "accrual"
    assert (result.facts["sign_equal_pairs"], result.facts["sign_opposite_pairs"]) == (0, 2)


def test_a_natural_side_ledger_has_pairs_of_equal_signs(tmp_path: Path) -> None:
    text = """\
Acme,,,,,,,,
General Ledger,,,,,,,,
"January, 2026",,,,,,,,

,Transaction date,Transaction type,Num,Name,Description,Split,Amount,Balance
Sales,,,,,,,,
,01/20/2026,Deposit,,,,Checking,100.00,100.00
Total for Sales,,,,,,,$100.00,
Checking,,,,,,,,
,01/20/2026,Deposit,,,,Sales,100.00,100.00
Total for Checking,,,,,,,$100.00,
"""
    result, _ = exports.read(exports.land(tmp_path, "gl.csv", text))
    assert (result.facts["sign_equal_pairs"], result.facts["sign_opposite_pairs"]) == (1, 0)


def test_a_title_whose_comma_is_not_quoted_is_one_period_and_not_a_year(tmp_path: Path) -> None:
    """`As of January 31, 2026` falls into two cells; the second one alone would be all of 2026."""
    text = "{company}\nTrial Balance\n{title}\n\nFull name,Debit,Credit\nCash,60.00,\nSales,,60.00\nTOTAL,60.00,60.00\n"
    for title in ("As of January 31, 2026", '"As of January 31, 2026"'):
        path = exports.land(tmp_path, "tb.csv", text.format(company="Acme Pty, Ltd", title=title))
        result, rows = exports.read(path)
        assert result.window_to == date(2026, 1, 31)
        assert [(row["account"], row["as_of"]) for row in rows] == [
            ("Cash", date(2026, 1, 31)),
            ("Sales", date(2026, 1, 31)),
        ]


def test_the_stated_period_tells_day_first_from_month_first(tmp_path: Path) -> None:
    text = """\
Acme Pty Ltd,,,,,,,,
General Ledger,,,,,,,,
"1 March - 31 March, 2026",,,,,,,,

,Date,Transaction Type,No.,Name,Description,Split,Amount,Balance
Sales,,,,,,,,
,02/03/2026,Invoice,1,,,Bank,100.00,100.00
,05/03/26,Invoice,2,,,Bank,100.00,200.00
Total for Sales,,,,,,,$200.00,
"""
    result, rows = exports.read(exports.land(tmp_path, "gl.csv", text))
    assert [row["transaction_date"] for row in rows] == [date(2026, 3, 2), date(2026, 3, 5)]
    assert result.facts["date_order_source"] == "period"


def test_months_across_become_rows_and_blank_cells_none(tmp_path: Path) -> None:
    text = """\
Account,Class,Jan 2026,Feb 2026,Mar 2026,Total
Sales,East,"1,000.00",,1200,"2,200.00"
Rent,,500,500,many,1000
Total,,"1,500.00",500,1200,"3,200.00"
"""
    result, rows = exports.read(exports.land(tmp_path, "budget.csv", text), "quickbooks.budget")
    assert [(row["account"], row["class"], row["month"], row["amount"], row["_row"]) for row in rows] == [
        ("Sales", "East", date(2026, 1, 1), Decimal(1000), 2),
        ("Sales", "East", date(2026, 3, 1), Decimal(1200), 2),
        ("Rent", None, date(2026, 1, 1), Decimal(500), 3),
        ("Rent", None, date(2026, 2, 1), Decimal(500), 3),
        ("Rent", None, date(2026, 3, 1), None, 3),
    ]
    assert (result.rows_read, result.rows_rejected) == (5, 1)
    assert rows[0]["_partition"] == "original"
    assert rows[4]["_reject"]["reasons"] == [{"column": "amount", "reason": "not a number", "value": "many"}]
    assert result.slices[0].date_to == date(2026, 3, 1)


def issue(key: str, **more: object) -> dict[str, object]:
    fields = {
        "summary": "s", "status": {"name": "Done", "statusCategory": {"name": "Done"}},
        "project": {"key": "AB", "name": "Alpha"},
        "created": "2026-01-05T10:00:00.000+0100", "labels": ["x", "y"], "duedate": "2026-02-01",
        "assignee": {"displayName": "P"},
        "customfield_10016": 3,
    }  # fmt: skip
    return {"id": "1", "key": key, "self": "https://Meridian.example.net/rest/1", "fields": fields, **more}


PERIODS = """\
RLDNR,RBUKRS,RYEAR,RACCT,HSLVT,HSL02,HSL01,HSL12,HSL13,TSL01
0L,1000,2025,0000400000,100.00,-20.00,5.50,,7.25,999.00
0L,1000,,0000500000,1.00,1.00,,,,
0L,1000,25,0000600000,1.00,,,,,
"""


def test_numbered_months_follow_the_year_of_their_row(tmp_path: Path) -> None:
    result, rows = exports.read(exports.land(tmp_path, "totals.csv", PERIODS), "sap.faglflext")
    assert [(row["gl_account"], row["period"], row["month"], row["amount"]) for row in rows[:4]] == [
        ("0000400000", 0, date(2025, 1, 1), Decimal(100)),
        ("0000400000", 2, date(2025, 2, 1), Decimal(-20)),
        ("0000400000", 1, date(2025, 1, 1), Decimal("5.5")),
        ("0000400000", 13, date(2025, 12, 1), Decimal("7.25")),
    ]
    # Without a year the row stays one rejected record, with its own number and what was written there.
    assert (result.rows_read, result.rows_rejected) == (6, 2)
    assert [row["_row"] for row in rows[4:]] == [3, 4]
    reason = {"column": "fiscal_year", "reason": "not a year, so the months of this row are unknown", "value": None}
    assert reason in rows[4]["_reject"]["reasons"]
    assert {**reason, "value": "25"} in rows[5]["_reject"]["reasons"]
    assert {row["_extra"] for row in rows} == {None}


def test_json_issues_with_history(tmp_path: Path) -> None:
    histories = [
        {
            "created": "2026-01-07T09:00:00.000+0000",
            "items": [{"field": "status", "fromString": "Doing", "toString": "Done"}],
        },
        {
            "created": "2026-01-06T09:00:00.000+0100",
            "items": [
                {"field": "duedate", "from": None, "to": "2026-02-01", "toString": "2026-02-01 00:00:00.0"},
                {"field": "status", "fromString": "To Do", "toString": "Doing"},
                {"field": "assignee", "from": "a", "to": "b"},
            ],
        },
    ]
    document = {"issues": [issue("AB-1", changelog={"total": 5, "histories": histories}), issue("AB-2")]}
    result, rows = exports.read(exports.land(tmp_path, "issues.json", json.dumps(document)), "jira.issues_json")
    assert result.instance == "meridian.example.net"
    assert json.loads(rows[0]["changelog"]) == [
        {"at": "2026-01-06T08:00:00.000Z", "field": "duedate", "from": None, "to": "2026-02-01"},
        {"at": "2026-01-06T08:00:00.000Z", "field": "status", "from": "To Do", "to": "Doing"},
        {"at": "2026-01-07T09:00:00.000Z", "field": "status", "from": "Doing", "to": "Done"},
    ]
    assert rows[1]["changelog"] is None
    assert rows[0]["created"] == datetime(2026, 1, 5, 9)
    assert (rows[0]["labels"], rows[0]["due_date"], rows[0]["story_points"]) == (["x", "y"], date(2026, 2, 1), 3)
    assert [row["_row"] for row in rows] == [1, 2]
    assert result.facts["cut_changelogs"] == 1


def test_a_change_without_a_readable_time_rejects_the_issue(tmp_path: Path) -> None:
    changelog = {
        "histories": [{"created": "yesterday", "items": [{"field": "status", "fromString": "a", "toString": "b"}]}]
    }
    path = exports.land(tmp_path, "issues.json", json.dumps({"issues": [issue("AB-1", changelog=changelog)]}))
    _, rows = exports.read(path)
    assert rows[0]["_reject"]["reasons"][0]["column"] == "changelog"


def test_repeated_columns_become_lists(tmp_path: Path) -> None:
    text = (
        "Summary,Issue key,Issue id,Status,Project key,Created,Labels,Labels,Sprint,Custom field (Story Points)\n"
        "a,AB-1,1,Done,AB,22/Sep/25 9:26 AM,red,blue,,2.5\nb,AB-2,2,Done,AB,01/Oct/25 1:05 PM,,,S 1,\n"
    )
    _, rows = exports.read(exports.land(tmp_path, "jira.csv", text), "jira.issues_csv")
    assert [row["labels"] for row in rows] == [["red", "blue"], []]
    assert [row["sprints"] for row in rows] == [[], ["S 1"]]
    assert [row["created"] for row in rows] == [datetime(2025, 9, 22, 9, 26), datetime(2025, 10, 1, 13, 5)]
    assert rows[0]["story_points"] == Decimal("2.5")


ANSWERS = "StartDate,EndDate,Finished,ResponseId,RecipientEmail,Q1,Q2\n"
MEANINGS = (
    'Start Date,End Date,Finished,Response ID,Recipient Email,"Rate us, please",Why?\n'
    '"{""ImportId"":""startDate"",""timeZone"":""Etc/GMT-8""}","{""ImportId"":""endDate"",""timeZone"":""Etc/GMT-8""}",'
    '"{""ImportId"":""finished""}","{""ImportId"":""_recordId""}","{""ImportId"":""recipientEmail""}",'
    '"{""ImportId"":""QID1""}","{""ImportId"":""QID2_TEXT""}"\n'
)
GIVEN = (
    '2026-01-05 09:00:00,2026-01-05 09:01:00,1,R_1,,9,"fast\nand kind"\n'
    "2026-01-06 09:00:00,2026-01-06 09:00:05,0,R_2,,,\n"
)


def test_questions_across_become_rows_and_their_label_rows_no_records(tmp_path: Path) -> None:
    result, rows = exports.read(exports.land(tmp_path, "survey.csv", ANSWERS + MEANINGS + GIVEN), "qualtrics.responses")
    names = ("response_id", "answer_key", "question", "answer", "_row")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("R_1", "Q1", "Rate us, please", "9", 4),
        ("R_1", "Q2", "Why?", "fast\nand kind", 4),
        ("R_2", None, None, None, 5),
    ]
    assert (result.rows_read, result.rows_rejected, result.first_row) == (3, 0, 4)
    assert result.facts["label_rows"] == 2


def test_a_record_is_never_taken_for_a_label_row(tmp_path: Path) -> None:
    broken = GIVEN.replace("2026-01-06 09:00:00", "yesterday").replace("2026-01-06 09:00:05", "")
    undated = GIVEN.replace("2026-01-05 09:00:00,2026-01-05 09:01:00", ",")
    label = MEANINGS.splitlines()[0] + "\n"
    for text, labels, rejected in ((GIVEN, None, 0), (label + broken, 1, 1), (broken, None, 1), (undated, None, 2)):
        result, rows = exports.read(exports.land(tmp_path, "survey.csv", ANSWERS + text), "qualtrics.responses")
        assert (result.rows_read, result.facts.get("label_rows")) == (3, labels)
        assert {row["response_id"] for row in rows} == {"R_1", "R_2"}
        assert result.rows_rejected == rejected


TWO_ROWS = "Respondent ID,Collector ID,Start Date,End Date,Which?,,Why?\n,,,,Red,Blue,Response\n"
ONE_ROW = "Respondent ID,Collector ID,Start Date,End Date,Which?,,Why?\n"


def test_a_header_of_two_rows_is_one_only_above_empty_key_columns(tmp_path: Path) -> None:
    record = "118,4,01/05/2026 09:00:00 AM,01/05/2026 09:02:00 AM,,Blue,nice\n"
    for header, keys, row in (
        (TWO_ROWS, ["Which? / Blue", "Why? / Response"], 3),
        (ONE_ROW, ["column 6", "Why?"], 2),
    ):
        result, rows = exports.read(exports.land(tmp_path, "s.csv", header + record), "surveymonkey.responses")
        assert [found["answer_key"] for found in rows] == keys
        assert (result.rows_rejected, result.first_row, rows[0]["_row"]) == (0, row, row)
        assert result.facts.get("header_rows") == (2 if header is TWO_ROWS else None)
