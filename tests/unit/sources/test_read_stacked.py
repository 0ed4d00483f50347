"""Tables stacked in one file, series across the columns, JSON records joined with those of other arrays."""

import importlib.util
import json
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

SPEC = importlib.util.spec_from_file_location("exports", Path(__file__).with_name("exports.py"))
assert SPEC and SPEC.loader
exports = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(exports)


def test_stacked_tables_are_read_by_header_and_the_others_told(tmp_path: Path) -> None:
    text = """\
# ----------------------------------------
# Reports snapshot
# Account: Meridian Group
# Property: Meridian Shop
# ----------------------------------------
#
# All Users
# Start date: 20260227
# End date: 20260302
Nth day,Active users,Key events
0000,12,1.5
0001,9,0
0002,0,0
0003,15,2

# Start date: 20260201
# End date: 20260228
Session primary channel group (Default channel group),Sessions
Direct,20
"Organic, Search",16

# New users
# Start date: 20260301
# End date: 20260302
Nth day,New users,Returning users
0000,3,7
0001,x,7
0009,1,1
# Start date: 20260301
# End date: 20260302
Page path and screen class,Views
"""
    path = exports.land(tmp_path, "snapshot.csv", text.replace("\n", "\r\n"))
    result, rows = exports.read(path, "ga4.by_day")
    assert [(row["day"], row["active_users"], row["new_users"], row["key_events"], row["_row"]) for row in rows] == [
        (date(2026, 2, 27), 12, None, 1.5, 11),
        (date(2026, 2, 28), 9, None, 0.0, 12),
        (date(2026, 3, 1), 0, None, 0.0, 13),
        (date(2026, 3, 2), 15, None, 2.0, 14),
        (date(2026, 3, 1), None, 3, None, 26),
        (date(2026, 3, 2), None, None, None, 27),
        (None, None, 1, None, 28),
    ]
    assert (result.rows_read, result.rows_rejected) == (7, 2)
    assert rows[5]["_reject"]["reasons"] == [{"column": "new_users", "reason": "not a number", "value": "x"}]
    outside = {"column": "day", "reason": "lies outside the days of its table", "value": "0009"}
    assert rows[6]["_reject"]["reasons"][0] == outside
    assert rows[4]["_extra"] == {"Returning users": "7"}
    assert (rows[0]["account"], rows[4]["property"]) == ("Meridian Group", "Meridian Shop")
    assert (rows[0]["window_from"], rows[4]["window_from"]) == (date(2026, 2, 27), date(2026, 3, 1))
    assert result.instance == "meridian-shop"
    assert (result.window_from, result.window_to) == (date(2026, 2, 27), date(2026, 3, 2))
    assert result.facts["tables_read"] == 2
    assert result.facts["other_tables"] == [
        {"header": "Session primary channel group (Default channel group), Sessions", "rows": 2},
        {"header": "Page path and screen class, Views", "rows": 0},
    ]
    assert result.facts["unknown_columns"] == ["Returning users"]
    assert any("2 other tables in the file are not read" in warning for warning in result.warnings)


def test_a_file_with_a_line_by_day_is_not_taken_for_its_other_tables(tmp_path: Path) -> None:
    text = """\
# Property: 24" Displays, Inc
# Start date: 20260301
# End date: 20260301
Session primary channel group (Default channel group),Sessions,Engaged sessions
Direct,20,11
# Start date: 20260301
# End date: 20260301
Nth day,Active users
0000,7
"""
    result, rows = exports.read(exports.land(tmp_path, "snapshot.csv", text), "ga4.by_day")
    assert [(row["day"], row["active_users"], row["property"]) for row in rows] == [
        (date(2026, 3, 1), 7, '24" Displays, Inc')
    ]
    assert result.facts["other_tables"] == [
        {"header": "Session primary channel group (Default channel group), Sessions, Engaged sessions", "rows": 1}
    ]


def test_a_table_over_several_days_has_no_day(tmp_path: Path) -> None:
    text = """\
# Property: Meridian Shop
# Startdatum: 20260301
# Enddatum: 20260301

Sitzungen,Standard-Channelgruppe der Sitzung
20,Direct
"""
    one, rows = exports.read(exports.land(tmp_path, "one.csv", text), "ga4.traffic_day")
    assert [(row["day"], row["channel"], row["sessions"]) for row in rows] == [(date(2026, 3, 1), "Direct", 20)]
    assert one.slices[0].date_from == date(2026, 3, 1)
    several = exports.land(tmp_path, "several.csv", text.replace("Enddatum: 20260301", "Enddatum: 20260331"))
    result, rows = exports.read(several, "ga4.traffic_day")
    assert (result.rows_read, result.rows_rejected) == (1, 1)
    reason = rows[0]["_reject"]["reasons"][0]["reason"]
    assert reason == "the table covers 2026-03-01 to 2026-03-31, not one day"


def test_series_across_become_rows_and_their_headers_columns(tmp_path: Path) -> None:
    text = """\
Category: All categories

Month,oscilloscope: (Germany),signal: generator: (Germany)
2026-01,100,<1
2026-02,43,
"""
    result, rows = exports.read(exports.land(tmp_path, "multiTimeline.csv", text), "google_trends.interest_over_time")
    names = ("period_start", "term", "region", "value", "written", "_partition", "_row")
    assert [tuple(row[name] for name in names) for row in rows] == [
        (datetime(2026, 1, 1), "oscilloscope", "Germany", Decimal(100), "100", "oscilloscope|Germany", 4),
        (datetime(2026, 1, 1), "signal: generator", "Germany", None, "<1", "signal: generator|Germany", 4),
        (datetime(2026, 2, 1), "oscilloscope", "Germany", Decimal(43), "43", "oscilloscope|Germany", 5),
    ]
    assert (result.rows_read, result.rows_rejected) == (3, 0)


def board(**more: object) -> dict[str, object]:
    card = {"id": "6785e16d09cc15bb17666cdf", "idShort": 1, "idList": "l2", "idBoard": "b1", "name": "Calibrate"}
    moved = {"listBefore": {"name": "Doing"}, "listAfter": {"name": "Done"}}
    actions = [
        {"type": "updateCard", "date": "2026-01-09T09:00:00.000Z", "data": {"card": {"id": card["id"]}, **moved}},
        {
            "type": "updateCard",
            "date": "2026-01-07T09:00:00.000Z",
            "data": {"card": {"id": card["id"], "due": "2026-01-31T00:00:00.000Z"}, "old": {"due": None}},
        },
        {"type": "commentCard", "date": "2026-01-08T09:00:00.000Z", "data": {"card": {"id": card["id"]}, "text": "x"}},
        {"type": "updateCard", "date": "2026-01-08T09:00:00.000Z", "data": {"card": {"id": "other"}, **moved}},
        {"type": "createBoard", "date": "2026-01-01T09:00:00.000Z", "data": {}},
    ]
    lists = [{"id": "l1", "name": "Doing", "closed": False}, {"id": "l2", "name": "Done", "closed": True}]
    return {"id": "b1", "name": "Lab", "cards": [card], "lists": lists, "actions": actions, **more}


def test_json_records_take_in_those_that_point_to_them(tmp_path: Path) -> None:
    result, rows = exports.read(exports.land(tmp_path, "board.json", json.dumps(board())), "trello.board")
    assert (result.rows_read, result.rows_rejected) == (1, 0)
    names = ("list_name", "list_is_archived", "board_name", "_partition")
    assert tuple(rows[0][name] for name in names) == ("Done", True, "Lab", "b1")
    assert json.loads(rows[0]["changelog"]) == [
        {"at": "2026-01-07T09:00:00.000Z", "field": "due", "from": None, "to": "2026-01-31T00:00:00.000Z"},
        {"at": "2026-01-09T09:00:00.000Z", "field": "list", "from": "Doing", "to": "Done"},
    ]


def test_a_list_that_is_not_there_leaves_its_columns_empty(tmp_path: Path) -> None:
    document = board(lists=[])
    del document["actions"]
    result, rows = exports.read(exports.land(tmp_path, "board.json", json.dumps(document)), "trello.board")
    assert (result.rows_rejected, rows[0]["list_name"], rows[0]["changelog"]) == (0, None, None)
