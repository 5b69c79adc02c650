"""The Word files of issued editions: kept as they were issued, and made again if one is lost."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, cast

from flask import current_app

from dialog.errors import Refusal
from dialog.report import word
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.report.content import Content
    from dialog.report.models import Edition


def keep(docx: bytes) -> str:
    """Keep a file under its checksum, which is returned. Keeping it twice changes nothing."""
    sha256 = word.checksum(docx)
    target = _path(sha256)
    if not target.exists():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = target.with_suffix(f".{os.getpid()}.part")
        half.write_bytes(docx)
        half.replace(target)
    return sha256


def docx_of(edition: Edition) -> bytes:
    """The very file that was issued. Made again from the content if it is gone or damaged."""
    target = _path(edition.docx_sha256)
    kept = target.read_bytes() if target.exists() else b""
    if word.checksum(kept) == edition.docx_sha256:
        return kept
    again = word.document(cast("Content", edition.content))
    if word.checksum(again) != edition.docx_sha256:
        raise Refusal(
            _(
                "The Word file of this edition is lost, and cannot be made again exactly as it was. "
                "Restore it from a backup. The edition itself can still be read here."
            )
        )
    return again


def _path(sha256: str) -> Path:
    folder: Path = current_app.config["SETTINGS"].data_dir
    return folder / "editions" / f"{sha256}.docx"
