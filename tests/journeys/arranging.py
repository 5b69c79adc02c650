"""What a journey may find arranged already, made by the operations people use.

Runs beside the server, in a process of its own: `python -m tests.journeys.arranging WHAT …` prints
what it made as JSON. Journeys call it by `arranged(server, "team")`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from tests.journeys.counting import lies, sent

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.journeys.actors import Actor
    from tests.journeys.conftest import Server

ROOT = Path(__file__).parents[2]
BASE = "/processes/oar-i-samtal"
TEXT = "Bra 👍 möte på Öckerö. Året efter gick det fyra månader.\n\nTill slut löste det sig."


def arranged(server: Server, what: str, *arguments: str) -> Any:
    """Arrange something in the server's database; returns what was made."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.journeys.arranging", what, *arguments],
        cwd=ROOT,
        env=server.environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.strip().splitlines()[-1])


def sits_down(actor: Actor, token: str) -> Actor:
    """The person has signed in before the journey begins."""
    from dialog.accounts.access import COOKIE

    secure = actor.base.replace("http:", "https:")  # else Chromium takes no secure cookie
    actor.context.add_cookies(
        [{"name": COOKIE, "value": token, "url": secure, "secure": True, "httpOnly": True}]
    )
    return actor


def team() -> dict[str, str]:
    """A dialogue that runs, with its team and two associations. Returns their log-ins by name."""
    from dialog.extensions import db
    from dialog.process.models import PartyKind
    from dialog.register import operations
    from dialog.web import clock
    from tests import people

    ana, cleo, eva, olle = (
        people.staff(name) for name in ("Ana Lind", "Cleo Berg", "Eva Holm", "Olle Dahl")
    )
    process = people.dialogue(ana, analyst=cleo, note_taker=eva, observer=olle)
    now, side = clock.now(), people.party(process, PartyKind.ASSOCIATION)
    for name, contact in (("Norröns byalag", "Ben Åkerö"), ("Vikens båtklubb", "Bea Öhman")):
        organisation = operations.add_organisation(name, "association", by=ana, now=now)
        email = f"{contact.split()[0].casefold()}@forening.example"
        operations.add_contact(organisation, contact, email=email, by=ana, now=now)
        operations.take_part(process, organisation, side, by=ana, now=now)
    db.session.commit()
    return sessions()


def sessions() -> dict[str, str]:
    """Everybody who may sign in has signed in: the tokens, by the first part of the address."""
    from sqlalchemy import select

    from dialog.accounts import operations
    from dialog.accounts.models import Person
    from dialog.extensions import db
    from dialog.web import clock

    made = {
        person.email_key.split("@")[0]: operations.sign_in(person, now=clock.now())[1]
        for person in db.session.scalars(select(Person)).all()
    }
    db.session.commit()
    return made


def text_with_a_face() -> dict[str, int]:
    """Something said in a workshop, with an emoji in it, and a theme. Returns their numbers."""
    from sqlalchemy import select

    from dialog.accounts.models import Person
    from dialog.contributions.operations import contribute, new_voice
    from dialog.extensions import db
    from dialog.process.models import OccasionKind, PartyKind, Process, StageKind
    from dialog.process.operations import add_occasion
    from dialog.synthesis.operations import add_theme
    from dialog.web import clock
    from tests.people import party

    process = db.session.scalars(select(Process)).one()
    cleo = db.session.scalars(select(Person).where(Person.name == "Cleo Berg")).one()
    now = clock.now()
    occasion, _new = add_occasion(
        process, StageKind.WORKSHOP, OccasionKind.WORKSHOP.value, "Stormöte"
    )
    side = party(process, PartyKind.ASSOCIATION)
    voice = new_voice(occasion, side, confidential=True, chance=Random(11))
    said = contribute(
        voice, "card", TEXT, prompt="Vad behövs?", language="sv", said_on=now.date(), now=now
    )
    theme = add_theme(process, "Svarstider", definition="Hur länge det dröjer.", by=cleo, now=now)
    db.session.commit()
    return {"contribution": said.id, "theme": theme.id}


def codings(contribution: str) -> list[dict[str, Any]]:
    """What is kept of the codings of a contribution."""
    from sqlalchemy import select

    from dialog.extensions import db
    from dialog.synthesis.models import Coding

    found = db.session.scalars(
        select(Coding).where(Coding.contribution_id == int(contribution)).order_by(Coding.id)
    )
    return [{"words": one.words, "start": one.start, "stop": one.stop} for one in found]


def answered(survey: str) -> list[list[str]]:
    """The questions that have an answer, for each response to a survey; in no order at all."""
    from sqlalchemy import select

    from dialog.extensions import db
    from dialog.survey.models import Response

    sent = db.session.scalars(select(Response).where(Response.survey_id == int(survey))).all()
    return [sorted({answer.question.key for answer in one.answers}) for one in sent]


def clock_with(board: str, minutes: str, seconds_left: str) -> None:
    """The clock of a board has been going for a while: so many seconds are left of its minutes."""
    from datetime import timedelta
    from uuid import uuid4

    from dialog.extensions import db
    from dialog.web import clock
    from dialog.workshop import operations, queries

    activity = queries.activity_of(int(board))
    assert activity is not None
    now, leader = clock.now(), _ana()
    ago = now - timedelta(seconds=int(minutes) * 60 - int(seconds_left))

    def seen() -> dict[str, Any]:
        number = queries.clock_of(activity).number
        return {"seen": number, "client_id": str(uuid4()), "by": leader, "now": ago}

    operations.stop_clock(activity, **seen())
    operations.start_clock(activity, int(minutes), **seen())
    db.session.commit()


def invited(board: str) -> str:
    """Bea of the boat club is asked to the workshop. Returns the path of her link."""
    from sqlalchemy import select

    from dialog import tokens
    from dialog.extensions import db
    from dialog.invitations.operations import invite
    from dialog.process.models import Occasion, PartyKind
    from dialog.register.models import Contact
    from dialog.web import clock
    from tests.people import party

    occasion = db.session.get_one(Occasion, int(board))
    bea = db.session.scalars(select(Contact).where(Contact.name == "Bea Öhman")).one()
    side = party(occasion.process, PartyKind.ASSOCIATION)
    made = invite(occasion, bea, side, by=_ana(), now=clock.now())
    db.session.commit()
    return f"/i/{tokens.derive('invitation', made.id, made.generation)}"


def talking() -> int:
    """A focus group of two associations that is talking, with a guide of two questions."""
    from sqlalchemy import select

    from dialog.extensions import db
    from dialog.focusgroup import operations
    from dialog.focusgroup.operations.guides import Asked
    from dialog.invitations.operations import walk_in
    from dialog.process.models import PartyKind, Process
    from dialog.web import clock
    from tests.people import party

    process, act = db.session.scalars(select(Process)).one(), {"by": _ana(), "now": clock.now()}
    side = party(process, PartyKind.ASSOCIATION)
    asked = [Asked("När fungerade det bra?", 15), Asked("Vem vänder ni er till?", 20)]
    guide = operations.create_guide(process, "Samtalsguide", asked, **act)
    group = operations.plan_group(process, "Fokusgrupp 1", guide=guide, party=side, **act)
    operations.open_group(group, **act)
    for _one in range(2):
        walk_in(group.occasion, side, **act)
    db.session.commit()
    return group.id


def one_question(mode: str) -> dict[str, Any]:
    """An open survey with one question and a long wish. Its number, and the links of seven asked."""
    from sqlalchemy import select

    from dialog import tokens
    from dialog.extensions import db
    from dialog.process.models import Process
    from dialog.survey.definition import Definition
    from tests.survey.respondents import ASKED, asked, association, make_survey

    reach, wishes = ASKED["sections"][1], ASKED["sections"][3]
    questions = [reach["questions"][0], *wishes["questions"]]
    only = ASKED | {"sections": [reach | {"questions": questions}]}
    process = db.session.scalars(select(Process)).one()
    survey = make_survey(process, _ana(), mode=mode, definition=Definition.from_json(only))
    names = [f"Förening {number} {mode}" for number in range(7)]
    made = [asked(survey, association(name, "Bo Ås", by=_ana())[0], by=_ana()) for name in names]
    db.session.commit()
    links = [f"/i/{tokens.derive('invitation', one.id, one.generation)}" for one in made]
    return {"survey": survey.id, "links": links}


def _ana() -> Any:
    from sqlalchemy import select

    from dialog.accounts.models import Person
    from dialog.extensions import db

    return db.session.scalars(select(Person).where(Person.name == "Ana Lind")).one()


MADE = (team, sessions, text_with_a_face, codings, answered, clock_with, invited, talking)
ARRANGEMENTS: dict[str, Callable[..., Any]] = {
    made.__name__: made for made in (*MADE, one_question, lies, sent)
}


def main(what: str, *arguments: str) -> None:
    from dialog import create_app, database

    with create_app().app_context():
        database.begin_as("write")
        made = ARRANGEMENTS[what](*arguments)
    sys.stdout.write(json.dumps(made, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
