"""What commands share: a refusal is one sentence on stderr and exit 1, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from alembic.util import CommandError
from sqlalchemy.exc import DatabaseError

from dialog.errors import Refusal


def sentences(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what a command refuses into one sentence and exit 1."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> None:
        try:
            command(*arguments, **options)
        except Refusal as refusal:
            stop(str(refusal))
        except CommandError as error:
            stop(str(error).splitlines()[0])
        except DatabaseError as error:
            text = str(error.orig)
            if "no such table" in text or "does not exist" in text:
                stop("The database has not been set up. Run: flask db upgrade")
            stop(f"The database does not answer: {text.splitlines()[0]}")
        except OSError as error:
            stop(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "))

    return run


def stop(sentence: str) -> None:
    click.echo(sentence, err=True)
    sys.exit(1)
