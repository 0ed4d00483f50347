"""Text files: which encoding, whether anything unusual is in them, and a UTF-8 copy where they are not UTF-8.

Encodings are decided by Python's strict codecs over the whole file: UTF-8 and UTF-16 by mark or pattern, UTF-8, then
GB18030 where the first part reads as everyday Chinese, then cp1252. A file with valid multi-byte UTF-8 before the first
bad byte is damaged UTF-8; long runs of high bytes are no western text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from sources.errors import UnreadableExport

CHUNK = 8 << 20
MAX_LINE = 16 << 20
SNIFFED = 1 << 20
EVERYDAY_SHARE = 0.8
FEW = 4
HIGH_RUN = re.compile(rb"[\x80-\xff]{6}")
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class TextProfile:
    """What one pass over the bytes of the UTF-8 text found; decides which reader is exact enough."""

    path: Path
    encoding: str
    newlines: int
    ends_with_newline: bool
    has_quote: bool
    has_odd_space: bool
    has_lone_return: bool = False


def sniff_encoding(head: bytes) -> str:
    """Encoding suggested by the first bytes (`utf-8` where nothing speaks against it)."""
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    sample = head[:4096]
    half = len(sample) // 2
    if half > 1 and sample[1::2].count(0) > half * 0.4 and not sample[0::2].count(0):
        return "utf-16-le"
    if half > 1 and sample[0::2].count(0) > half * 0.4 and not sample[1::2].count(0):
        return "utf-16-be"
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head)
    except UnicodeDecodeError:
        return "gb18030" if _is_chinese(head) else "cp1252"
    return "utf-8"


def _is_chinese(head: bytes) -> bool:
    """Whether bytes that are not UTF-8 read as Chinese of the mainland's standard.

    Western and Big5 texts may decode as GB18030, too, but not into its punctuation and 3,755 everyday characters: two
    bytes from 0xA1 on, the first below 0xD8.
    """
    try:
        text = codecs.getincrementaldecoder("gb18030")("strict").decode(head[:SNIFFED])
    except UnicodeDecodeError:
        return False
    high = [char.encode("gb18030") for char in text if char > "\x7f"]
    everyday = sum(len(code) == 2 and code[1] >= 0xA1 and 0xA1 <= code[0] <= 0xD7 for code in high)
    return everyday >= max(FEW, EVERYDAY_SHARE * len(high))


def decode_head(head: bytes) -> str:
    """The first characters, for looking at; broken ones are replaced."""
    encoding = sniff_encoding(head)
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)


def prepare_text(path: Path, name: str, work: Path) -> TextProfile:
    """Check every byte and give a UTF-8 file (the original itself where it is one).

    Raises:
        UnreadableExport: NUL bytes, a line over 16 MiB, or a byte that no known encoding explains (with its offset).
    """
    with path.open("rb") as stream:
        encoding = sniff_encoding(stream.read(SNIFFED))
    if encoding == "gb18030" or encoding.startswith("utf-16"):
        return _profile(_transcode(path, name, work, encoding), name, encoding)
    failed = _first_bad_utf8(path)
    if failed is None:
        return _profile(path, name, "utf-8")
    offset, had_multibyte = failed
    if had_multibyte:
        raise UnreadableExport(
            f"the byte at offset {offset:,} is not UTF-8, though the text before it is",
            "The file is cut off or was put together from two encodings: export it again as UTF-8.",
            file=name,
        )
    return _profile(_transcode(path, name, work, "cp1252"), name, "cp1252")


def _first_bad_utf8(path: Path) -> tuple[int, bool] | None:
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    had_multibyte, position = False, 0
    with path.open("rb") as stream:
        while True:
            chunk = stream.read(CHUNK)
            pending = len(decoder.getstate()[0])
            if chunk.isascii() and not pending:
                if not chunk:
                    return None
                position += len(chunk)
                continue
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                before = error.object[: error.start]
                return position - pending + error.start, had_multibyte or not before.isascii()
            if not chunk:
                return None
            had_multibyte = True
            position += len(chunk)


def _transcode(path: Path, name: str, work: Path, encoding: str) -> Path:
    target = work / "utf8.txt"
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    position = 0
    with path.open("rb") as source, target.open("wb") as sink:
        while True:
            chunk = source.read(CHUNK)
            if encoding == "cp1252" and HIGH_RUN.search(chunk):
                raise _undecodable(name, position, "not a western text")
            try:
                sink.write(decoder.decode(chunk, final=not chunk).encode("utf-8"))
            except UnicodeDecodeError as error:
                raise _undecodable(name, position + error.start, error.reason) from error
            if not chunk:
                return target
            position += len(chunk)


def _undecodable(name: str, offset: int, reason: str) -> UnreadableExport:
    return UnreadableExport(
        f"the text is in no known encoding: {reason} near byte {offset:,}",
        "Export it again as UTF-8.",
        file=name,
        expected="UTF-8, UTF-16, GB18030 or Windows-1252",
    )


def _profile(path: Path, name: str, encoding: str) -> TextProfile:
    newlines = line_bytes = lone = 0
    quote = odd = False
    last = b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            if b"\0" in chunk:
                raise UnreadableExport(
                    "holds NUL bytes: it is binary or damaged", "Export it again as CSV, XLSX or JSON.", file=name
                )
            count = chunk.count(b"\n")
            newlines += count
            line_bytes = len(chunk) - chunk.rfind(b"\n") - 1 if count else line_bytes + len(chunk)
            if line_bytes > MAX_LINE:
                raise UnreadableExport(
                    "a line is longer than 16 MiB",
                    "Export it again with line breaks; nothing was loaded.",
                    file=name,
                    row=newlines + 1,
                )
            quote = quote or b'"' in chunk
            if b"\r" in chunk or last == b"\r":
                lone += chunk.count(b"\r") - chunk.count(b"\r\n") - (last == b"\r" and chunk[:1] == b"\n")
            odd = odd or b"\t" in chunk or (not chunk.isascii() and (b"\xc2\xa0" in chunk or b"\xe3\x80\x80" in chunk))
            last = chunk[-1:]
    return TextProfile(path, encoding, newlines, last == b"\n", quote, odd, lone > 0)
