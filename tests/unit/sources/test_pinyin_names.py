"""Readings worked out by hand, as dictionaries of surnames and the passport rules give them."""

from __future__ import annotations

import pytest

from sources.pinyin_names import ChineseName, PinyinIndex, is_chinese, latin_tokens

PEOPLE = (
    ChineseName("1", "单雪梅"),  # Shàn as a surname, dān as a word
    ChineseName("2", "曾伟"),  # Zēng as a surname, céng as a word
    ChineseName("3", "欧阳娜娜"),  # a surname of two characters
    ChineseName("4", "吕丽"),  # Lǚ: LYU in a passport, lv or lu by keyboard
    ChineseName("5", "王伟", 1),
    ChineseName("6", "汪威", 1),  # another surname and another given name, the same letters
    ChineseName("7", "张重庆", 1),  # 重 is chóng in the city's name, zhòng as a word
    ChineseName("8", "李小龙", 1),
    ChineseName("9", "仇解放", 1),  # Qiú as a surname, chóu as a word; 解 jiě, jiè, xiè
    ChineseName("10", "Ada Sample"),
)
INDEX = PinyinIndex(PEOPLE)


@pytest.mark.parametrize(
    ("latin", "keys"),
    [
        ("Shan Xuemei", ["1"]),
        ("xuemei.shan", ["1"]),
        ("Dan Xue-Mei", ["1"]),
        ("Zeng Wei", ["2"]),
        ("ceng wei", ["2"]),
        ("Ouyang Nana", ["3"]),
        ("Nana Ouyang", ["3"]),
        ("ouyang.nana", ["3"]),
        ("Lv Li", ["4"]),
        ("Lu Li", ["4"]),
        ("LYU, Li", ["4"]),
        ("Lü Li", ["4"]),
        ("Li Lǚ", ["4"]),
        ("Wang Wei", ["5", "6"]),
        ("Wei WANG", ["5", "6"]),
        ("wei.wang2", ["5", "6"]),
        ("weiwang", ["5", "6"]),
        ("Wáng Wěi", ["5", "6"]),
        ("Zhang Chongqing", ["7"]),
        ("Zhongqing Zhang", ["7"]),
        ("Chou Jiefang", ["9"]),
        ("Qiu Xie Fang", ["9"]),
    ],
)
def test_a_latin_name_means_everybody_whose_name_reads_so(latin: str, keys: list[str]) -> None:
    assert [one.key for one in INDEX.candidates(latin)] == keys


@pytest.mark.parametrize(
    "name",
    [
        "Wang",
        "Wangw Ei",  # a word ends within a syllable
        "Wang Wei Min",
        "Long Lixiao",  # 李 is the surname, so nothing of the name stands before it but all of the rest
        "王伟",
        "Ван Вэй",
        "Ada Sample",
        "",
        "42",
    ],
)
def test_a_name_that_reads_otherwise_means_nobody(name: str) -> None:
    assert INDEX.candidates(name) == []


def test_a_list_of_full_names_leaves_open_how_long_a_surname_is() -> None:
    both = PinyinIndex([ChineseName("a", "李小龙")])
    assert [one.key for one in both.candidates("Long Lixiao")] == ["a"]
    assert [one.key for one in both.candidates("Xiaolong Li")] == ["a"]


def test_words_are_letters_without_accents_digits_and_signs() -> None:
    assert latin_tokens("O'Brien-Núñez, Zoë 2") == ("o", "brien", "nunez", "zoe")
    assert latin_tokens("王 Wei") == ()


@pytest.mark.parametrize(
    ("name", "told"), [("欧阳·娜娜", True), ("王 伟", True), ("王伟 Wei", False), ("Wei", False), ("", False)]
)
def test_a_chinese_name_has_characters_only(name: str, told: bool) -> None:
    assert is_chinese(name) is told
