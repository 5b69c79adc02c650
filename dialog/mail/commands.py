"""`flask letter returned`: what has come back is read, from a mail server or from files."""

from __future__ import annotations

import sys
from typing import IO, TYPE_CHECKING

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.mail.returned import LONGEST, Verdict, take_back
from dialog.web import clock
from dialog.web.command_line import sentences

if TYPE_CHECKING:
    from flask import Flask

TRY_LATER = 75  # EX_TEMPFAIL of sysexits.h
SENTENCES = {
    Verdict.DEAD: "came back: the address takes no letters, and is not written to any more",
    Verdict.RETURNED: "came back: noted; the address may take later ones",
    Verdict.DELAYED: "on the way still: nothing to note",
    Verdict.REPLY: "an answer, no report: somebody should read it",
    Verdict.UNKNOWN: "about no letter from here",
}

letter = AppGroup("letter", help="Letters that were sent.")


@letter.command("returned")
@click.argument("files", nargs=-1, type=click.File("rb"))
@sentences
def returned(files: tuple[IO[bytes], ...]) -> None:
    """Read letters that have come back, from FILES or from standard input, as a mail server gives
    them. Says what each of them was; refuses when none was about a letter from here. Exits with 75
    when the database does not answer, which makes a mail server try again later.
    """
    given = [(file.name, file) for file in files] or [("standard input", sys.stdin.buffer)]
    try:
        told = [(name, take_back(file.read(LONGEST), clock.now())) for name, file in given]
        db.session.commit()
    except OperationalError:
        click.echo("The database does not answer: try again later.", err=True)
        sys.exit(TRY_LATER)
    for name, verdict in told:
        click.echo(f"{name}: {SENTENCES[verdict]}")
    if all(verdict is Verdict.UNKNOWN for _name, verdict in told):
        raise Refusal("Nothing was about a letter from here.")


def init_app(app: Flask) -> None:
    app.cli.add_command(letter)
