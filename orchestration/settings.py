"""Settings of a home: opsmart.toml, overridden by the environment (OPSMART_COMPANY__AS_OF=…)."""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from orchestration.engine import Engine
from orchestration.home import Home
from sources.errors import SettingsError
from sources.lake import settings as lake
from sources.lake.settings import LakeSettings
from sources.remote.place import RemotePlace, place_of


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"'{name}' is not an IANA time zone such as 'Europe/Berlin'")
    return name


TimeZone = Annotated[str, AfterValidator(_time_zone)]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
FiscalMonth = Annotated[int, Field(ge=1, le=12)]
Segment = Annotated[int, Field(ge=1, le=10)]


def _landing_path(path: str) -> str:
    place_of(path)
    return path


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Company(_Table):
    """The company: base currency, fiscal calendar, time zone, languages, root of the org tree."""

    id: str = "company"
    name: str = ""
    name_zh: str = ""
    base_currency: Currency = "USD"
    fiscal_start_month: FiscalMonth = 1
    as_of: date | None = None
    time_zone: TimeZone = "UTC"
    calendar: str = "default"
    languages: tuple[str, ...] = ("en", "zh")
    root_org_unit: str = ""

    @property
    def root(self) -> str:
        """The root unit's id: as set, else the company's id."""
        return self.root_org_unit or self.id


class Book(_Table):
    """Ledger books of a legal entity: an instance of a system, or one company code of it."""

    system: str
    instance: str
    company_code: str | None = None


class Entity(_Table):
    """A legal entity with its own currency and fiscal calendar."""

    id: str
    name: str = ""
    currency: Currency = "USD"
    fiscal_start_month: FiscalMonth = 1
    org_unit: str = ""
    time_zone: TimeZone = "UTC"
    calendar: str = "default"
    books: tuple[Book, ...] = ()


class Instance(_Table):
    """What an export of one installation does not say itself."""

    system: str
    instance: str
    time_zone: TimeZone | None = None
    currency: Currency | None = None
    date_order: Annotated[str, Field(pattern="^(dmy|mdy|ymd)$")] | None = None
    account_segment: Segment | None = None
    cost_center_segment: Segment | None = None
    key_events: tuple[str, ...] = ()


class Landing(_Table):
    """Where exports land, a folder or a remote place; `folders` maps a sub-folder to `system:instance`."""

    path: Annotated[str, AfterValidator(_landing_path)] = "landing"
    folders: dict[str, str] = Field(default_factory=dict)


class Gate(_Table):
    """Policy of the gate: whether warnings hold a domain as errors do."""

    hold_on_warnings: bool = False


class Release(_Table):
    """How many releases and candidates stay on disk."""

    keep: Annotated[int, Field(ge=1)] = 14
    keep_candidates: Annotated[int, Field(ge=1)] = 3


class Settings(BaseSettings):
    """All settings of a home."""

    model_config = SettingsConfigDict(
        env_prefix="OPSMART_", env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    engine: Engine = Engine.DUCKDB
    company: Company = Company()
    entities: tuple[Entity, ...] = ()
    instances: tuple[Instance, ...] = ()
    landing: Landing = Landing()
    gate: Gate = Gate()
    release: Release = Release()

    @model_validator(mode="after")
    def _one_entity_per_book(self) -> Settings:
        seen: dict[tuple[str, str, str | None], str] = {}
        for entity in self.entities:
            for book in entity.books:
                key = (book.system, book.instance, book.company_code)
                if key in seen:
                    raise ValueError(
                        f"entities '{seen[key]}' and '{entity.id}' share the book {book.system}:{book.instance}"
                    )
                seen[key] = entity.id
        ids = [entity.id for entity in self.entities]
        if len(ids) != len(set(ids)):
            raise ValueError("two entities have the same id")
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over opsmart.toml, whose content comes as arguments."""
        return env_settings, init_settings

    def digest(self) -> str:
        """SHA-256 of every setting that can change a figure (not where files land or how many releases stay)."""
        told = self.model_dump(mode="json", exclude={"release": True, "landing": {"path"}})
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()

    def landing_place(self, home: Home) -> Path | RemotePlace:
        """Return where exports land, relative folders taken from the home."""
        return place_of(self.landing.path) or home.root / Path(self.landing.path).expanduser()


def load_settings(home: Home) -> Settings:
    """Read a home's settings; without a file every setting has its default.

    Raises:
        SettingsError: the file is not TOML, or a key is unknown or has a bad value; names file, key and remedy.
    """
    file = home.settings_file
    told: dict[str, Any] = {}
    if file.is_file():
        try:
            told = tomllib.loads(file.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"not valid TOML: {error}", f"correct {file}", file=file.name) from error
    try:
        return Settings(**told)
    except SettingsError as error:
        error.file = file.name
        raise
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "settings"
        raise SettingsError(_cause(key, first), _remedy(file, key, first), file=file.name) from error


def _cause(key: str, error: Any) -> str:
    if error["type"] == "extra_forbidden":
        return f"unknown key `{key}`"
    # A text in the wrong place may be an address with a login.
    is_shown = isinstance(error["input"], str | int | float) and "://" not in str(error["input"])
    given = f" (got {error['input']!r})" if is_shown else ""
    return f"`{key}`: {error['msg'].removeprefix('Value error, ')}{given}"


def _remedy(file: Path, key: str, error: Any) -> str:
    env = "OPSMART_" + key.upper().replace(".", "__")
    if error["type"] == "extra_forbidden":
        return f"remove `{key}` from {file} or correct its spelling"
    return f"correct `{key}` in {file} (or the environment variable {env})"


def lake_settings(settings: Settings, as_of: date) -> LakeSettings:
    """What the lake is told of the settings; `as_of` is the night's as-of date."""
    company, folders = settings.company, settings.landing.folders
    return LakeSettings(
        company=lake.Company(
            company_id=company.id,
            name=company.name or company.id,
            name_zh=company.name_zh or company.name or company.id,
            base_currency=company.base_currency,
            fiscal_start_month=company.fiscal_start_month,
            as_of=as_of,
            default_calendar=company.calendar,
            time_zone=company.time_zone,
            root_org_unit_id=company.root,
        ),
        entities=tuple(
            lake.LegalEntity(
                entity_id=entity.id,
                name=entity.name or entity.id,
                currency=entity.currency,
                fiscal_start_month=entity.fiscal_start_month,
                org_unit_id=entity.org_unit or company.root,
                time_zone=entity.time_zone,
                calendar=entity.calendar,
                books=tuple(lake.Book(book.system, book.instance, book.company_code) for book in entity.books),
            )
            for entity in settings.entities
        ),
        instances=tuple(
            lake.InstanceSetting(
                item.system,
                item.instance,
                item.time_zone,
                item.currency,
                item.date_order,
                account_segment=item.account_segment,
                cost_center_segment=item.cost_center_segment,
                key_events=tuple(name.strip().lower() for name in item.key_events),
            )
            for item in settings.instances
        ),
        folders=folders,
    )
