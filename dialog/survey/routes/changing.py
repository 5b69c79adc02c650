"""Reading one's answers and changing them, by link where they are named, else by code.

All that is shown stands on one page. The code travels in the form alone: in no address, in no
cookie, in no session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response as Page
from flask import current_app, request
from itsdangerous import BadSignature, TimestampSigner

from dialog.errors import Stale
from dialog.extensions import db
from dialog.survey import answering as acts
from dialog.survey.answering_forms import read_answers
from dialog.survey.answering_queries import Asked, answers_of
from dialog.survey.models import Response
from dialog.survey.routes.answers_given import asked_of, said_by
from dialog.survey.routes.question_drawing import drawer
from dialog.survey.walk import Walk
from dialog.web import clock
from dialog.web.forms import FURTHER
from dialog.web.htmx import respond


@dataclass(frozen=True)
class ChangeSent:
    """Changed answers as they were sent, and whether the page has to be drawn once more."""

    answers: dict[str, Any]
    complaints: dict[str, list[str]]
    has_appeared: bool
    opened_at: datetime

    @property
    def must_be_drawn_again(self) -> bool:
        return self.has_appeared or bool(self.complaints) or FURTHER in request.form


def read_change(response: Response, asked: Asked) -> ChangeSent:
    questions = asked.definition.questions
    answers = read_answers(questions, request.form)
    walk = Walk(asked.definition, response.party.kind, answers)
    shown = frozenset().union(*(step.shown for step in walk.steps)) if walk.steps else frozenset()
    before = set(request.form.get("page-shown", "").split())
    complaints: dict[str, list[str]] = {}
    for step in walk.steps:
        complaints |= walk.complaints_on(step)
    return ChangeSent(answers, complaints, bool(shown - before), _opened_at())


def draw_answers(
    response: Response, asked: Asked, language: str, *, code: str | None = None
) -> Page:
    """The answers as they were sent, to read and to print; with the way to change them."""
    answers = answers_of(response)
    walk = Walk(asked.definition, response.party.kind, answers)
    return respond(
        "survey/answering/answers.html",
        response=response,
        survey=response.survey,
        definition=asked.definition,
        content_language=language,
        asked=asked_of(walk),
        mine=said_by(walk, answers, language),
        code=code,
        is_open=response.survey.is_open(clock.now()),
    )


def draw_change(
    response: Response,
    asked: Asked,
    language: str,
    answers: dict[str, Any],
    sent: ChangeSent | None = None,
    *,
    code: str | None = None,
) -> Page:
    """All questions on one page, with the answers in them."""
    walk = Walk(asked.definition, response.party.kind, answers)
    return respond(
        "survey/answering/change.html",
        status=422 if sent and sent.complaints else 200,
        response=response,
        survey=response.survey,
        definition=asked.definition,
        content_language=language,
        walk=walk,
        answers=answers,
        complaints=sent.complaints if sent else {},
        has_appeared=bool(sent and sent.has_appeared),
        shown=" ".join(sorted(key for step in walk.steps for key in step.shown)),
        based_on=request.form.get("page-based-on") if sent else acts.edits_of(response),
        stamp=_stamp(sent),
        draw_question=drawer(answers, sent.complaints if sent else {}, language),
        code=code,
    )


def store_change(response: Response, asked: Asked, sent: ChangeSent) -> Stale | None:
    """Act on what was sent, and commit. What stands against it when somebody else was first."""
    try:
        acts.change(
            response,
            asked,
            sent.answers,
            based_on=request.form.get("page-based-on", 0, type=int),
            opened_at=sent.opened_at,
            now=clock.now(),
        )
    except Stale as stale:
        db.session.rollback()
        return stale
    db.session.commit()
    return None


def draw_both_changes(
    stale: Stale, asked: Asked, language: str, *, keep: str, code: str | None = None
) -> Page:
    """Two have changed the same answers: both versions, and the choice between them.

    `keep` is where what is stored stands; with a code that page is drawn by a form.
    """
    carried = [
        (name, value)
        for name, values in request.form.lists()
        for value in values
        if name not in stale.drawn_now and name != FURTHER
    ]
    return respond(
        "survey/answering/change_stale.html",
        status=409,
        definition=asked.definition,
        content_language=language,
        stale=stale,
        carried=[*carried, *stale.drawn_now.items()],
        action=request.path,
        keep=keep,
        code=code,
    )


def _signer() -> TimestampSigner:
    return TimestampSigner(str(current_app.config["SECRET_KEY"]), salt="page-opened")


def _stamp(sent: ChangeSent | None) -> str:
    """When the page was opened, signed: what was opened in time may be sent a little later."""
    if sent is not None:
        return request.form.get("page-opened", "")
    return _signer().sign(b"page").decode()


def _opened_at() -> datetime:
    try:
        _value, opened_at = _signer().unsign(
            request.form.get("page-opened", ""), return_timestamp=True
        )
    except BadSignature:
        return clock.now()
    return opened_at
