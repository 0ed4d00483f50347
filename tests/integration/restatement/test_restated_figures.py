"""From a landed file to a restated figure: closed and first values, causes and files, and what is no restatement."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from small_home import (
    CORRECTED_OCTOBER,
    FROM_UNIT,
    GERMAN_LISTS,
    NEW_MAPPING,
    NOVEMBER,
    OCTOBER,
    SEPTEMBER,
    TO_UNIT,
    SmallHome,
    company,
)
from story import MORE, SAME_RATES, Told

Nights = tuple[SmallHome, dict[str, Told]]


def cell(
    start: date, unit: str = "MI", segment: str = "total", kpi: str = "net_revenue", window: str = "period"
) -> Any:
    return (kpi, unit, segment, "month", window, start)


def rate(month: date) -> float:
    """Average EUR in USD, as the company's events have it."""
    (found,) = [
        item.rate
        for item in company().fx_rates
        if (item.from_currency, item.rate_type) == ("EUR", "average") and item.rate_date.replace(day=1) == month
    ]
    return float(found)


def test_the_first_release_restates_nothing_and_publishes_every_value_for_the_first_time(nights: Nights) -> None:
    base = nights[1]["base"]
    assert base.restated == {}
    assert all(row["first_published_value"] == row["value"] for row in base.kpis.values())
    assert all(row["closed_value"] is None for row in base.kpis.values())


def test_a_corrected_file_restates_the_closed_month_by_what_it_has_more(nights: Nights) -> None:
    base, corrected = nights[1]["base"], nights[1]["corrected"]
    before = base.kpis[cell(OCTOBER)]["value"]
    row = corrected.restated[cell(OCTOBER)]
    assert row["change"] == pytest.approx(MORE * rate(OCTOBER), abs=1e-6)
    assert (row["previous_value"], row["closed_value"], row["is_closed"]) == (before, before, True)
    assert row["value"] == pytest.approx(before + MORE * rate(OCTOBER), abs=1e-6)
    assert row["change_share"] == pytest.approx(row["change"] / before)
    assert (row["cause"], row["cause_files"]) == ("corrected_slice", CORRECTED_OCTOBER)
    assert row["previous_release_id"] == base.release_id
    now = corrected.kpis[cell(OCTOBER)]
    assert (now["value"], now["closed_value"], now["first_published_value"]) == (row["value"], before, before)


def test_a_closed_month_keeps_all_its_values_and_no_other_month_has_any(nights: Nights) -> None:
    base, corrected = nights[1]["base"], nights[1]["corrected"]
    frozen = {key: row["closed_value"] for key, row in corrected.kpis.items() if row["closed_value"] is not None}
    closed = {key: row["value"] for key, row in base.kpis.items() if key[3] == "month" and key[5] == OCTOBER}
    assert frozen == {key: value for key, value in closed.items() if value is not None}
    assert len(frozen) > 100


def test_a_file_for_days_that_nothing_covered_is_late_data(nights: Nights) -> None:
    base, corrected = nights[1]["base"], nights[1]["corrected"]
    key = cell(SEPTEMBER, segment="entity=MI-DE")
    assert base.kpis[key]["status"] == "no_data"
    row = corrected.restated[key]
    assert (row["previous_value"], row["previous_status"], row["change"]) == (None, "no_data", None)
    assert row["value"] > 0
    assert (row["cause"], row["cause_files"]) == ("late_data", GERMAN_LISTS[SEPTEMBER])
    assert corrected.kpis[key]["first_published_value"] == row["value"]


def test_running_periods_and_untouched_domains_are_no_restatements(nights: Nights) -> None:
    base, corrected = nights[1]["base"], nights[1]["corrected"]
    running = ("net_revenue", "MI", "total", "quarter", "period", OCTOBER)
    assert corrected.kpis[running]["value"] > base.kpis[running]["value"]
    assert running not in corrected.restated
    assert {key[5] for key in corrected.restated if key[3] == "month"} <= {SEPTEMBER, OCTOBER, NOVEMBER}
    assert {row["gating_domain"] for row in corrected.restated.values()} <= {"finance", "people", "strategy"}


def test_only_what_differs_is_a_restatement(nights: Nights) -> None:
    for before, after in (("base", "corrected"), ("corrected", "mapped")):
        old, new = nights[1][before].kpis, nights[1][after]
        for key, row in new.restated.items():
            assert (old[key]["value"], old[key]["status"]) != (row["value"], row["status"])
        over = {
            key
            for key, row in new.kpis.items()
            if key in old and (old[key]["value"], old[key]["status"]) != (row["value"], row["status"])
            and key[3] == "month" and key[5] < date(2025, 12, 1)
        }  # fmt: skip
        assert over and over <= new.restated.keys()


def test_a_mapping_restates_the_month_it_says_otherwise_of(nights: Nights) -> None:
    mapped = nights[1]["mapped"]
    for unit in (FROM_UNIT, TO_UNIT):
        row = mapped.restated[cell(NOVEMBER, unit)]
        assert (row["cause"], row["cause_files"]) == ("changed_mapping", NEW_MAPPING)
    lost, won = (mapped.restated[cell(NOVEMBER, unit)] for unit in (FROM_UNIT, TO_UNIT))
    assert (lost["value"], lost["status"]) == (None, "no_data")
    assert won["value"] == pytest.approx((won["previous_value"] or 0) + lost["previous_value"], abs=1e-6)
    assert cell(NOVEMBER) not in mapped.restated  # the company as a whole sold as much
    assert cell(OCTOBER, FROM_UNIT) not in mapped.restated


def test_a_withdrawn_file_is_the_cause_and_is_named(nights: Nights) -> None:
    row = nights[1]["mapped"].restated[cell(SEPTEMBER, segment="entity=MI-DE")]
    assert (row["cause"], row["cause_files"]) == ("corrected_slice", GERMAN_LISTS[SEPTEMBER])
    assert (row["value"], row["status"], row["previous_status"]) == (None, "no_data", "no_target")


def test_rates_exported_again_with_the_same_content_are_no_cause(nights: Nights) -> None:
    at, found = nights
    assert at.rows("select count(*) from read_parquet('index/files.parquet') where name = ?", SAME_RATES) == [(1,)]
    named = {name for row in found["mapped"].restated.values() for name in (row["cause_files"] or "").split(",")}
    assert NEW_MAPPING in named and SAME_RATES not in named
    assert "changed_rate" not in {row["cause"] for row in found["mapped"].restated.values()}


def test_an_opened_month_shows_no_closed_value(nights: Nights) -> None:
    mapped = nights[1]["mapped"]
    assert all(row["closed_value"] is None for row in mapped.kpis.values())
    assert not any(row["is_closed"] for row in mapped.restated.values())


def test_the_same_input_again_tells_the_same_restatements(nights: Nights) -> None:
    mapped, again = nights[1]["mapped"], nights[1]["again"]
    assert again.release_id == f"{mapped.release_id}-2"
    assert again.restated == mapped.restated != {}
    assert again.kpis == mapped.kpis


def test_suppressed_cells_show_nothing_of_what_the_ledger_keeps(nights: Nights) -> None:
    hidden = [row for night in nights[1].values() for row in night.kpis.values() if row["status"] == "suppressed"]
    assert hidden
    assert all(row["closed_value"] is None and row["first_published_value"] is None for row in hidden)


def test_the_unit_tests_and_the_data_tests_of_the_models_pass(nights: Nights) -> None:
    warehouse = nights[0].warehouse
    models = (
        "kpi_previous_release",
        "kpi_published",
        "kpi_closed",
        "kpi_changed_input",
        "mart_restatement",
        "kpi__people",
    )
    results = [one for one in warehouse._nodes("test", "--select", *models) if one.resource_type != "operation"]
    assert [(one.unique_id, one.message) for one in results if one.status != "pass"] == []
    assert sum(one.resource_type == "unit_test" for one in results) == 8
    assert sum(one.resource_type == "test" for one in results) >= 5


def entities_of(manifest: dict[str, Any], *nodes: str) -> set[str]:
    """Entities of the datasets that the models are made from."""
    waiting, seen, found = [f"model.opsmart.{node}" for node in nodes], set(), set()
    while waiting:
        node = waiting.pop()
        if node in manifest["sources"]:
            found.add(manifest["sources"][node]["config"]["meta"].get("entity"))
        elif node not in seen:
            seen.add(node)
            waiting.extend(manifest["parent_map"].get(node, []))
    return found - {None}


@pytest.mark.parametrize("domain", ["finance", "people", "customer", "operations", "risk"])
def test_the_measures_of_a_domain_name_the_entities_that_feed_its_models(nights: Nights, domain: str) -> None:
    at, _ = nights
    named = {
        entity
        for (entities,) in at.rows("select entities from seed.measure_catalog where domain = ?", domain)
        for entity in entities.split(" ")
    }
    manifest = at.warehouse.manifest()
    models = [name for name in (f"msr_{domain}", f"obs_{domain}") if f"model.opsmart.{name}" in manifest["nodes"]]
    # The working calendar decides where a running window is cut; of periods that are over it changes nothing.
    assert named == entities_of(manifest, *models) - {"work_calendar"}


def test_the_content_of_every_mapping_and_rate_dataset_is_compared(nights: Nights) -> None:
    manifest = nights[0].warehouse.manifest()
    read = set(manifest["parent_map"]["model.opsmart.kpi_changed_input"])
    compared = {"org_unit", "org_mapping", "account_type_map", "status_map", "work_calendar", "gl_account", "fx_rate"}
    wanted = {
        name
        for name, node in manifest["sources"].items()
        if node["config"]["meta"].get("entity") in compared and manifest["child_map"][name]
    }
    assert len(wanted) >= len(compared)
    assert wanted <= read
