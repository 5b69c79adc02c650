"""What a command refuses is one sentence on stderr and exit 1, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOBODY = "postgresql://nobody@127.0.0.1:9/none"  # no server listens there


def flask(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
        cwd=ROOT,
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith("RADSLAG_")},
            "RADSLAG_DATA_DIR": str(folder),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "words"),
    [
        (("process", "list"), {}, "flask db upgrade"),
        (("backup", "/no/such/folder/x.db"), {}, "does not exist"),
        (("doctor",), {"RADSLAG_BASE_URL": "http://radslag.example"}, "https://"),
        (("doctor",), {"RADSLAG_SECRET_KEY": "short"}, "RADSLAG_SECRET_KEY"),
        (("doctor",), {"RADSLAG_DATABASE_URL": "postgresql://["}, "RADSLAG_DATABASE_URL must"),
        (("doctor",), {"RADSLAG_DATABASE_URL": "sqlite:///"}, "RADSLAG_DATABASE_URL must"),
        (("doctor",), {"RADSLAG_DATABASE_URL": NOBODY}, "the database does not answer"),
        (("doctor",), {"RADSLAG_DATABASE_URL": f"sqlite:///{__file__}"}, "is not a database"),
        (("db", "upgrade", "9999"), {}, "9999"),
        (("db", "downgrade", "9999"), {}, "9999"),
        (("doctor",), {"RADSLAG_BASE_URL": "http://127.0.0.1:abc"}, "RADSLAG_BASE_URL must"),
        (("doctor",), {"RADSLAG_SMTP_URL": "smtp://"}, "RADSLAG_SMTP_URL must"),
        (("doctor",), {"RADSLAG_SMTP_URL": "smtp://mail.example:abc"}, "RADSLAG_SMTP_URL must"),
        (("doctor",), {"RADSLAG_MAIL_FROM": "hello"}, "RADSLAG_MAIL_FROM must"),
        (("doctor",), {"RADSLAG_BIND": "nonsense"}, "RADSLAG_BIND must"),
    ],
)
def test_a_refusal_is_one_sentence(tmp_path, arguments, environment, words):
    done = flask(tmp_path / "data", *arguments, **environment)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_with_only_a_folder_everything_works(tmp_path):
    folder = tmp_path / "nytt"
    assert flask(folder, "db", "upgrade").returncode == 0
    created = flask(folder, "admin", "create", "--email", "a@kommun.example", "--name", "Ann Ek")
    assert "http://127.0.0.1:8000/choose-password/" in created.stdout
    assert flask(folder, "process", "list").stdout == ""
    missing = flask(folder, "survey", "import", "no.xlsx", "--process", "oar")
    assert missing.returncode == 1
    assert "Traceback" not in missing.stderr
    backup = folder / "kopia.db"
    assert flask(folder, "backup", str(backup)).returncode == 0
    assert backup.stat().st_mode & 0o077 == 0
    assert (folder / "secret.key").stat().st_mode & 0o077 == 0
