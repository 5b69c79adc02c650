"""A whole copy of the database while the service runs."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

from sqlalchemy import make_url

from dialog.database import sqlite
from dialog.errors import Refusal

if TYPE_CHECKING:
    from pathlib import Path

    from dialog.config import Settings


def write(file: Path, settings: Settings) -> int:
    """Write the backup to `file` (0600). Returns its size in bytes. Refuses to overwrite.

    The keys in the data directory are not part of it: keep them apart, or links cannot be restored.
    """
    if file.exists():
        raise Refusal(f"{file} exists already. Choose another name.")
    if not file.parent.exists():
        raise Refusal(f"The folder {file.parent} does not exist.")
    os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        if settings.is_sqlite:
            _vacuum_into(file, settings)
        else:
            _dump(file, settings)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return file.stat().st_size


def _vacuum_into(file: Path, settings: Settings) -> None:
    source = settings.database_url.removeprefix("sqlite:///")
    connection = sqlite.connect(source)
    try:
        # VACUUM INTO takes an empty file as if it were new, so its mode stays.
        connection.execute("VACUUM INTO ?", (str(file),))
    finally:
        connection.close()


def _dump(file: Path, settings: Settings) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise Refusal("pg_dump is not installed. Install the package postgresql-client.")
    url = make_url(settings.database_url).set(drivername="postgresql")
    # The password goes by the environment: a command line can be read by everybody on the machine.
    done = subprocess.run(
        [program, "--format=custom", f"--file={file}", f"--dbname={url.set(password=None)}"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **({"PGPASSWORD": str(url.password)} if url.password else {})},
    )
    if done.returncode:
        raise Refusal(f"pg_dump refused: {(done.stderr.strip().splitlines() or ['?'])[-1]}")
