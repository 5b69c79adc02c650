"""`flask survey import FILE --process SLUG`: a workbook becomes a draft survey."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup
from sqlalchemy import select

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process import queries as process_queries
from dialog.process.models import Process, Role, StageKind
from dialog.survey.importing import create_from_workbook
from dialog.survey.models import Mode, SeatRule
from dialog.survey.words import LANGUAGES
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.command_line import sentences

if TYPE_CHECKING:
    from flask import Flask

    from dialog.accounts.models import Person

survey = AppGroup("survey", help="Surveys.")
LAST_MINUTE = time(23, 59)


@survey.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--process", "slug", required=True, help="The dialogue, as in its address.")
@click.option("--by-name", is_flag=True, help="Staff can see what each one answered.")
@click.option("--persons", is_flag=True, help="Each person answers, not each organisation.")
@click.option("--language", default="sv", help="Of columns that do not name theirs.")
@click.option("--closes", type=click.DateTime(["%Y-%m-%d"]), help="The last day, if not planned.")
@sentences
def import_workbook(
    file: Path, slug: str, by_name: bool, persons: bool, language: str, closes: datetime | None
) -> None:
    """Take over the XLSForm workbook FILE as a draft survey of the dialogue."""
    now = clock.now()
    if language not in LANGUAGES:
        raise Refusal(_("Choose one of these languages: %(known)s.", known=", ".join(LANGUAGES)))
    process = db.session.scalars(select(Process).where(Process.slug == slug)).first()
    if process is None:
        raise Refusal(_("There is no dialogue with the address %(slug)s.", slug=slug))
    made = create_from_workbook(
        process,
        file.read_bytes(),
        file_name=file.name,
        language=language,
        mode=Mode.NAMED if by_name else Mode.CONFIDENTIAL,
        seat_rule=SeatRule.PERSON if persons else SeatRule.ORGANISATION,
        closes_at=_closing(process, closes, now),
        by=_leader(process, now),
        now=now,
    )
    db.session.commit()
    click.echo(f"{made.id}\t{made.occasion.title}")
    click.echo(made.versions[0].note)


def _closing(process: Process, closes: datetime | None, now: datetime) -> datetime:
    """The day asked for, else the end of the planned stage, else three weeks from now."""
    stage = process_queries.stage_of(process, StageKind.SURVEY)
    today = clock.local(now).date()
    planned = stage.planned_to if stage is not None else None
    if closes is not None:
        day = closes.date()
        if day < today:
            raise Refusal(_("That time has passed. Choose a later one"))
    elif planned is not None and planned > today:
        day = planned
    else:
        day = today + timedelta(days=21)
    return clock.from_wall_clock(day, LAST_MINUTE)


def _leader(process: Process, now: datetime) -> Person:
    """In whose name a command acts: the first who leads the dialogue."""
    leaders = [row for row in process_queries.team(process, now) if row.role == Role.FACILITATOR]
    if not leaders:
        raise Refusal(_("The dialogue has no process leader. Choose one first."))
    return leaders[0].person


def init_app(app: Flask) -> None:
    app.cli.add_command(survey)
