"""Small groups and their complements on trees small enough to do by hand."""

from __future__ import annotations

from sources.demo.truth.suppression import hidden_units

FLAT = {"P": None, "t3": "P", "t6": "P"}


def test_team_of_three_hides_its_only_sibling_too() -> None:
    assert hidden_units(FLAT, {"P": 9, "t3": 3, "t6": 6}, {}) == {"t3", "t6"}


def test_direct_members_of_the_parent_cover_the_small_team() -> None:
    # order: 3, direct 4, 6; seven people stand before the team of six, which is third
    assert hidden_units(FLAT, {"P": 13, "t3": 3, "t6": 6}, {"P": 4}) == {"t3"}


def test_too_few_direct_members_do_not_cover_it() -> None:
    # order: direct 1, 3, 6; four people stand before the team of six
    assert hidden_units(FLAT, {"P": 10, "t3": 3, "t6": 6}, {"P": 1}) == {"t3", "t6"}


def test_many_direct_members_stand_among_the_hidden_ones() -> None:
    # order: 3, direct 10, 6: as nobody sees the ten, the team of six need not join them
    assert hidden_units(FLAT, {"P": 19, "t3": 3, "t6": 6}, {"P": 10}) == {"t3"}


def test_few_direct_members_take_the_smallest_sibling_along() -> None:
    # order: direct 1, 6, 8; seven people stand before the team of eight. Else 15 - 6 - 8 would show the one person.
    tree = {"P": None, "a": "P", "b": "P"}
    assert hidden_units(tree, {"P": 15, "a": 6, "b": 8}, {"P": 1}) == {"a"}


def test_five_direct_members_hide_nobody() -> None:
    tree = {"P": None, "a": "P", "b": "P"}
    assert hidden_units(tree, {"P": 19, "a": 6, "b": 8}, {"P": 5}) == frozenset()


def test_five_are_enough_to_be_shown() -> None:
    assert hidden_units(FLAT, {"P": 11, "t3": 5, "t6": 6}, {}) == frozenset()


def test_the_smallest_sibling_joins_the_hidden_and_ties_go_by_id() -> None:
    tree = {"P": None, "a": "P", "b": "P", "c": "P", "s": "P"}
    assert hidden_units(tree, {"P": 24, "a": 7, "b": 7, "c": 8, "s": 2}, {}) == {"s", "a"}


def test_siblings_are_hidden_until_five_people_stand_before() -> None:
    # order: 1, 1, 8, 9: two people stand before the third, ten before the fourth
    tree = {"P": None, "a": "P", "b": "P", "c": "P", "d": "P"}
    assert hidden_units(tree, {"P": 19, "a": 1, "b": 1, "c": 8, "d": 9}, {}) == {"a", "b", "c"}


def test_two_small_teams_cover_each_other() -> None:
    tree = {"P": None, "a": "P", "b": "P", "c": "P"}
    assert hidden_units(tree, {"P": 17, "a": 3, "b": 4, "c": 10}, {}) == {"a", "b"}


def test_an_empty_unit_is_last_in_the_order() -> None:
    tree = {"P": None, "s": "P", "empty": "P", "big": "P"}
    assert hidden_units(tree, {"P": 13, "s": 3, "big": 10}, {}) == {"s", "big"}


def test_all_below_a_hidden_unit_is_hidden() -> None:
    tree = {"P": None, "s": "P", "big": "P", "big1": "big", "big2": "big", "far": "P", "far1": "far"}
    people = {"P": 63, "s": 3, "big": 20, "big1": 10, "big2": 10, "far": 40, "far1": 40}
    assert hidden_units(tree, people, {}) == {"s", "big", "big1", "big2"}


def test_a_small_company_hides_everything() -> None:
    assert hidden_units({"P": None, "a": "P"}, {"P": 4, "a": 4}, {}) == {"P", "a"}
