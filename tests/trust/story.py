"""A small but complete dialogue: one of everything that an address can name."""

from __future__ import annotations

import hashlib
import random
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import select

from dialog import tokens
from dialog.contributions.models import Contribution, Voice
from dialog.extensions import db
from dialog.focusgroup import operations as groups
from dialog.focusgroup.models import FocusGroup, Utterance
from dialog.focusgroup.operations.guides import Asked
from dialog.invitations.models import Invitation
from dialog.invitations.operations import invite, send_all, walk_in
from dialog.mail.models import Letter
from dialog.process.models import PartyKind
from dialog.proposals.operations import propose
from dialog.register.operations import preview, take_part
from dialog.report import operations as reports
from dialog.survey.closing import close_survey
from dialog.survey.models import Response, Survey
from dialog.synthesis.operations import add_theme, code
from dialog.web import clock
from dialog.workshop import operations as boards
from dialog.workshop import queries as board_queries
from dialog.workshop.operations.arranging import Picked
from tests.browser import Browser
from tests.people import party
from tests.survey import answered, respondents

if TYPE_CHECKING:
    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.process.models import Process

CHANCE = random.Random(11)
SAID = "Ge oss ett namn, inte en växel."


@dataclass
class Story:
    """A dialogue and the numbers of what it holds, by what they are called in an address."""

    process: Process
    numbers: dict[str, int] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    device: str = ""


def tell(app: Flask, process: Process, by: Person, note_taker: Person) -> Story:
    """Fill `process` by the operations that people use."""
    story = Story(process, words={"slug": process.slug})
    closed = _closed_survey(story, by)
    _named_survey(story, by)
    _open_survey(story, by)
    _groups(story, by, note_taker)
    _workshop(story, by, note_taker)
    _analysis(story, closed, by)
    db.session.commit()
    _report(app, story, by)
    story.numbers |= {
        "board": process.owner_boards[1].id,
        "stage": process.stages[0].id,
        "person": note_taker.id,
        "import": preview(
            "lista.csv",
            "Namn;Typ\nRoddarna;förening\n".encode(),
            process=process,
            client_id=str(uuid.uuid4()),
            by=by,
            now=clock.now(),
        ).id,
    }
    db.session.commit()
    return story


def _closed_survey(story: Story, by: Person) -> Survey:
    survey = answered.open_one(story.process, by)
    for kind in (PartyKind.ASSOCIATION, PartyKind.MUNICIPAL):
        answered.answer(survey, kind, 6, reach="very_easy", wish=SAID, applied="yes")
    answered.closed(survey, by)
    story.numbers["survey_closed"] = survey.id
    return survey


def _open_survey(story: Story, by: Person) -> None:
    process, now = story.process, clock.now()
    survey = respondents.make_survey(process, by)
    side = party(process, PartyKind.ASSOCIATION)
    contacts = respondents.association(f"Byalaget {process.id}", "Torsten Ahl", "Märta Ek", by=by)
    take_part(process, contacts[0].organisation, side, by=by, now=now)
    invitations = [respondents.asked(survey, contact, by=by) for contact in contacts]
    db.session.flush()
    send_all(survey.occasion, invitations, "invite", by=by, now=now)
    other = respondents.association(f"Roddarna {process.id}", "Stina Roos", by=by)[0]
    take_part(process, other.organisation, side, by=by, now=now)
    preparing = respondents.make_survey(process, by, opened=False)
    story.numbers |= {
        "survey": survey.id,
        "survey_preparing": preparing.id,
        "occasion": survey.id,
        "invitation": invitations[0].id,
        "organisation": contacts[0].organisation_id,
        "other": other.organisation_id,
        "contact": contacts[0].id,
        "letter": db.session.scalars(select(Letter.id).order_by(Letter.id.desc())).first() or 0,
    }
    _answered(story, respondents.asked(survey, other, by=by))
    story.words["link"] = token_of(invitations[0])


def _named_survey(story: Story, by: Person) -> None:
    """One that is closed, where an association has answered by name."""
    survey = respondents.make_survey(story.process, by, mode="named")
    contact = respondents.association(f"Seglarna {survey.id}", "Ulla Sjö", by=by)[0]
    _answered(story, respondents.asked(survey, contact, by=by))
    close_survey(survey, by=by, now=clock.now())
    answer = db.session.scalars(select(Response.id).where(Response.survey_id == survey.id)).one()
    story.numbers |= {"survey_named": survey.id, "response": answer}


def token_of(invitation: Invitation) -> str:
    return tokens.derive("invitation", invitation.id, invitation.generation)


def _answered(story: Story, invitation: Invitation) -> None:
    """Stina has sent her answers."""
    phone = respondents.Phone(Browser(current_app), invitation)  # type: ignore[arg-type]
    story.words["code"] = phone.answer_all(SAID).hidden("page-code")
    assert phone.send().status == 200
    story.numbers["invitation_answered"] = invitation.id
    story.words["link_answered"] = token_of(invitation)


def _groups(story: Story, by: Person, note_taker: Person) -> None:
    guide = groups.create_guide(
        story.process, "Samtalsguide", [Asked("När fungerade det?", 15)], by=by, now=clock.now()
    )
    db.session.flush()
    for name, ends in (("group", False), ("group_closed", True)):
        made = groups.plan_group(
            story.process,
            f"Fokusgrupp {name}",
            guide=guide,
            party=party(story.process, PartyKind.ASSOCIATION),
            note_taker=note_taker,
            by=by,
            now=clock.now(),
        )
        _talk(made, by, note_taker)
        if ends:
            groups.close_group(made, said_on=clock.today(), by=by, now=clock.now())
        story.numbers[name] = made.id
    story.numbers["guide"] = guide.id
    story.numbers["utterance"] = db.session.scalars(
        select(Utterance.id).where(Utterance.focus_group_id == story.numbers["group"])
    ).one()


def _talk(group: FocusGroup, by: Person, note_taker: Person) -> None:
    now = clock.now()
    groups.open_group(group, by=by, now=now)
    side = party(group.occasion.process, PartyKind.ASSOCIATION)
    walk_in(group.occasion, side, by=by, now=now)
    db.session.flush()
    voice = db.session.scalars(select(Voice).where(Voice.occasion_id == group.id)).one()
    groups.note(
        group,
        "Det hänger på person.",
        voice=voice,
        question=group.guide.questions[0],
        client_id=str(uuid.uuid4()),
        said_on=clock.today(),
        by=note_taker,
        now=now,
    )


def _workshop(story: Story, by: Person, note_taker: Person) -> None:
    process, now = story.process, clock.now()
    workshop = boards.create_workshop(
        process,
        "Öppen workshop",
        question="Vad gör det enklare?",
        columns=["En väg in", "Lokaler"],
        note_taker=note_taker,
        by=by,
        now=now,
    )
    activity = board_queries.activity_of(workshop.id)
    assert activity is not None
    boards.open_board(activity, by=by, now=now)
    side = party(process, PartyKind.ASSOCIATION)
    (nils,) = respondents.association(f"Spelmanslaget {workshop.id}", "Nils Lek", by=by)
    invited = invite(workshop.occasion, nils, side, by=by, now=now)
    story.words["link_board"] = token_of(invited)
    story.device = tokens.fresh()
    device = hashlib.sha256(f"device {workshop.id} {story.device}".encode()).hexdigest()
    guest = boards.join(activity, side, device_hash=device, chance=CHANCE, now=now)
    column = board_queries.board_of(activity).columns[0]
    place = db.session.get_one(type(activity.places[0]), column.id)
    cards = [
        boards.write_note(
            activity,
            guest,
            text,
            column=place,
            client_id=str(uuid.uuid4()),
            language="sv",
            today=clock.today(),
            now=now,
        )
        for text in ("Ett nummer", "En lapp", "En till")
    ]
    picked = [Picked(card.id, card.version) for card in cards[:2]]
    group = boards.gather(activity, picked, "Nå", client_id=str(uuid.uuid4()), by=by, now=now)
    boards.open_voting(activity, dots=3, per_target=2, by=by, now=now)
    third = f"card:{cards[2].id}"
    dot = boards.give_dot(activity, guest, third, client_id=str(uuid.uuid4()), now=now)
    story.numbers |= {
        "workshop": workshop.id,
        "invitation_board": invited.id,
        "card": cards[2].id,
        "place": group.id,
        "participant": guest.id,
        "dot": dot.id,
    }


def _analysis(story: Story, survey: Survey, by: Person) -> None:
    now = clock.now()
    texts = list(
        db.session.scalars(
            select(Contribution)
            .join(Contribution.voice)
            .where(Voice.occasion_id == survey.id)
            .order_by(Contribution.id)
        )
    )
    theme = add_theme(story.process, "En namngiven kontakt", by=by, now=now)
    coding = next(code(text, theme, by=by, now=now) for text in texts[:1])
    proposal = propose(
        story.process,
        "direct",
        title="En kontakt",
        what="Varje förening får en kontaktperson.",
        why="Ingen vet vem man ska ringa.",
        from_theme=theme,
        contributions=texts[:1],
        by=by,
        now=now,
    )
    db.session.flush()
    story.numbers |= {
        "contribution": texts[0].id,
        "theme": theme.id,
        "coding": coding.id,
        "proposal": proposal.id,
        "evidence_id": proposal.evidence[0].id,
    }


def _report(app: Flask, story: Story, by: Person) -> None:
    board = story.process.owner_boards[0]
    report = reports.create_report(story.process, board, "Rapport", {}, by=by, now=clock.now())
    with app.test_request_context():
        edition = reports.issue(report, by=by, now=clock.now())
        link, token = reports.make_reading_link(edition, by=by, now=clock.now())
    story.numbers |= {"report": report.id, "edition": edition.id, "reading_link": link.id}
    story.words["reading"] = token
