"""Landing places on other machines, against real servers on this one: the same lake as from a folder, nothing twice."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from exports import month, sap, staff
from places import BUCKET, PASSWORD, USER, S3Server, SftpServer, s3_server, sftp_server

from sources.contract import Contract, load_contracts
from sources.errors import SettingsError
from sources.ingest import IngestSummary, ingest_landing
from sources.lake.paths import Lake
from sources.lake.settings import LakeSettings
from sources.remote import landing as remote
from sources.remote.place import RemotePlace, place_of

NOW = datetime(2026, 2, 1, 3, tzinfo=UTC)
FOLDERS = LakeSettings(folders={"sap-de": "sap:de"})
DATASETS = ("sap.gl_line_items", "bamboohr.employees")


@pytest.fixture(scope="module")
def contracts() -> dict[str, Contract]:
    """Two of them: the lake writes something for each."""
    return {name: contract for name, contract in load_contracts().items() if name in DATASETS}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user without keys or settings of their own, and no waiting."""
    for name in [name for name in os.environ if name.startswith(("AWS_", "SSH_", "FSSPEC_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("OPSMART_SFTP_PASSWORD", PASSWORD)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setattr(remote, "SETTLE_SECONDS", 0.0)
    (tmp_path / "user" / ".ssh").mkdir(parents=True)
    return tmp_path


def know(server: SftpServer, home: Path) -> None:
    told = f"[127.0.0.1]:{server.port} {server.key.get_name()} {server.key.get_base64()}\n"
    (home / "user" / ".ssh" / "known_hosts").write_text(told, encoding="utf-8")


@pytest.fixture
def sftp(home: Path) -> Iterator[SftpServer]:
    (home / "served" / "in").mkdir(parents=True)
    with sftp_server(home / "served") as server:
        know(server, home)
        yield server


@pytest.fixture
def s3(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Server]:
    with s3_server() as server:
        monkeypatch.setenv("AWS_ENDPOINT_URL", server.endpoint)
        yield server


class Nights:
    """A lake, and nights over one landing place."""

    def __init__(self, root: Path, contracts: dict[str, Contract]) -> None:
        self.lake, self.contracts = Lake(root), contracts

    def __call__(self, landing: str | Path, settings: LakeSettings = FOLDERS) -> IngestSummary:
        place = place_of(landing) if isinstance(landing, str) else landing
        assert place is not None
        return ingest_landing(self.lake.root, place, settings, NOW, self.contracts)

    def content(self) -> dict[str, bytes]:
        """Receipts, raw rows and the index: everything that models read or that decides what counts."""
        found = [*self.lake.receipts.rglob("*"), *self.lake.raw.rglob("*"), *self.lake.index.glob("*.parquet")]
        return {str(path.relative_to(self.lake.root)): path.read_bytes() for path in found if path.is_file()}


@pytest.fixture
def night(home: Path, contracts: dict[str, Contract]) -> Nights:
    return Nights(home / "lake", contracts)


def statuses(summary: IngestSummary) -> dict[str, str]:
    return {item.name: str(item.status) for item in summary.files}


def write_exports(folder: Path) -> None:
    """A ledger in a mapped folder, people, an archive, a file that nobody knows, and what is to be left out."""
    sap(folder / "sap-de" / "ledger?.csv", month("1000", 1, 30))
    staff(folder / "people_2025-06-30.csv", range(1, 8))
    inner = sap(folder / "february.csv", month("1000", 2, 4))
    with zipfile.ZipFile(folder / "year.zip", "w") as archive:
        archive.writestr("february.csv", inner.read_bytes())
        archive.writestr("notes.txt", "nothing,we,know\n1,2,3\n")
    inner.unlink()
    (folder / "unknown.csv").write_text("no,contract\n1,2\n", encoding="utf-8")
    for name in (".hidden.csv", "half.csv.filepart", ".git/people.csv"):
        staff(folder / name, range(20, 23))


EXPECTED = {
    "people_2025-06-30.csv": "loaded",
    "sap-de/ledger?.csv": "loaded",
    "unknown.csv": "failed",
    "year.zip/february.csv": "loaded",
    "year.zip/notes.txt": "failed",
}


def test_a_folder_sftp_and_s3_give_the_same_receipts_rows_and_index(
    home: Path, contracts: dict[str, Contract], sftp: SftpServer, s3: S3Server
) -> None:
    folder = home / "served" / "in"
    write_exports(folder)
    for path in folder.rglob("*"):
        if path.is_file():
            s3.put(f"in/{path.relative_to(folder).as_posix()}", path.read_bytes())
    s3.put("in/", b"")  # the mark of a folder that S3's console makes
    told = {}
    for name, landing in {"folder": folder, "sftp": sftp.address("in"), "s3": s3.address("in")}.items():
        nights = Nights(home / name, contracts)
        assert statuses(nights(landing)) == EXPECTED, name
        told[name] = nights.content()
        assert list(nights.lake.aside.iterdir()) == []
    assert len(told["folder"]) > 10
    assert told["sftp"] == told["folder"]
    assert told["s3"] == told["folder"]
    assert b'"instance": "de"' not in b"".join(told["folder"].values())  # the folder gives it, in the index


@pytest.mark.parametrize("kind", ["sftp", "s3"])
def test_a_night_with_nothing_new_downloads_nothing_and_writes_nothing(
    home: Path, night: Nights, kind: str, request: pytest.FixtureRequest
) -> None:
    server: SftpServer | S3Server = request.getfixturevalue(kind)
    write_exports(home / "served" / "in")
    if isinstance(server, S3Server):
        for path in (home / "served" / "in").rglob("*.*"):
            if path.is_file():
                server.put(f"in/{path.relative_to(home / 'served' / 'in').as_posix()}", path.read_bytes())
    night(server.address("in"))
    first = server.sent
    files = [home / "served" / "in" / name for name in ("people_2025-06-30.csv", "sap-de/ledger?.csv", "unknown.csv")]
    assert first == sum(path.stat().st_size for path in [*files, home / "served" / "in" / "year.zip"])
    before = {path: path.stat().st_mtime_ns for path in night.lake.root.rglob("*") if path.is_file()}
    again = night(server.address("in"))
    assert server.sent == first
    assert statuses(again) == {name: told.replace("loaded", "known") for name, told in EXPECTED.items()}
    assert {path: path.stat().st_mtime_ns for path in night.lake.root.rglob("*") if path.is_file()} == before


def test_a_changed_object_of_the_same_size_is_downloaded_and_only_that(night: Nights, s3: S3Server, home: Path) -> None:
    one, two = (staff(home / name, numbers) for name, numbers in (("1.csv", range(1, 4)), ("2.csv", range(4, 7))))
    s3.put("a.csv", one.read_bytes())
    s3.put("b.csv", staff(home / "b.csv", range(7, 10)).read_bytes())
    night(s3.address())
    before = s3.sent
    s3.put("a.csv", two.read_bytes())
    assert statuses(night(s3.address())) == {"a.csv": "loaded", "b.csv": "superseded"}
    assert s3.sent - before == two.stat().st_size == one.stat().st_size


def test_what_changes_while_it_is_looked_at_waits_and_what_moved_away_is_no_failure(
    home: Path, night: Nights, sftp: SftpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second file of the same size within one second keeps size and time: only the pause tells them apart."""
    folder = home / "served" / "in"
    growing, gone = sap(folder / "growing.csv", month("1000", 1, 3)), staff(folder / "gone.csv", range(3))
    staff(folder / "people.csv", range(1, 4))

    def pause(seconds: float) -> None:
        with growing.open("a") as more:
            more.write("1000,99,4000,2025-01-20,10.00,EUR\n")
        gone.unlink()

    monkeypatch.setattr(remote.time, "sleep", pause)
    assert statuses(night(sftp.address("in"))) == {"people.csv": "loaded"}
    monkeypatch.setattr(remote.time, "sleep", lambda _: None)
    assert statuses(night(sftp.address("in"))) == {"growing.csv": "loaded", "people.csv": "known"}


def test_new_files_over_sftp_are_looked_at_twice_two_seconds_apart_and_known_ones_are_not(
    home: Path, night: Nights, sftp: SftpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the real pause, which is only counted
    paused: list[float] = []
    monkeypatch.setenv("HOME", str(home / "user"))
    monkeypatch.setenv("OPSMART_SFTP_PASSWORD", PASSWORD)
    monkeypatch.setattr(remote.time, "sleep", paused.append)
    staff(home / "served" / "in" / "people.csv", range(1, 4))
    night(sftp.address("in"))
    assert paused == [2.0]
    night(sftp.address("in"))
    assert paused == [2.0]


def test_a_file_that_changes_while_it_is_copied_is_not_taken(home: Path, night: Nights, sftp: SftpServer) -> None:
    folder = home / "served" / "in"
    staff(folder / "b.csv", range(1, 4))
    growing = sap(folder / "a.csv", month("1000", 1, 3))

    def grow(server: SftpServer, path: Path, offset: int) -> None:
        if path == growing and offset == 0:
            with growing.open("a") as more:
                more.write("1000,99,4000,2025-01-20,10.00,EUR\n")

    sftp.before_read = grow
    summary = night(sftp.address("in"))
    assert statuses(summary) == {"a.csv": "failed", "b.csv": "loaded"}
    assert "changed while it was read" in str(summary.failed[0].error)
    sftp.before_read = lambda *_: None
    assert statuses(night(sftp.address("in"))) == {"a.csv": "loaded", "b.csv": "known"}


def test_a_file_that_vanishes_before_it_is_copied_is_reported_and_the_others_go_on(
    home: Path, night: Nights, sftp: SftpServer
) -> None:
    folder = home / "served" / "in"
    staff(folder / "a.csv", range(1, 4))
    gone = sap(folder / "b.csv", month("1000", 1, 3))
    sap(folder / "c.csv", month("1000", 2, 3))
    sftp.before_read = lambda *_: gone.unlink(missing_ok=True)
    summary = night(sftp.address("in"))
    assert statuses(summary) == {"a.csv": "loaded", "b.csv": "failed", "c.csv": "loaded"}
    assert str(summary.failed[0].error) == "b.csv: was listed and is gone"
    assert summary.failed[0].error is not None and summary.failed[0].error.remedy


def test_a_file_that_is_cut_off_on_its_way_is_not_half_taken(home: Path, night: Nights, sftp: SftpServer) -> None:
    folder = home / "served" / "in"
    cut = sap(folder / "a.csv", month("1000", 1, 3000))
    staff(folder / "b.csv", range(1, 4))

    def fail(server: SftpServer, path: Path, offset: int) -> None:
        if path == cut and offset > 0:
            raise OSError("the disk of the server fails")

    sftp.before_read = fail
    summary = night(sftp.address("in"))
    assert statuses(summary) == {"a.csv": "failed", "b.csv": "loaded"}
    assert "could not be copied whole" in str(summary.failed[0].error)
    assert list(night.lake.aside.iterdir()) == []
    sftp.before_read = lambda *_: None
    assert statuses(night(sftp.address("in"))) == {"a.csv": "loaded", "b.csv": "known"}


def test_a_connection_that_breaks_ends_the_visit_and_forgets_nothing(
    home: Path, night: Nights, sftp: SftpServer
) -> None:
    folder = home / "served" / "in"
    write_exports(folder)
    night(sftp.address("in"))
    cut = sap(folder / "a.csv", month("1000", 3, 3000))
    sftp.before_read = lambda server, path, offset: server.hang_up()
    summary = night(sftp.address("in"))
    (failed,) = summary.failed
    assert failed.name == f"sftp://127.0.0.1:{sftp.port}/in" and "cannot be reached" in str(failed.error)
    assert len(list(night.lake.failed.iterdir())) == 2  # of files that this visit did not come to
    sftp.wait_until_quiet()
    sftp.before_read, sftp.sent = (lambda *_: None), 0
    assert statuses(night(sftp.address("in")))["a.csv"] == "loaded"
    assert sftp.sent == cut.stat().st_size


def test_a_place_that_cannot_be_reached_is_reported_and_what_is_known_counts_on(
    home: Path, night: Nights, sftp: SftpServer
) -> None:
    staff(home / "served" / "in" / "people.csv", range(1, 4))
    night(sftp.address("in"))
    content = night.content()
    sftp.hang_up()
    summary = night(f"sftp://{USER}@127.0.0.1:1/in")
    (failed,) = summary.failed
    assert failed.name == "sftp://127.0.0.1:1/in" and "cannot be reached" in str(failed.error)
    assert failed.error is not None and failed.error.remedy and USER not in str(failed.error)
    assert night.content() == content


def test_refused_logins_and_folders_say_what_to_do_and_name_nobody(
    home: Path, night: Nights, sftp: SftpServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(landing: str) -> str:
        (failed,) = night(landing).failed
        assert failed.error is not None and failed.error.remedy
        assert USER not in f"{failed.error} {failed.error.remedy}".replace("opsmart", "")
        return str(failed.error)

    shown = f"sftp://127.0.0.1:{sftp.port}"
    assert told(sftp.address("nowhere")) == f"{shown}/nowhere: there is no such folder"
    sftp.refused.add("in")
    assert told(sftp.address("in")) == f"{shown}/in: the folder may not be listed"
    monkeypatch.setenv("OPSMART_SFTP_PASSWORD", "something else")
    assert told(sftp.address("in")) == f"{shown}/in: the server refuses the login"


def test_a_server_that_nobody_confirmed_is_not_trusted(home: Path, night: Nights, sftp: SftpServer) -> None:
    known = home / "user" / ".ssh" / "known_hosts"
    right = known.read_text(encoding="utf-8")
    known.write_text("", encoding="utf-8")
    (failed,) = night(sftp.address("in")).failed
    assert "not in ~/.ssh/known_hosts (ecdsa-sha2-nistp256 SHA256:" in str(failed.error)
    assert failed.error is not None and f"ssh-keyscan -p {sftp.port} 127.0.0.1" in failed.error.remedy
    other = type(sftp.key).generate()
    known.write_text(right.replace(sftp.key.get_base64(), other.get_base64()), encoding="utf-8")
    (failed,) = night(sftp.address("in")).failed
    assert "another key than ~/.ssh/known_hosts has" in str(failed.error)


def test_host_port_and_user_may_stand_in_the_ssh_configuration(home: Path, night: Nights, sftp: SftpServer) -> None:
    staff(home / "served" / "in" / "people.csv", range(1, 4))
    told = f"Host exports\n  HostName 127.0.0.1\n  Port {sftp.port}\n  User {USER}\n"
    (home / "user" / ".ssh" / "config").write_text(told, encoding="utf-8")
    assert statuses(night("sftp://exports/in")) == {"people.csv": "loaded"}


def test_a_folder_that_may_not_be_listed_does_not_stop_the_others(home: Path, night: Nights, sftp: SftpServer) -> None:
    staff(home / "served" / "in" / "people.csv", range(1, 4))
    staff(home / "served" / "in" / "closed" / "people.csv", range(4, 9))
    sftp.refused.add("in/closed")
    name = f"sftp://127.0.0.1:{sftp.port}/in/closed"
    assert statuses(night(sftp.address("in"))) == {"people.csv": "loaded", name: "failed"}


def test_links_to_files_are_followed_and_links_to_folders_are_not(home: Path, night: Nights, sftp: SftpServer) -> None:
    folder = home / "served" / "in"
    staff(home / "people.csv", range(1, 4))
    (folder / "linked.csv").symlink_to(home / "people.csv")
    (folder / "broken.csv").symlink_to(home / "nothing.csv")
    (folder / "round").symlink_to(folder)
    assert statuses(night(sftp.address("in"))) == statuses(night(folder)) | {"linked.csv": "loaded"}


def test_an_empty_prefix_is_an_empty_folder_and_a_missing_bucket_is_a_failure(night: Nights, s3: S3Server) -> None:
    assert night(s3.address("nothing/here")).files == ()
    (failed,) = night("s3://somewhere-else/in").failed
    assert str(failed.error) == "s3://somewhere-else/in: there is no such bucket"


def test_s3_without_credentials_or_server_says_so(night: Nights, s3: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    (failed,) = night(s3.address()).failed
    assert str(failed.error) == f"s3://{BUCKET}/: no credentials were found"
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://reader:secret@127.0.0.1:1")
    (failed,) = night(s3.address()).failed
    assert "cannot be reached" in str(failed.error) and "secret" not in str(failed.error)


def test_an_object_that_vanishes_is_reported(night: Nights, s3: S3Server, home: Path) -> None:
    s3.put("a.csv", staff(home / "a.csv", range(1, 4)).read_bytes())
    s3.put("b.csv", sap(home / "b.csv", month("1000", 1, 3)).read_bytes())
    with remote.RemoteLanding(RemotePlace(remote.Scheme.S3, BUCKET, ""), night.lake) as visit:
        found = visit.scan()
        s3.client.delete_object(Bucket=BUCKET, Key="a.csv")
        with pytest.raises(remote.ExportError, match=r"a\.csv: was listed and is gone"):
            visit.copy(found[0], home / "copied")
        assert visit.copy(found[1], home / "copied").size == (home / "b.csv").stat().st_size


@pytest.mark.parametrize(("address", "package"), [("sftp://host/in", "paramiko"), ("s3://bucket/in", "s3fs")])
def test_a_missing_package_names_the_extra(
    night: Nights, monkeypatch: pytest.MonkeyPatch, address: str, package: str
) -> None:
    monkeypatch.setattr(remote, "find_spec", lambda name: None if name == package else name)
    with pytest.raises(SettingsError, match=f"the package {package} is not installed") as raised:
        night(address)
    assert raised.value.remedy == f"pip install 'opsmart[{address.partition(':')[0]}]'"


def test_the_memory_of_another_place_or_a_damaged_one_is_none(home: Path, night: Nights, sftp: SftpServer) -> None:
    for folder in ("in", "out"):
        staff(home / "served" / folder / "people.csv", range(1, 4 if folder == "in" else 5))
        os.utime(home / "served" / folder / "people.csv", (1_750_000_000, 1_750_000_000))
    night(sftp.address("in"))
    assert statuses(night(sftp.address("out"))) == {"people.csv": "loaded"}
    assert (night.lake.index / remote.CACHE).read_text(encoding="utf-8").find("127.0.0.1") == -1
    (night.lake.index / remote.CACHE).write_text("{", encoding="utf-8")
    assert statuses(night(sftp.address("out"))) == {"people.csv": "known"}
