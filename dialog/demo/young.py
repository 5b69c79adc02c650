"""The sample's second, young process: its survey and its workshop are open now."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import tokens
from dialog.demo import content, register, survey, workshop
from dialog.demo.sample import Sample, at
from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.process import operations as process_operations
from dialog.process.models import PartyKind, Role, TurnKind
from dialog.process.teams import give_role
from dialog.survey import seats
from dialog.survey.models import Mode, SeatRule
from dialog.survey.operations import create_survey, open_survey
from dialog.workshop import codes
from dialog.workshop import operations as boards

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.register.models import Organisation

NAMES = {PartyKind.ASSOCIATION: "Föreningar", PartyKind.MUNICIPAL: "Kommunen"}
LATEST_ANSWERS = {"association": 9, "municipal": 4}


def begin(
    sample: Sample, organisations: dict[str, list[Organisation]], now: datetime
) -> dict[str, str]:
    """Made three weeks ago, open now. Returns a personal link and a board code to try."""
    data = content.load("young")
    young = Sample(sample.people, sample.passwords)
    young.chance = sample.chance
    ago = now - timedelta(days=21)
    young.process = process_operations.create(
        data["title"],
        data["purpose"],
        party_names=NAMES,
        boards=data["owner_boards"],
        by=young.leader,
        now=ago,
    )
    for role in (Role.NOTE_TAKER, Role.ANALYST, Role.OBSERVER):
        give_role(young.process, young.people[role.value], role, by=young.leader, now=ago)
    process_operations.turn(young.process, TurnKind.STARTED, by=young.leader, now=ago)
    _plan(young, now)
    register.join(young, young.process, organisations, ago)
    link = _survey(young, now)
    code = _board(young, now)
    return {"link": link, "code": code}


def _plan(young: Sample, now: datetime) -> None:
    day = (now - timedelta(days=7)).date()
    for stage, length in zip(young.process.stages, (28, 21, 1, 21, 14, 7), strict=True):
        stage.planned_from = day
        stage.planned_to = day + timedelta(days=length - 1)
        day = stage.planned_to + timedelta(days=7)


def _survey(young: Sample, now: datetime) -> str:
    """Open for three more weeks, with some answers in. Returns the path of an unused link."""
    data = content.load("young")
    opened = now - timedelta(days=7)
    asked = create_survey(
        young.process,
        data["survey"]["title"]["sv"],
        mode=Mode.CONFIDENTIAL,
        seat_rule=SeatRule.ORGANISATION,
        closes_at=at((now + timedelta(days=21)).date().isoformat(), "23:59"),
        definition=content.definition(data["survey"]),
        by=young.leader,
        now=opened - timedelta(days=3),
    )
    survey.invite(young, young.process, asked, opened)
    open_survey(asked, by=young.leader, now=opened)
    seats.make_seats(asked)
    survey.post(young, asked, opened)
    for kind, number in LATEST_ANSWERS.items():
        filled = _filled(young, kind, number)
        survey.answer(young, asked, kind, filled, opened + timedelta(hours=4))
    db.session.commit()
    free = db.session.scalars(
        select(Invitation)
        .where(Invitation.occasion_id == asked.id, Invitation.party.has(kind="association"))
        .order_by(Invitation.id)
    )
    chosen = next(one for one in free if _is_free(one))
    return f"/i/{tokens.derive('invitation', chosen.id, chosen.generation)}"


def _is_free(invitation: Invitation) -> bool:
    from dialog.survey.sheets import sheet

    lying = sheet(invitation)
    return lying is not None and lying.receipt is None and lying.draft is None


def _filled(young: Sample, kind: str, number: int) -> list[dict[str, object]]:
    """Closed answers by chance, and the texts that there are for the party."""
    data = content.load("young")
    texts = [row for row in data["answers"] if row["party"] == kind]
    sheets: list[dict[str, object]] = []
    for index in range(number):
        filled: dict[str, object] = {}
        for section in data["survey"]["sections"]:
            for question in section["questions"]:
                options = [option["key"] for option in question.get("options", ())]
                if question["kind"] == "multiple":
                    filled[question["key"]] = young.chance.sample(options, 2)
                elif options:
                    filled[question["key"]] = young.chance.choice(options)
        for row in texts[index :: max(1, number)]:
            filled[row["question"]] = row["text"]
        sheets.append(filled)
    return sheets


def _board(young: Sample, now: datetime) -> str:
    """A board that is open today, with people on it. Returns its code."""
    data = content.load("young")
    made = boards.create_workshop(
        young.process,
        data["board"]["title"],
        question=data["board"]["question"],
        columns=data["board"]["columns"],
        starts_at=now,
        ends_at=now + timedelta(hours=12),
        place="Ljungöhallen",
        note_taker=young.people["note_taker"],
        by=young.leader,
        now=now - timedelta(days=2),
    )
    activity = workshop.board(made)
    boards.open_board(activity, by=young.leader, now=now)
    people = workshop.come_in(young, activity, {"association": 8, "municipal": 6}, now)
    workshop.write(young, activity, people, data["notes"], now)
    db.session.commit()
    return codes.in_groups(codes.code_of(made))
