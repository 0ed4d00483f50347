"""Risks, controls, scans, web and market figures of the mixed company, row by row."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from hashlib import md5

import pytest
from mixed_company import MixedCompany

REGISTER = "risk_register:default:"
OURS = f"(risk_id = 'T-1' or risk_id like '{REGISTER}%')"
SHOP, TEST = (md5(host.encode()).hexdigest() for host in ("192.0.2.10", "192.0.2.20"))


def day(text: str) -> date:
    return date.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_registers_and_the_template_stand_side_by_side(mixed: MixedCompany) -> None:
    """R-2 is closed by the second snapshot; "Supplier fails" is in the list by names too; "Weather" is no category."""
    told = "risk_id, title, category, org_unit_id, status, identified_on, closed_on, cadence_days"
    assert mixed.rows(f"select {told} from intermediate.int_risk where {OURS} order by risk_id") == [
        ("T-1", "Prices fall", "market", "SALES", "open", day("2025-12-01"), None, 90),
        (
            REGISTER + "Key engineer leaves", "Key engineer leaves", "people", "unassigned", "open",
            day("2026-01-15"), None, 60,
        ),
        (REGISTER + "R-1", "Supplier fails", "market", "unassigned", "open", day("2026-01-05"), None, 60),
        (
            REGISTER + "R-2", "Server room floods", "technical", "unassigned", "closed",
            day("2026-01-31"), day("2026-02-28"), 60,
        ),
        (REGISTER + "R-3", "Patent claim", "unmapped", "unassigned", "unmapped", day("2026-01-31"), None, 60),
    ]  # fmt: skip


def test_each_snapshot_of_a_register_is_an_assessment_but_where_the_scale_cannot_be_read(mixed: MixedCompany) -> None:
    """The template's words on a register's risk are known by its id there, and win on the same day.

    "perhaps" and "30%" are no step of the scale: R-3 has no assessment.
    """
    told = "risk_id, as_of, kind, likelihood, impact, loss_p95, currency"
    rows = mixed.rows(f"select {told} from intermediate.int_risk_assessment where {OURS} order by risk_id, as_of, kind")
    assert rows == [
        ("T-1", day("2026-01-10"), "residual", 2, 5, Decimal(400), "EUR"),
        (REGISTER + "Key engineer leaves", day("2026-01-15"), "inherent", 5, 3, None, "USD"),
        (REGISTER + "R-1", day("2026-01-10"), "inherent", 5, 5, None, "USD"),
        (REGISTER + "R-1", day("2026-01-31"), "residual", 4, 4, None, "USD"),
        (REGISTER + "R-1", day("2026-02-28"), "residual", 1, 1, Decimal(40), "USD"),
        (REGISTER + "R-2", day("2026-01-31"), "residual", 2, 4, None, "USD"),
        (REGISTER + "R-2", day("2026-02-28"), "residual", 2, 4, None, "USD"),
    ]
    appetite = "select category, metric, threshold, valid_from, valid_to from intermediate.int_risk_appetite"
    assert mixed.rows(appetite) == [("market", "score", Decimal(9), day("2026-01-01"), day("9999-12-31"))]


def test_one_cve_on_one_asset_counts_once_however_many_scanners_tell_of_it(mixed: MixedCompany) -> None:
    """What each row rests on.

    - CVE-2026-0001: Nessus on 02-01 and 03-01, OpenVAS on 02-15; Tenable from 01-20 on, which saw it
      last: fixed on 03-10.
    - CVE-2026-0002: the second CVE of one OpenVAS result, High at 9.8.
    - CVE-2026-0004: QID 9000 in both exports of Qualys, in one of them without its CVE.
    - Nessus 200 is absent from the scan of 03-01; Qualys 9002 is ignored, 9001 potential; CVE-2026-0003 is accepted.
    """
    told = (
        "asset_key, finding, system, severity, cvss, is_confirmed, is_accepted, status, "
        "first_found_at, last_found_at, fixed_at"
    )
    rows = mixed.rows(f"select {told} from intermediate.int_vulnerability order by asset_key = ?, finding", TEST)
    assert rows == [
        (SHOP, "CVE-2026-0001", "tenable_io", "high", Decimal("9.1"), True, False, "fixed",
         at("2026-01-20 06:00"), at("2026-03-01"), at("2026-03-10 06:00")),
        (SHOP, "CVE-2026-0002", "openvas", "critical", Decimal("9.8"), True, False, "open",
         at("2026-02-15 08:00"), at("2026-02-15 08:00"), None),
        (SHOP, "CVE-2026-0003", "tenable_io", "critical", Decimal("9.8"), True, True, "open",
         at("2026-02-20 06:00"), at("2026-03-10 06:00"), None),
        (SHOP, "openvas:1.3.6.2", "openvas", "info", Decimal("0.0"), True, False, "open",
         at("2026-02-15 08:00"), at("2026-02-15 08:00"), None),
        (SHOP, "tenable:200", "nessus", "high", None, True, False, "fixed",
         at("2026-02-01"), at("2026-02-01"), at("2026-03-01")),
        (SHOP, "tenable:300", "nessus", "info", None, True, False, "open", at("2026-02-01"), at("2026-03-01"), None),
        (TEST, "CVE-2026-0004", "qualys", "critical", Decimal("9.8"), True, False, "open",
         at("2026-01-13 15:14"), at("2026-03-01 07:00"), None),
        (TEST, "qualys:9001", "qualys", "medium", None, False, False, "open",
         at("2026-02-01 07:00"), at("2026-02-20 07:00"), None),
        (TEST, "qualys:9002", "qualys", "high", Decimal("7.0"), True, True, "open",
         at("2026-02-01 07:00"), at("2026-03-01 07:00"), None),
    ]  # fmt: skip
    names = mixed.rows("select scanner_count from intermediate.int_vulnerability where finding = 'CVE-2026-0001'")
    assert names == [(3,)]


def test_a_day_of_the_site_is_told_by_its_best_export_alone(mixed: MixedCompany) -> None:
    """March 1 is in the traffic report, March 2 in the events: one came twice, one is of an unfinished day."""
    told = "day, channel, sessions, engaged_sessions, users, new_users, key_events, sessions_with_key_event"
    rows = mixed.rows(
        f"select {told} from intermediate.int_web_daily where property_id = 'ga4:aster-shop' order by day, channel"
    )
    assert rows == [
        (day("2026-02-27"), "(all)", 20, 15, 12, None, Decimal("1.5"), None),
        (day("2026-02-28"), "(all)", 10, 5, 9, None, Decimal(0), None),
        (day("2026-03-01"), "Direct", 20, 11, 15, None, Decimal(2), 2),
        (day("2026-03-01"), "Organic Search", 16, 8, 12, None, Decimal(0), 0),
        (day("2026-03-02"), "(all)", 2, 1, 2, 1, Decimal(2), 1),
    ]


def test_indices_and_search_interest_are_series_on_scales_of_their_own(mixed: MixedCompany) -> None:
    told = "system, series, region, period_start, value, is_below_one, scale = '2015 = 100'"
    assert mixed.rows(f"select {told} from intermediate.int_market_index order by system, period_start") == [
        ("google_trends", "gear pump", "Germany", at("2026-02-01"), Decimal(100), False, False),
        ("google_trends", "gear pump", "Germany", at("2026-02-08"), None, True, False),
        ("market", "Machinery", "DE", at("2026-01-01"), Decimal("104.5"), False, True),
        ("market", "Machinery", "DE", at("2026-02-01"), Decimal("105.25"), False, True),
    ]
    told = "term, place, window_from, window_to, value, is_below_one"
    window = (day("2026-02-01"), day("2026-02-28"))
    assert mixed.rows(f"select {told} from intermediate.int_market_interest order by place") == [
        ("gear pump", "Bavaria", *window, Decimal(74), False),
        ("gear pump", "Berlin", *window, None, True),
    ]


def test_control_tests_and_compliance_checks_have_results_of_a_closed_list(mixed: MixedCompany) -> None:
    told = "control_test_id, control_id, tested_on, result, issues_count"
    assert mixed.rows(f"select {told} from intermediate.int_control_test order by 1") == [
        (REGISTER + "CT1", "C9", day("2026-02-03"), "ineffective", 2),
        (REGISTER + "CT2", "C9", day("2026-03-03"), "effective", None),
        (REGISTER + "CT3", "C9", day("2026-03-20"), "unmapped", None),
    ]
    told = "compliance_check_id, checked_on, valid_to, is_current, status, due_date, original_due_date"
    doors, backups = REGISTER + "Access|Doors|X-1 A.7.2", REGISTER + "|Backups|X-1 A.8.1"
    first, second, until, ever = day("2026-01-31"), day("2026-02-28"), day("2026-02-27"), day("9999-12-31")
    due, moved = day("2026-02-15"), day("2026-03-15")
    assert mixed.rows(f"select {told} from intermediate.int_compliance_check order by area desc, checked_on") == [
        (doors, first, until, False, "partial", due, due),
        (doors, second, ever, True, "compliant", moved, due),
        (backups, first, until, False, "unmapped", None, None),
        (backups, second, ever, True, "non_compliant", None, None),
    ]


def test_words_that_no_list_knows_are_told(mixed: MixedCompany) -> None:
    assert mixed.rows("select entity, row_id, told from test_failures.risk_words_are_mapped order by all") == [
        ("control_test", REGISTER + "CT3", "unmapped"),
        ("kri_observation", "K9", "unmapped"),
        ("risk", "R-3", "unmapped, unmapped"),
        ("risk_assessment", "R-3", "likelihood or impact"),
    ]


ACTION = "risk_action_id, risk_id, category, original_due_date, due_date, amount, currency, status"
KRI = "kri_id, day, status, fresh_until, consecutive_reds"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("control_id, is_key, org_unit_id, valid_to from int_control", [("C9", True, "OPS", day("9999-12-31"))]),
        ("risk_id, control_id from int_risk_control", [("T-1", "C9"), (REGISTER + "R-1", "C9")]),
        (
            f"{ACTION} from int_risk_action",
            [
                (
                    "A1",
                    REGISTER + "R-1",
                    "market",
                    day("2026-02-01"),
                    day("2026-03-01"),
                    Decimal("1200.5"),
                    "USD",
                    "open",
                ),
                ("A2", "T-1", "market", day("2026-02-15"), day("2026-02-15"), None, None, "done"),
                ("A3", "R-99", "unmapped", day("2026-02-15"), day("2026-02-15"), None, None, "open"),
            ],
        ),
        (
            f"{KRI} from int_kri_observation",
            [
                ("K1", day("2026-01-31"), "green", day("2026-03-12"), 0),
                ("K1", day("2026-02-28"), "red", day("2026-04-09"), 1),
                ("K1", day("2026-03-31"), "red", day("2026-05-10"), 2),
                ("K2", day("2026-03-01"), "amber", day("2026-03-11"), 0),
                ("K2", day("2026-03-10"), "red", day("2026-03-20"), 1),
                ("K3", day("2026-03-01"), "green", day("2026-03-06"), 0),
                ("K3", day("2026-03-02"), "red", day("2026-03-07"), 1),
                ("K9", day("2026-03-02"), "unmapped", None, 0),
            ],
        ),
        (
            "kri_id, risk_id, category, red, band_high, is_leading from int_kri",
            [
                ("K1", REGISTER + "R-1", "market", Decimal(10), None, True),
                ("K2", "T-1", "financial", Decimal(20), None, False),
                ("K3", None, "technical", None, Decimal(24), False),
            ],
        ),
        (
            "legal_matter_id, valid_from, valid_to, status, amount, provision_amount, currency from int_legal_matter",
            [
                ("M1", day("2026-01-31"), day("2026-02-27"), "open", Decimal(1000), None, "EUR"),
                ("M1", day("2026-02-28"), day("9999-12-31"), "settled", Decimal("400.25"), Decimal("400.25"), "EUR"),
            ],
        ),
        (
            "asset_id, service_id, past_end_from from int_asset_lifecycle",
            [("AS1", "S1", day("2026-03-01")), ("AS2", None, None)],
        ),
        (
            "service_id, valid_from, valid_to, agreed_minutes from int_service",
            [
                ("S1", day("1900-01-01"), day("2026-02-28"), 1440),
                ("S1", day("2026-03-01"), day("9999-12-31"), 1200),
            ],
        ),
        (
            "emergency_plan_id, category, rto_minutes, needs_annual_drill from int_emergency_plan",
            [("P1", "technical", 60, True)],
        ),
        (
            "drill_id, org_unit_id, drill_type, held_on, is_rto_met from int_drill",
            [
                ("D1", "OPS", "full", day("2026-02-02"), True),
                ("D2", "OPS", "full", day("2026-03-01"), False),
                ("D3", "OPS", "paper", None, False),
            ],
        ),
        (
            "competitor_event_id, observed_on, competitor, event_type, impact from int_competitor_event",
            [("E1", day("2026-02-03"), "Nova Gears", "price", 4)],
        ),
        (
            "goal_id, goal_version, valid_from, valid_to, reason, target, original_target from int_goal_version",
            [
                ("G1", 1, day("2026-01-01"), day("2026-02-14"), "initial", Decimal(110), Decimal(110)),
                ("G1", 2, day("2026-02-15"), day("9999-12-31"), "market", Decimal(106), Decimal(110)),
            ],
        ),
    ],
)
def test_what_only_templates_tell(mixed: MixedCompany, query: str, expected: list[tuple[object, ...]]) -> None:
    columns, model = query.split(" from ")
    assert mixed.rows(f"select {columns} from intermediate.{model} order by 1, 2") == expected
