"""What is well and what is not with an installation, in words."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import dataclass
from typing import TYPE_CHECKING

import huey.storage
from sqlalchemy import text

from dialog import schema
from dialog.database import SAFE_SQLITE, sqlite
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.mail import queries as letters
from dialog.mail.models import LetterState
from dialog.web.assets import STATIC

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialog.config import Settings

POSTGRES_MUST_BE_ON = ("fsync", "full_page_writes", "synchronous_commit")


@dataclass(frozen=True)
class Finding:
    well: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Everything the doctor looks at, in order."""
    findings = [*_engine(settings), *_shape(), *_folder(settings), *_built(settings)]
    if schema.current(db.engine) is not None:
        findings += _mail(settings)
    return findings


def may_start(settings: Settings) -> list[str]:
    """What the service is looked at for before it starts. Returns warnings, a sentence each.

    Refuses when what is saved could be lost, or the database has not this version's shape.
    """
    refuse_newer()
    if schema.current(db.engine) != schema.head():
        raise Refusal("The database is not at this version’s shape. Run: flask db upgrade")
    lost = [finding.text for finding in _commits(settings) if not finding.well]
    db.session.rollback()
    if lost:
        raise Refusal(f"What is saved could be lost: {'; '.join(lost)}.")
    return [finding.text for finding in _library(settings) if not finding.well]


def refuse_newer() -> None:
    """Refuses to touch a database that a later version has changed."""
    current = schema.current(db.engine)
    if schema.is_newer(current):
        raise Refusal(
            f"The database is at {current}, newer than this version, which knows {schema.head()}. "
            "Start the newer version, or restore the backup made before it."
        )


def _engine(settings: Settings) -> Iterator[Finding]:
    yield from _library(settings)
    yield from _commits(settings)
    if settings.is_sqlite:
        own = huey.storage.sqlite3 is sqlite
        yield Finding(own, "the queue uses the same SQLite as the rest")


def _library(settings: Settings) -> Iterator[Finding]:
    """Where no safe library can be had, a warning must do."""
    if settings.is_sqlite:
        version = sqlite.sqlite_version
        safe = tuple(int(part) for part in version.split(".")) >= SAFE_SQLITE
        yield Finding(safe, f"SQLite {version}" + ("" if safe else ": 3.51.3 or later is needed"))


def _commits(settings: Settings) -> Iterator[Finding]:
    """Whether a commit that was acknowledged survives a power cut."""
    if settings.is_sqlite:
        level = db.session.execute(text("PRAGMA synchronous")).scalar()
        yield Finding(level == 2, f"every commit is written to disk (synchronous={level})")
        return
    for name in POSTGRES_MUST_BE_ON:
        value = db.session.execute(text(f"SHOW {name}")).scalar()
        yield Finding(value == "on", f"PostgreSQL {name} = {value}")


def _shape() -> Iterator[Finding]:
    current, head = schema.current(db.engine), schema.head()
    if current != head:
        yield Finding(
            False, f"the database is at {current}, this version needs {head}: flask db upgrade"
        )
        return
    wrong = schema.differences(db.engine)
    yield Finding(
        not wrong, "the database has the shape it should" if not wrong else "; ".join(wrong)
    )


def _folder(settings: Settings) -> Iterator[Finding]:
    folder = settings.data_dir
    yield Finding(os.access(folder, os.W_OK), f"{folder} can be written to")
    for name in ("secret.key", "link.key"):
        file = folder / name
        if file.exists():
            private = stat.S_IMODE(file.stat().st_mode) & 0o077 == 0
            yield Finding(private, f"{name} can be read by nobody else")
    disk = shutil.disk_usage(folder)
    yield Finding(disk.free > disk.total / 20, f"{disk.free / 1e9:.1f} GB free on the disk")


def _built(settings: Settings) -> Iterator[Finding]:
    built = (STATIC / "vendor" / "manifest.json").exists()
    yield Finding(
        built, "styles, fonts and scripts are built" if built else "run make setup: no styles"
    )
    yield Finding(True, f"people reach it at {settings.base_url}")
    named = settings.is_loopback or settings.municipality != "Kommunen"
    yield Finding(
        named, f"letters and pages are from {settings.municipality} (RADSLAG_MUNICIPALITY)"
    )
    told = settings.is_loopback or bool(settings.contact and settings.data_protection)
    yield Finding(told, "who answers questions is told (RADSLAG_CONTACT, RADSLAG_DATA_PROTECTION)")
    real = not settings.smtp_url or not settings.mail_from.endswith("localhost.example>")
    yield Finding(real, f"letters are sent by {settings.mail_from} (RADSLAG_MAIL_FROM)")


def _mail(settings: Settings) -> Iterator[Finding]:
    where = "SMTP" if settings.smtp_url else f"files in {settings.mail_dir}"
    counts = letters.counts()
    yield Finding(True, f"letters go to {where}; {counts[LetterState.WAITING]} wait")
    failed = counts[LetterState.FAILED]
    yield Finding(not failed, f"{failed} letters failed: see the outbox")
