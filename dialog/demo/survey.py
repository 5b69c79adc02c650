"""The sample's survey: 100 answers from associations and 60 from officials, as people give them."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from dialog.demo import content
from dialog.demo.sample import at, letters_left
from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.invitations.operations import invite_many, send_all
from dialog.register.queries import participants
from dialog.survey import answering, codes, releases, seats
from dialog.survey.answering_queries import asked
from dialog.survey.closing import close_survey
from dialog.survey.definition import other_key
from dialog.survey.models import Mode, SeatRule
from dialog.survey.operations import create_survey, open_survey
from dialog.survey.sheets import sheet
from dialog.survey.walk import Walk, fingerprint

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.demo.sample import Sample
    from dialog.process.models import Process
    from dialog.survey.models import Survey

ANSWERS = {"association": 100, "municipal": 60}


def hold(sample: Sample) -> Survey:
    """Written, opened, sent, answered, reminded, closed; its figures released."""
    made = at("2025-01-20", "10:15")
    survey = create_survey(
        sample.process,
        content.load("survey")["title"]["sv"],
        mode=Mode.CONFIDENTIAL,
        seat_rule=SeatRule.ORGANISATION,
        closes_at=at("2025-02-23", "23:59"),
        definition=content.definition(content.load("survey")),
        by=sample.leader,
        now=made,
    )
    invite(sample, sample.process, survey, at("2025-01-31", "14:00"))
    open_survey(survey, by=sample.leader, now=at("2025-02-03", "08:00"))
    seats.make_seats(survey)
    post(sample, survey, at("2025-02-03", "08:05"))
    letters_left(at("2025-02-03", "08:20"))
    for kind, number in ANSWERS.items():
        answer(sample, survey, kind, replies(sample, kind, number), at("2025-02-04", "10:00"))
    db.session.commit()
    closing = at("2025-02-24", "00:30")
    close_survey(survey, by=sample.leader, now=closing, chance=sample.chance)
    releases.release_results(survey, by=sample.leader, now=closing)
    db.session.commit()
    return survey


def invite(sample: Sample, process: Process, survey: Survey, now: datetime) -> None:
    """Everybody on the process's lists: one for each contact."""
    who = [
        (contact, organisation, party)
        for party in process.parties
        for organisation in participants(process, party)
        for contact in organisation.contacts
    ]
    invite_many(survey.occasion, who, by=sample.leader, now=now)


def post(sample: Sample, survey: Survey, now: datetime) -> None:
    """The invitations, one letter each."""
    invitations = db.session.scalars(
        select(Invitation).where(Invitation.occasion_id == survey.id).order_by(Invitation.id)
    ).all()
    send_all(survey.occasion, invitations, "invite", by=sample.leader, now=now)


def replies(sample: Sample, kind: str, number: int) -> list[dict[str, Any]]:
    """`number` filled-in forms of one party: closed answers by exact shares, texts dealt out."""
    sheets: list[dict[str, Any]] = [{} for _ in range(number)]
    closed = content.load("closed_answers")
    multiple = {"channels_used"}
    for key, parties in closed.items():
        weights = parties.get(kind)
        if not weights:
            continue
        if set(weights) == {"min", "max"}:
            for filled in sheets:
                filled[key] = _amount(sample, weights["min"], weights["max"])
        elif key in multiple:
            _tick(sample, sheets, key, weights, kind)
        else:
            for filled, option in zip(
                sheets, content.allot(weights, number, sample.chance), strict=True
            ):
                filled[key] = option
    _write(sample, sheets, kind)
    return sheets


def _amount(sample: Sample, low: int, high: int) -> int:
    """Most are small and a few are large, as associations are."""
    return int(low + (high - low) * sample.chance.random() ** 3)


def _tick(
    sample: Sample, sheets: list[dict[str, Any]], key: str, percent: dict[str, float], kind: str
) -> None:
    own = list(content.load("other_answers").get(key, {}).get(kind, ()))
    for option, share in percent.items():
        for filled in sample.chance.sample(sheets, round(len(sheets) * share / 100)):
            filled.setdefault(key, []).append(option)
            if option == "other" and own:
                filled[other_key(key)] = own.pop()
    for filled in sheets:
        filled.setdefault(key, ["email"])


def _write(sample: Sample, sheets: list[dict[str, Any]], kind: str) -> None:
    texts: dict[str, list[str]] = defaultdict(list)
    for row in content.load("answers"):
        if row["party"] == kind:
            texts[row["question"]].append(row["text"])
    for key, words in texts.items():
        for filled, text in zip(sample.chance.sample(sheets, len(words)), words, strict=True):
            filled[key] = text


def answer(
    sample: Sample, survey: Survey, kind: str, filled: list[dict[str, Any]], begun: datetime
) -> None:
    """As many invited as there are forms answer, one from each seat, a page at a time."""
    invitations = list(
        db.session.scalars(
            select(Invitation)
            .join(Invitation.party)
            .where(Invitation.occasion_id == survey.id, Invitation.party.has(kind=kind))
            .options(joinedload(Invitation.party))
            .order_by(Invitation.id)
        )
    )
    sample.chance.shuffle(invitations)
    waiting = iter(invitations)
    taken: set[int] = set()
    for number, answers in enumerate(filled):
        for invitation in waiting:
            seat = seats.seat_for(invitation, survey)
            if seat.id not in taken:
                taken.add(seat.id)
                now = begun + timedelta(minutes=number * 170 % (19 * 24 * 60))
                _walk(sample, survey, invitation, answers, now)
                break


def _walk(
    sample: Sample, survey: Survey, invitation: Invitation, answers: dict[str, Any], now: datetime
) -> None:
    """One person from the first page to the receipt."""
    what = asked(survey)
    lying = sheet(invitation, lock=True)
    if lying is None:
        raise LookupError("The invitation leads to no seat.")
    draft = answering.begin(survey, lying, what, now=now)
    step = Walk(what.definition, lying.seat.party_kind, draft.answers).after(0)
    while step is not None:
        lying = sheet(invitation, lock=True) or lying
        sent = {key: answers[key] for key in step.keys if key in answers}
        draft = answering.save(
            survey,
            lying,
            what,
            step,
            sent,
            drawn_from=fingerprint(step, draft.answers),
            now=now,
            reached=step.number,
        )
        step = Walk(what.definition, lying.seat.party_kind, draft.answers).after(step.number)
        now += timedelta(minutes=2)
    lying = sheet(invitation, lock=True) or lying
    answering.submit(
        survey, lying, what, code=codes.new_code(sample.chance), now=now, chance=sample.chance
    )
