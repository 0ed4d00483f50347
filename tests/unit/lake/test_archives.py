"""Archives in the landing folder: members are files of their own, and no archive does harm."""

from __future__ import annotations

import gzip
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from exports import month, sap, staff

from sources import archives, ingest_run
from sources.archives import is_archive, unpack
from sources.errors import UnreadableExport
from sources.ingest import IngestSummary, ingest_landing
from sources.lake.paths import Lake
from sources.lake.settings import LakeSettings

NOW = datetime(2025, 12, 20, 2, tzinfo=UTC)


def night(home: Path) -> IngestSummary:
    return ingest_landing(home / "lake", home / "landing", LakeSettings(), NOW)


def statuses(summary: IngestSummary) -> dict[str, str]:
    return {item.name: str(item.status) for item in summary.files}


def zipped(path: Path, members: dict[str, Path]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in members.items():
            archive.writestr(zipfile.ZipInfo(name), file.read_bytes(), zipfile.ZIP_DEFLATED)
    return path


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """An archive of two ledgers with a note between them that no contract describes."""
    files = {
        "de/january.csv": sap(tmp_path / "january.csv", month("1000", 1, 3)),
        "de/february.csv": sap(tmp_path / "february.csv", month("1000", 2, 4)),
        ".hidden": tmp_path / "january.csv",
        "__MACOSX/._january.csv": tmp_path / "january.csv",
    }
    (tmp_path / "notes.txt").write_text("nothing,we,know\n1,2,3\n", encoding="utf-8")
    return zipped(tmp_path / "landing" / "sap" / "year.zip", files | {"notes.txt": tmp_path / "notes.txt"})


def test_members_are_files_of_their_own_and_a_bad_one_does_not_stop_the_others(two: Path, tmp_path: Path) -> None:
    summary = night(tmp_path)
    assert statuses(summary) == {
        "sap/year.zip/de/february.csv": "loaded",
        "sap/year.zip/de/january.csv": "loaded",
        "sap/year.zip/notes.txt": "failed",
    }
    assert sorted(item.receipt.rows_loaded for item in summary.files if item.receipt) == [3, 4]
    assert list(Lake(tmp_path / "lake").aside.iterdir()) == []


def test_a_known_archive_is_not_opened_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    january = sap(tmp_path / "january.csv", month("1000", 1, 3))
    zipped(tmp_path / "landing" / "a.zip", {"january.csv": january})
    night(tmp_path)
    monkeypatch.setattr(ingest_run, "unpack", lambda *_: pytest.fail("was opened again"))
    assert statuses(night(tmp_path)) == {"a.zip/january.csv": "known"}
    (tmp_path / "landing" / "a.zip").unlink()
    night(tmp_path)
    assert (tmp_path / "lake" / "index" / archives.CACHE).read_text(encoding="utf-8") == "{}"


def test_a_member_that_landed_by_itself_is_known(tmp_path: Path) -> None:
    january = sap(tmp_path / "landing" / "january.csv", month("1000", 1, 3))
    zipped(tmp_path / "landing" / "year.zip", {"again.csv": january})
    assert statuses(night(tmp_path)) == {"january.csv": "loaded", "year.zip/again.csv": "known"}


def test_gzip_is_an_archive_of_one(tmp_path: Path) -> None:
    people = staff(tmp_path / "people.csv", range(1, 8))
    landed = tmp_path / "landing" / "hr" / "people_2025-06-30.csv.gz"
    landed.parent.mkdir(parents=True)
    landed.write_bytes(gzip.compress(people.read_bytes()))
    (item,) = night(tmp_path).files
    assert (item.name, str(item.status)) == ("hr/people_2025-06-30.csv.gz/people_2025-06-30.csv", "loaded")
    assert item.receipt is not None and item.receipt.exported_at == datetime(2025, 6, 30)


def test_a_workbook_is_no_archive(tmp_path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "book.xlsx") as book:
        book.add_worksheet()
    assert not is_archive(tmp_path / "book.xlsx")
    (tmp_path / "cut.zip").write_bytes((tmp_path / "book.xlsx").read_bytes()[:100])
    assert not is_archive(tmp_path / "cut.zip")


@pytest.mark.parametrize(
    "name", ["../january.csv", "/etc/january.csv", "a/../../january.csv", "C:/january.csv", "..\\january.csv"]
)
def test_names_that_lead_out_of_the_archive_are_refused_before_anything_is_read(tmp_path: Path, name: str) -> None:
    january = sap(tmp_path / "january.csv", month("1000", 1, 3))
    zipped(tmp_path / "landing" / "a.zip", {"first.csv": january, name: january})
    (failed,) = night(tmp_path).files
    assert (failed.name, str(failed.status)) == ("a.zip", "failed")
    assert failed.error is not None and "leads out of it" in str(failed.error) and failed.error.remedy
    assert list(Lake(tmp_path / "lake").originals.iterdir()) == []


def test_a_link_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(UnreadableExport, match=r"a\.zip: has a link in it: 'link\.csv'"):
        list(unpack(tmp_path / "a.zip", "a.zip", tmp_path))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name_are_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", "a,b\n")
        archive.writestr("a.csv", "c,d\n")
    with pytest.raises(UnreadableExport, match="two members of one name"):
        list(unpack(tmp_path / "a.zip", "a.zip", tmp_path))


def test_a_password_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("a.csv", "a,b\n")
    content = bytearray((tmp_path / "a.zip").read_bytes())
    content[6] |= 1  # bit 0 of the flags, in the local header and in the directory
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(UnreadableExport, match="password"):
        list(unpack(tmp_path / "a.zip", "a.zip", tmp_path))


def test_a_bomb_stops_at_its_limit_whatever_its_directory_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "RATIO_FROM", 1 << 20)
    (tmp_path / "zeros.csv").write_bytes(b"0" * (3 << 20))  # 3 MiB that shrink to 3 KiB
    bomb = zipped(tmp_path / "bomb.zip", {"zeros.csv": tmp_path / "zeros.csv"})
    (tmp_path / "out").mkdir()
    with pytest.raises(UnreadableExport, match=r"bomb\.zip: unpacks to more than 1 MiB"):
        list(unpack(bomb, "bomb.zip", tmp_path / "out"))
    assert sum(path.stat().st_size for path in (tmp_path / "out").iterdir()) <= 1 << 20
    squeezed = tmp_path / "bomb.csv.gz"
    squeezed.write_bytes(gzip.compress(b"0" * (3 << 20)))
    with pytest.raises(UnreadableExport, match="unpacks to more than 1 MiB"):
        list(unpack(squeezed, "bomb.csv.gz", tmp_path / "out"))


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 1)
    january = sap(tmp_path / "january.csv", month("1000", 1, 3))
    many = zipped(tmp_path / "many.zip", {"a.csv": january, "b.csv": january})
    with pytest.raises(UnreadableExport, match="holds 2 files"):
        list(unpack(many, "many.zip", tmp_path))


@pytest.mark.parametrize("kind", ["zip", "gz"])
def test_a_cut_or_damaged_archive_names_itself(tmp_path: Path, kind: str) -> None:
    people = staff(tmp_path / "people.csv", range(1, 900))
    whole = gzip.compress(people.read_bytes())
    if kind == "zip":
        whole = zipped(tmp_path / "a.zip", {"people.csv": people}).read_bytes()
        whole = whole[:200] + bytes(8) + whole[208:]  # inside the packed bytes
    landed = tmp_path / "landing" / f"people.{kind}"
    landed.parent.mkdir()
    landed.write_bytes(whole if kind == "zip" else whole[:-20])
    (failed,) = night(tmp_path).files
    assert failed.name == f"people.{kind}" and "cut off or damaged" in str(failed.error)
    assert list(Lake(tmp_path / "lake").originals.iterdir()) == []
    assert list(Lake(tmp_path / "lake").aside.iterdir()) == []


def test_an_archive_in_an_archive_is_told(tmp_path: Path) -> None:
    january = sap(tmp_path / "january.csv", month("1000", 1, 3))
    inner = zipped(tmp_path / "inner.zip", {"january.csv": january})
    zipped(tmp_path / "landing" / "outer.zip", {"inner.zip": inner})
    (failed,) = night(tmp_path).files
    assert failed.name == "outer.zip/inner.zip" and "archive" in str(failed.error) and failed.error is not None
    assert failed.error.remedy
