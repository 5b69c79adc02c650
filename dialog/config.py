"""Settings, read once from the environment and checked before anything starts.

With only RADSLAG_DATA_DIR set, or nothing at all, everything has a value that works on one
machine. A value that cannot work stops the start with a sentence that says what to set.
"""

from __future__ import annotations

import os
import re
import secrets
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[1]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
LOCALES = ("sv", "en")
LONGEST_CONTACT = 200
HOST = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*"
PLAIN_ADDRESS = re.compile(rf"[^@\s]{{1,64}}@{HOST}")
SIGNABLE_ADDRESS = re.compile(rf"[A-Za-z0-9._-]{{1,30}}@{HOST}")
BIND = re.compile(rf"({HOST}|\[[0-9a-fA-F:]+\]):\d{{1,5}}|unix:\S+")


class ConfigurationError(Exception):
    """The start is refused. The sentence names the variable and what to set it to."""


@dataclass(frozen=True)
class Settings:
    """All that the environment decides."""

    data_dir: Path
    database_url: str
    secret_key: str
    link_key: bytes
    base_url: str
    smtp_url: str
    mail_from: str
    bounce_address: str
    default_locale: str
    municipality: str
    administration: str
    contact: str
    data_protection: str
    trusted_proxies: int
    threads: int
    streams: int
    idle_minutes: int
    port: int
    bind: str

    @property
    def is_loopback(self) -> bool:
        return urlsplit(self.base_url).hostname in LOOPBACK

    @property
    def is_secure(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def host(self) -> str:
        """Host and port as browsers send them in the Host header."""
        return urlsplit(self.base_url).netloc

    @property
    def mail_dir(self) -> Path:
        """Where letters land as files when no SMTP server is named."""
        return self.data_dir / "mail"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Settings from `environment`. Makes the data directory and its keys when they are missing.

    Raises ConfigurationError with a sentence for people.
    """
    data_dir = Path(_get(environment, "DATA_DIR", str(ROOT / "var" / "data"))).absolute()
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise ConfigurationError(
            f"RADSLAG_DATA_DIR: the folder {data_dir} cannot be made ({error.strerror})."
        ) from error
    port = _number(environment, "PORT", 8000, prefix="", low=1, high=65535)
    settings = Settings(
        data_dir=data_dir,
        database_url=_database_url(environment, data_dir),
        secret_key=_key(environment, "SECRET_KEY", data_dir / "secret.key"),
        link_key=_key(environment, "LINK_KEY", data_dir / "link.key").encode(),
        base_url=_get(environment, "BASE_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        smtp_url=_get(environment, "SMTP_URL", ""),
        mail_from=_get(environment, "MAIL_FROM", "Rådslag <radslag@localhost.example>"),
        bounce_address=_get(environment, "BOUNCE_ADDRESS", ""),
        default_locale=_get(environment, "DEFAULT_LOCALE", "sv"),
        municipality=_get(environment, "MUNICIPALITY", "Kommunen"),
        administration=_get(environment, "ADMINISTRATION", "Dialogens kansli"),
        contact=_get(environment, "CONTACT", ""),
        data_protection=_get(environment, "DATA_PROTECTION", ""),
        trusted_proxies=_number(environment, "TRUSTED_PROXIES", 0, high=5),
        threads=_number(environment, "THREADS", 250, low=2, high=2000),
        streams=_number(environment, "STREAMS", 200, high=1900),
        idle_minutes=_number(environment, "IDLE_MINUTES", 60, low=5, high=720),
        port=port,
        bind=_get(environment, "BIND", f"127.0.0.1:{port}"),
    )
    _check(settings)
    _check_mail(settings)
    return settings


def _get(environment: Mapping[str, str], name: str, default: str, prefix: str = "RADSLAG_") -> str:
    return environment.get(prefix + name, "").strip() or default


def _number(
    environment: Mapping[str, str],
    name: str,
    default: int,
    *,
    prefix: str = "RADSLAG_",
    low: int = 0,
    high: int,
) -> int:
    text = _get(environment, name, str(default), prefix)
    if not text.isdecimal() or not low <= int(text) <= high:
        raise ConfigurationError(
            f"{prefix}{name} must be a whole number from {low} to {high}; it is “{text}”."
        )
    return int(text)


def _database_url(environment: Mapping[str, str], data_dir: Path) -> str:
    url = _get(environment, "DATABASE_URL", f"sqlite:///{data_dir / 'radslag.db'}")
    if url.startswith("postgres://"):
        url = "postgresql://" + url.removeprefix("postgres://")
    if url.startswith("postgresql://"):
        url = "postgresql+psycopg://" + url.removeprefix("postgresql://")
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")) or not _names_a_database(url):
        raise ConfigurationError(
            "RADSLAG_DATABASE_URL must be like sqlite:////srv/radslag/radslag.db or "
            "postgresql://radslag:password@127.0.0.1:5432/radslag."
        )
    return url


def _names_a_database(url: str) -> bool:
    try:
        return bool(make_url(url).database)
    except (ArgumentError, ValueError):
        return False


def _key(environment: Mapping[str, str], name: str, file: Path) -> str:
    """The key from the environment, or from `file`, made with 0600 on the first start."""
    given = _get(environment, name, "")
    if given:
        if len(given) < 32:
            raise ConfigurationError(f"RADSLAG_{name} must be at least 32 characters.")
        return given
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        key = file.read_text().strip()
        if len(key) < 32:
            raise ConfigurationError(
                f"{file} is damaged: restore it from a backup, or set RADSLAG_{name}."
            ) from None
        return key
    key = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(key + "\n")
    return key


def _parts(url: str) -> SplitResult:
    """The parts of an address; of one that is none, or whose port is none, nothing."""
    try:
        parts = urlsplit(url)
        _port = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _check_mail(settings: Settings) -> None:
    mail = _parts(settings.smtp_url)
    if settings.smtp_url and (mail.scheme not in {"smtp", "smtps"} or not mail.hostname):
        raise ConfigurationError(
            "RADSLAG_SMTP_URL must be like smtp://user:password@mail.kommun.se:587, or smtps://…; "
            "write @ and / in a password as %40 and %2F."
        )
    if not PLAIN_ADDRESS.fullmatch(parseaddr(settings.mail_from)[1]):
        raise ConfigurationError(
            "RADSLAG_MAIL_FROM must hold an e-mail address, like Rådslag <radslag@kommun.se>."
        )
    if settings.bounce_address and not SIGNABLE_ADDRESS.fullmatch(settings.bounce_address):
        raise ConfigurationError(
            "RADSLAG_BOUNCE_ADDRESS must be an e-mail address alone, like studs@kommun.se, at most "
            "30 characters before the @ and no + there: a sign for each letter is put after it."
        )


def _check(settings: Settings) -> None:
    address = _parts(settings.base_url)
    if address.scheme not in {"http", "https"} or not address.hostname or address.path:
        raise ConfigurationError(
            "RADSLAG_BASE_URL must be an address like https://radslag.kommun.se, without a path."
        )
    if address.scheme == "http" and not settings.is_loopback:
        raise ConfigurationError(
            "RADSLAG_BASE_URL must begin with https://, except on this machine itself."
        )
    if settings.default_locale not in LOCALES:
        raise ConfigurationError("RADSLAG_DEFAULT_LOCALE must be sv or en.")
    if not BIND.fullmatch(settings.bind):
        raise ConfigurationError("RADSLAG_BIND must be an address and a port, like 0.0.0.0:8000.")
    for name, value in (
        ("CONTACT", settings.contact),
        ("DATA_PROTECTION", settings.data_protection),
    ):
        if len(value) > LONGEST_CONTACT or not value.isprintable():
            raise ConfigurationError(
                f"RADSLAG_{name} must be one line of at most {LONGEST_CONTACT} characters: "
                "an e-mail address, a telephone number or both."
            )
    if settings.streams + 20 > settings.threads:
        raise ConfigurationError(
            "RADSLAG_THREADS must be at least 20 more than RADSLAG_STREAMS: each open stream "
            "uses one thread, and the pages need some too."
        )
