"""Which encoding a text has: mainland Chinese is read, what only resembles it is not."""

from pathlib import Path

import pytest

from sources.errors import UnreadableExport
from sources.layout.names import normal
from sources.read.text import prepare_text, sniff_encoding

VOUCHER = "凭证日期,凭证号,科目名称\n2026-01-05,记-1,库存现金\n"


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        (VOUCHER, "gb18030", "gb18030"),
        (VOUCHER + "张晗堃\n", "gb18030", "gb18030"),
        (VOUCHER, "utf-8", "utf-8"),
        ("日期,傳票號碼,會計項目,項目名稱,摘要,借方金額\n", "big5", "cp950"),
        ("張偉明的薪資單\n", "big5", "cp950"),
        # Cyrillic is none of the known ones; the strict decoding as western text finds that out.
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


def either() -> bytes:
    """Bytes that are everyday Chinese in both encodings."""
    codes = [bytes((first, second)) for first in range(0xB0, 0xC7) for second in range(0xA1, 0xFF)]
    return b",".join(codes[::200])


def test_of_two_chinese_readings_the_one_with_a_contracts_header_counts() -> None:
    content = either()
    for encoding in ("cp950", "gb18030"):
        names = frozenset(map(normal, content.decode(encoding).split(",")[:2]))
        assert sniff_encoding(content, names) == encoding


def test_a_western_header_is_not_read_as_chinese() -> None:
    content = "Übergröße;Maß\n".encode("cp1252") + "張偉明的薪資單\n".encode("cp950")
    assert sniff_encoding(content, frozenset({normal("Übergröße")})) == "cp1252"


def test_a_text_that_may_be_either_chinese_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "either.csv"
    path.write_bytes(either())
    with pytest.raises(UnreadableExport, match="GB18030 or in Big5") as caught:
        prepare_text(path, path.name, tmp_path)
    assert caught.value.remedy
