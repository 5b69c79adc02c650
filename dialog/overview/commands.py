"""Commands for the whole installation: db, doctor, backup, jobs, serve."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app
from flask.cli import AppGroup

from dialog import schema
from dialog.extensions import db
from dialog.overview import backups, doctors, serving
from dialog.web.command_line import sentences

if TYPE_CHECKING:
    from flask import Flask

database = AppGroup("db", help="The shape of the database.")


@database.command("upgrade")
@click.argument("revision", default="head")
@sentences
def upgrade(revision: str) -> None:
    """Bring the database to the newest shape. Nothing changes when it already is."""
    doctors.refuse_newer()
    before = schema.current(db.engine)
    schema.upgrade(db.engine, revision)
    after = schema.current(db.engine)
    click.echo(
        f"The database is at {after}." if before == after else f"{before or 'empty'} → {after}"
    )


@database.command("downgrade")
@click.argument("revision")
@sentences
def downgrade(revision: str) -> None:
    """Take the database back to an earlier shape. Make a backup first."""
    doctors.refuse_newer()
    schema.downgrade(db.engine, revision)
    click.echo(f"The database is at {schema.current(db.engine)}.")


@database.command("revision")
@click.option("-m", "--message", required=True, help="What the migration does, in a few words.")
@sentences
def revision(message: str) -> None:
    """Write a new migration from the difference between models and database."""
    click.echo(schema.write_revision(db.engine, message))


@click.command("doctor")
@sentences
def doctor() -> None:
    """Say what is wrong with this installation; exit 1 when something is."""
    findings = doctors.examine(current_app.config["SETTINGS"])
    for finding in findings:
        click.echo(f"{'ok  ' if finding.well else 'FEL '} {finding.text}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@sentences
def backup(file: Path) -> None:
    """Write a whole copy of the database to FILE, while the service runs."""
    size = backups.write(file, current_app.config["SETTINGS"])
    click.echo(f"{file}: {size / 1e6:.1f} MB")


@click.command("jobs")
@sentences
def jobs() -> None:
    """Work outside requests: send the letters, close surveys in time. `serve` starts this beside the web."""
    _warn_before_start()
    serving.run_jobs(current_app.extensions["radslag_queue"])


@click.command("serve")
@sentences
def serve() -> None:
    """Web and jobs together, until stopped."""
    _warn_before_start()
    sys.exit(serving.serve(current_app.config["SETTINGS"]))


def _warn_before_start() -> None:
    """Refuses a start that could lose what is saved; warns of what cannot be refused."""
    for warning in doctors.may_start(current_app.config["SETTINGS"]):
        click.echo(f"WARNING: {warning}. What is saved could be lost.", err=True)


def init_app(app: Flask) -> None:
    for command in (database, doctor, backup, jobs, serve):
        app.cli.add_command(command)
