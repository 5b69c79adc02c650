"""`flask demo`: fills an empty database with the sample, and says how to look at it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click
from flask import current_app
from sqlalchemy import select

from dialog.accounts.models import Person
from dialog.demo import staff
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.web import clock
from dialog.web.command_line import sentences

if TYPE_CHECKING:
    from flask import Flask

ROLES = {
    "administrator": "Administratör",
    "leader": "Processledare",
    "note_taker": "Antecknare",
    "analyst": "Analytiker",
    "observer": "Observatör",
}


@click.command("demo")
@sentences
def demo() -> None:
    """Fill an empty database with the sample dialogue. The second time it only says how to look."""
    settings = current_app.config["SETTINGS"]
    file = settings.data_dir / "demo.json"
    facts = staff.kept(file)
    if facts is None:
        if db.session.scalar(select(Person.id).limit(1)) is not None:
            raise Refusal(
                "The database is not empty. Choose another RADSLAG_DATA_DIR for the sample."
            )
        from dialog.demo import filling  # the sample's texts are read only when it is made

        begun = time.monotonic()
        click.echo("Exempeldialogen fylls på …")
        facts = filling.fill(clock.now())
        staff.keep(file, facts)
        click.echo(f"Klart på {time.monotonic() - begun:.0f} s.")
    _tell(facts, settings.base_url)


def _tell(facts: dict[str, str], base: str) -> None:
    click.echo(f"\nRådslag finns på {base}\n")
    for role, name in ROLES.items():
        click.echo(f"  {name:<15} {facts[role + '_email']:<32} {facts[role + '_password']}")
    click.echo(f"\n  Personlig enkätlänk: {base}{facts['link']}")
    click.echo(f"  Tavlans kod:         {facts['code']}  på {base}/w\n")


def init_app(app: Flask) -> None:
    app.cli.add_command(demo)
