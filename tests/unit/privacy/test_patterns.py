"""Personal forms in texts: addresses and telephone, identity and card numbers are found, what resembles them passes."""

from __future__ import annotations

import pytest

from orchestration.evidence.privacy.patterns import PREFILTER, is_card, is_identity, number_forms, personal_forms

PERSONAL = [
    ("pia.keller@meridian.example", "e-mail"),
    ("letter to 李雷 <lilei@163.com>, second try", "e-mail"),
    ("Ｐia＠meridian.example", "e-mail"),  # full-width signs
    ("+49 30 1234567", "phone"),
    ("call +1 (415) 555-0132 today", "phone"),
    ("+49 (0)30 1234567", "phone"),
    ("+8613812345678", "phone"),
    ("+12345678", "phone"),
    ("0049 30 1234567", "phone"),
    ("13812345678", "phone"),
    ("电话13812345678", "phone"),
    ("138-1234-5678", "phone"),
    ("86 138 1234 5678", "phone"),
    ("11010519491231002X", "identity number"),
    ("身份证11010519491231002x。", "identity number"),
    ("320311197707060018", "identity number"),
    ("4111111111111111", "bank card"),
    ("card 4111 1111 1111 1111.", "bank card"),
    ("5555-5555-5555-4444", "bank card"),
    ("3782 822463 10005", "bank card"),
    ("卡号6200000000000005", "bank card"),
    ("6205500000000000004", "bank card"),
    ("4222222222222", "bank card"),
]
HARMLESS = [
    "bamboohr/Employees 2025-06-30.csv",
    "sap-de/FBL3N_2000_2025Q2_2025-07-03.txt",
    "Meridian Instruments Inc._General Ledger 2025.csv",
    "export_20250703103000.csv",
    "export_20250703103000123.csv",
    "2025-07-03T10:30:00+02:00",
    "2025-07-03 10:30:00+1000",
    "2025/07/03 - 2025/09/30",
    "2025-12-19-de18c6b9",
    "0100012345",
    "4500012345",
    "000000000000100123",
    "1766102400000",
    "1766102400",
    "+12.5 %",
    "+1 000 000 USD",
    "+12 345 678.50",
    "+12345678.50 EUR",
    "Account 100-200-3000",
    "PO 180-2025-0331",
    "A+B 2025 2026",
    "v1.13.2",
    "icon@2x.png",
    "@all",
    "640000 Löhne und Gehälter",
    "RSK-001",
    "customer 0.13812345678",
    "id a13812345678b",
    "4006381333931",  # EAN-13 of a pen
    "4000000000006",  # valid both as EAN-13 and by Luhn: 6 + 4 = 10
    "91310000MA1FL1234X",  # 统一社会信用代码
    "110105491231002",  # identity number of the old form, 15 digits
    "11010519491231002X7",
    "110105194912310021",  # check character must be X
    "110105194902300026",  # 30 February
    "440524188001010014",  # check digit right (195 mod 11 = 8: 4), born 1880
    "4111111111111112",  # Luhn fails
    "9111111111111111",  # no issuer
    "2025 0703 1030 0012",
    "12-34-56",
    "年初至今2025年1月1日至12月19日",
    "GRI 401-1; ISO/TS 30421",
    "1,234,567,890.12",
]


@pytest.mark.parametrize(("text", "form"), PERSONAL)
def test_a_personal_form_is_found(text: str, form: str) -> None:
    assert form in personal_forms(text)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_resembles_one_passes(text: str) -> None:
    assert personal_forms(text) == []


def test_the_prefilter_lets_every_personal_form_through() -> None:
    import duckdb

    texts = [text for text, _ in PERSONAL]
    left = duckdb.execute(
        "select t from unnest(?) as x(t) where not regexp_matches(t, ?)", [texts, PREFILTER]
    ).fetchall()
    assert left == []


def test_the_check_character_of_an_identity_number_is_that_of_gb_11643() -> None:
    # 1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 times 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2
    # = 7+9+0+5+0+20+2+9+24+27+7+18+30+5+0+0+4 = 167; 167 mod 11 = 2: X
    assert is_identity("11010519491231002X")
    # 3 2 0 3 1 1 1 9 7 7 0 7 0 6 0 0 1: 21+18+0+15+8+4+2+9+42+21+0+63+0+30+0+0+2 = 235; 235 mod 11 = 4: 8
    assert is_identity("320311197707060018")
    assert not any(is_identity(f"32031119770706001{digit}") for digit in "012345679X")


def test_a_card_needs_issuer_length_and_luhn() -> None:
    # 4111 1111 1111 1111: from the right 8 ones, and 7 ones doubled, and 4 doubled: 8 + 14 + 8 = 30
    assert is_card("4111111111111111")
    assert not is_card("411111111111111")
    assert not any(is_card(f"411111111111111{digit}") for digit in "023456789")


def test_whole_numbers_are_read_as_they_stand() -> None:
    assert number_forms(13812345678) == ["phone"]
    assert number_forms(4111111111111111) == ["bank card"]
    assert number_forms(320311197707060018) == ["identity number"]
    assert number_forms(20250703103000) == []
    assert number_forms(1381234567) == []
