"""Settings errors name file, key and remedy; the environment wins; what decides figures is in the digest."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.home import Home
from orchestration.settings import lake_settings, load_settings
from sources.errors import SettingsError

GOOD = """
[company]
id = "meridian"
name = "Meridian Instruments"
base_currency = "USD"
as_of = 2025-12-19
root_org_unit = "MI"
[[entities]]
id = "MI-DE"
currency = "EUR"
books = [{system = "sap", instance = "default", company_code = "2000"}]
[[instances]]
system = "jira"
instance = "meridian.example.net"
time_zone = "America/New_York"
[landing]
folders = {"sap-de" = "sap:default"}
"""


def write(home: Home, text: str) -> None:
    home.settings_file.write_text(text, encoding="utf-8")


def test_without_a_file_everything_has_a_default(home: Home) -> None:
    settings = load_settings(home)
    assert (settings.company.root, settings.company.base_currency, settings.release.keep) == ("company", "USD", 14)
    assert settings.landing_place(home) == home.root / "landing"


def test_settings_reach_the_lake(home: Home) -> None:
    write(home, GOOD)
    told = lake_settings(load_settings(home), date(2025, 12, 19))
    assert (told.company.company_id, told.company.root_org_unit_id, told.company.as_of) == (
        "meridian",
        "MI",
        date(2025, 12, 19),
    )
    (entity,) = told.entities
    assert (entity.entity_id, entity.currency, entity.org_unit_id, entity.name) == ("MI-DE", "EUR", "MI", "MI-DE")
    assert (entity.books[0].system, entity.books[0].company_code) == ("sap", "2000")
    assert told.instances[0].time_zone == "America/New_York"
    assert told.folder_instance("sap-de/x.txt", "sap") == "default"


def test_the_environment_wins_over_the_file(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, GOOD)
    monkeypatch.setenv("OPSMART_COMPANY__AS_OF", "2026-01-31")
    monkeypatch.setenv("OPSMART_HOME", str(home.root))
    settings = load_settings(home)
    assert settings.company.as_of == date(2026, 1, 31)
    assert settings.company.id == "meridian"


@pytest.mark.parametrize(
    ("text", "cause", "remedy"),
    [
        ("[company\nid = 1", "opsmart.toml: not valid TOML: Expected ']'", "correct "),
        (
            "[company]\nfiscal_start_month = 13",
            "`company.fiscal_start_month`: Input should be less",
            "OPSMART_COMPANY__FISCAL_START_MONTH",
        ),
        ("[company]\nbase_curency = 'USD'", "unknown key `company.base_curency`", "remove `company.base_curency`"),
        ("[company]\ntime_zone = 'Mars/Base'", "'Mars/Base' is not an IANA time zone", "correct `company.time_zone`"),
        ("[[entities]]\nname = 'x'", "opsmart.toml: `entities.0.id`: Field required", "correct `entities.0.id`"),
        (
            "".join(f"[[entities]]\nid='{id}'\nbooks=[{{system='sap', instance='default'}}]\n" for id in "AB"),
            "entities 'A' and 'B' share the book sap:default",
            "correct ",
        ),
        ("[release]\nkeep = 0", "`release.keep`: Input should be greater than or equal to 1 (got 0)", "`release.keep`"),
    ],
)  # fmt: skip
def test_a_wrong_setting_names_file_key_and_remedy(home: Home, text: str, cause: str, remedy: str) -> None:
    write(home, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(home)
    assert cause in str(caught.value)
    assert str(caught.value).startswith("opsmart.toml: ")
    assert remedy in caught.value.remedy
    assert "\n" not in str(caught.value) + caught.value.remedy


def test_the_digest_follows_what_decides_figures_only(home: Home) -> None:
    write(home, GOOD)
    digest = load_settings(home).digest()
    write(home, GOOD + "path = 'elsewhere'\n[release]\nkeep = 3\n")
    assert load_settings(home).digest() == digest
    write(home, GOOD.replace("USD", "EUR"))
    assert load_settings(home).digest() != digest


@pytest.mark.parametrize(
    ("address", "cause"),
    [
        ("sftp://bob:s3cr3t@host/in", "the address holds credentials"),
        ("sftp://bob:s3c/r3t@host/in", "what follows sftp:// is no address"),
        ("s3://AKIA:s3cr3t@bucket/in", "the address holds credentials"),
        ("s3://AKIAs3cr3t@bucket/in", "the address holds credentials"),
        ("ftp://bob:s3cr3t@host/in", "ftp:// is no place that can be read"),
        ("s3://bucket:9000/in", "what follows s3:// is no address"),
        ("sftp:///in", "what follows sftp:// is no address"),
    ],
)
def test_a_landing_address_with_a_secret_or_a_mistake_is_refused_without_repeating_it(
    home: Home, monkeypatch: pytest.MonkeyPatch, address: str, cause: str
) -> None:
    write(home, f"[landing]\npath = '{address}'")
    with pytest.raises(SettingsError) as raised:
        load_settings(home)
    told = f"{raised.value} {raised.value.remedy} {raised.value.__cause__} {raised.value.__context__}"
    assert f"opsmart.toml: `landing.path`: {cause}" in told
    assert raised.value.remedy and not [word for word in ("bob", "s3c", "r3t", "AKIA") if word in told]
    write(home, "")
    monkeypatch.setenv("OPSMART_LANDING__PATH", address)
    with pytest.raises(SettingsError, match=cause.replace("(", r"\(")):
        load_settings(home)


def test_an_address_in_the_wrong_place_is_not_repeated(home: Home) -> None:
    write(home, "landing = 'sftp://bob:s3cr3t@host/in'")
    with pytest.raises(SettingsError) as raised:
        load_settings(home)
    assert "`landing`" in str(raised.value) and "s3cr3t" not in f"{raised.value} {raised.value.__cause__}"


def test_a_remote_landing_place_is_shown_without_its_user(home: Home) -> None:
    write(home, "[landing]\npath = 'sftp://bob@files.example.net:2222/exports/'")
    place = load_settings(home).landing_place(home)
    assert (str(place), "bob" in repr(place)) == ("sftp://files.example.net:2222/exports", False)
    write(home, "[landing]\npath = 's3://bucket/exports'")
    assert str(load_settings(home).landing_place(home)) == "s3://bucket/exports"
