"""`flask process list`: the dialogues, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from dialog.extensions import db
from dialog.process.models import Process
from dialog.process.states import ProcessState, process_state
from dialog.web.command_line import sentences

if TYPE_CHECKING:
    from flask import Flask

process = AppGroup("process", help="Dialogues.")
ORDER = [ProcessState.RUNNING, ProcessState.PAUSED, ProcessState.PLANNED, ProcessState.ENDED]


@process.command("list")
@sentences
def list_all() -> None:
    """One dialogue on each line: slug, state, title. Running first, ended last."""
    everything = db.session.scalars(
        select(Process).options(selectinload(Process.turns)).order_by(Process.created_at.desc())
    )
    for found in sorted(everything, key=lambda p: ORDER.index(process_state(p))):
        click.echo(f"{found.slug}\t{process_state(found).value}\t{found.title}")


def init_app(app: Flask) -> None:
    app.cli.add_command(process)
