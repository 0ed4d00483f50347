"""Text files: which encoding, whether anything unusual is in them, and a UTF-8 copy where they are not UTF-8.

Encodings are decided by Python's strict codecs over the whole file: UTF-8 and UTF-16 by mark or pattern, UTF-8, then
GB18030 or Big5 where the first part reads as everyday Chinese of the one or the other, then cp1252. Short texts can be
several of these: then that one counts in which the header has a contract's names, else the one with clearly more
everyday characters; where that does not decide either, the file is refused. A file with valid multi-byte UTF-8 before
the first bad byte is damaged UTF-8; long runs of high bytes are no western text.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from sources.errors import UnreadableExport
from sources.layout.names import normal

CHUNK = 8 << 20
MAX_LINE = 16 << 20
SNIFFED = 1 << 20
EVERYDAY_SHARE = 0.8
CLEARLY = 0.1
FEW = 4
GB, BIG5, WESTERN, AMBIGUOUS = "gb18030", "cp950", "cp1252", "ambiguous"
HEAD_LINES = 40
DELIMITERS = re.compile(r"[,;\t|]")
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


def sniff_encoding(head: bytes, names: frozenset[str] = frozenset()) -> str:
    """Encoding suggested by the first bytes (`utf-8` where nothing speaks against it, `ambiguous` where several do).

    `names`: the normalised headers that contracts know.
    """
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
        return _legacy(head[:SNIFFED], names)
    return "utf-8"


def _legacy(head: bytes, names: frozenset[str]) -> str:
    """The encoding of bytes that are not UTF-8."""
    texts = {encoding: text for encoding in (GB, BIG5, WESTERN) if (text := _strict(head, encoding)) is not None}
    if names and texts:
        found = {encoding: _names_in(text, names) for encoding, text in texts.items()}
        best = [encoding for encoding, count in found.items() if count == max(found.values())]
        if len(best) == 1:
            return best[0]
    shares = {encoding: _everyday(text, encoding) for encoding, text in texts.items() if encoding != WESTERN}
    likely = sorted(((share, encoding) for encoding, share in shares.items() if share >= EVERYDAY_SHARE), reverse=True)
    if len(likely) > 1 and likely[0][0] - likely[1][0] < CLEARLY:
        return AMBIGUOUS
    return likely[0][1] if likely else WESTERN


def _strict(head: bytes, encoding: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)("strict").decode(head)
    except UnicodeDecodeError:
        return None


def _names_in(text: str, names: frozenset[str]) -> int:
    """How many names the row of the first 40 has that has most."""
    lines = text.splitlines()[:HEAD_LINES]
    return max(
        (len({normal(cell.strip('" ')) for cell in DELIMITERS.split(line)} & names) for line in lines), default=0
    )


def _everyday(text: str, encoding: str) -> float:
    """Which share of the characters beyond ASCII is everyday Chinese of an encoding; 0 where there are too few.

    Western and the other Chinese texts may decode, too, but not into its punctuation and frequent characters: of
    GB18030 two bytes from 0xA1 on, the first below 0xD8; of Big5 the first from 0xA1 to 0xC6.
    """
    codes = [char.encode(encoding) for char in text if char > "\x7f"]
    last, second = (0xD7, 0xA1) if encoding == GB else (0xC6, 0x40)
    everyday = sum(len(code) == 2 and code[1] >= second and 0xA1 <= code[0] <= last for code in codes)
    return everyday / len(codes) if everyday >= FEW else 0.0


def decode_head(head: bytes, name: str, names: frozenset[str] = frozenset()) -> str:
    """The first characters, for looking at; broken ones are replaced.

    Raises:
        UnreadableExport: the encoding is ambiguous.
    """
    encoding = _known(sniff_encoding(head, names), name)
    return codecs.getincrementaldecoder(encoding)("replace").decode(head)


def _known(encoding: str, name: str) -> str:
    if encoding == AMBIGUOUS:
        raise UnreadableExport(
            "the text is Chinese in GB18030 or in Big5, and nothing in it shows which",
            "Export it again as UTF-8.",
            file=name,
        )
    return encoding


def prepare_text(path: Path, name: str, work: Path, names: frozenset[str] = frozenset()) -> TextProfile:
    """Check every byte and give a UTF-8 file (the original itself where it is one); `names` as for `sniff_encoding`.

    Raises:
        UnreadableExport: NUL bytes, a line over 16 MiB, or a byte that no known encoding explains (with its offset).
    """
    with path.open("rb") as stream:
        encoding = _known(sniff_encoding(stream.read(SNIFFED), names), name)
    if encoding in (GB, BIG5) or encoding.startswith("utf-16"):
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
        expected="UTF-8, UTF-16, GB18030, Big5 or Windows-1252",
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
