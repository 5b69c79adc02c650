"""`flask admin create`: the first administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from dialog.accounts import operations, queries
from dialog.accounts.start import staff_link
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.web import clock
from dialog.web.command_line import sentences
from dialog.web.forms import email_complaint, email_key

if TYPE_CHECKING:
    from flask import Flask

admin = AppGroup("admin", help="Administrators of the installation.")


@admin.command("create")
@click.option("--email", prompt="E-mail", help="The address the account is known by.")
@click.option("--name", prompt="Name", help="First and last name.")
@sentences
def create(email: str, name: str) -> None:
    """Make an administrator, and print the link for choosing a password.

    The link is shown once, is good for seven days and can be used once.
    """
    complaint = email_complaint(email)
    if complaint:
        raise Refusal(complaint)
    if not name.strip():
        raise Refusal("Write a name.")
    person = operations.invite(
        name.strip(),
        email.strip(),
        email_key(email),
        locale="sv",
        administrator=True,
        by=None,
        now=clock.now(),
    )
    db.session.commit()
    link = queries.latest_link(person)
    click.echo(f"{name.strip()} is an administrator. Choose a password here, within seven days:")
    click.echo(staff_link(link.id) if link else "")


def init_app(app: Flask) -> None:
    app.cli.add_command(admin)
