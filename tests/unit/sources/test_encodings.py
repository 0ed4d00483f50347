"""Which encoding a text has: mainland Chinese is read, what only resembles it is not."""

import pytest

from sources.read.text import sniff_encoding

VOUCHER = "凭证日期,凭证号,科目名称\n2026-01-05,记-1,库存现金\n"


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (VOUCHER, "gb18030", "gb18030"),
        (VOUCHER + "张晗堃\n", "gb18030", "gb18030"),
        (VOUCHER, "utf-8", "utf-8"),
        # Big5 and Cyrillic are none of the known ones; the strict decoding as western text finds that out.
        ("日期,傳票號碼,會計項目,項目名稱,摘要,借方金額\n", "big5", "cp1252"),
        ("Счёт;Сумма;Привет\n", "cp1251", "cp1252"),
        ("Größe;Maß;Übung;ÄÖÜ\n", "cp1252", "cp1252"),
        ("ÄÖ\n", "cp1252", "cp1252"),
    ],
)
def test_an_encoding_is_told_by_what_the_text_would_say(text: str, written: str, read: str) -> None:
    assert sniff_encoding(text.encode(written)) == read


def test_damaged_utf_8_is_not_taken_for_gb18030() -> None:
    content = VOUCHER.encode() * 20
    assert sniff_encoding(content + b"\xff" + content) == "cp1252"
