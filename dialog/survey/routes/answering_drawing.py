"""The pages of the one who answers: what all see alike, and what is one's own on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Response, g, render_template, request, url_for
from markupsafe import Markup

from dialog.process.queries import why_paused
from dialog.survey.answering_pages import answers_for_association, where_next
from dialog.survey.answering_queries import about, ahead
from dialog.survey.drafts import filled
from dialog.survey.marking import in_language
from dialog.survey.routes.alike import draw_alike, draw_alone
from dialog.survey.routes.answers_given import asked_of, said_by
from dialog.survey.routes.question_drawing import draw_questions, drawer
from dialog.survey.walk import fingerprint
from dialog.web.templates import hour

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.errors import Stale
    from dialog.survey.answering_forms import PageSent
    from dialog.survey.paging import Step
    from dialog.survey.routes.answering_desk import Desk


def draw_start(desk: Desk) -> Response:
    """The first page: who asks, why, how long it takes, what becomes of the answers."""
    invitation = g.arrival_number
    return draw_alike(
        "survey/answering/start.html",
        desk.asked.definition,
        {
            **_own(desk),
            "begin": url_for("answering.begin", invitation=invitation),
            "review": url_for("answering.review", invitation=invitation),
            "hand_over": url_for("invited.someone_else", invitation=invitation),
        },
        **_seen_by_all(desk),
        minutes=desk.walk.minutes,
        about=about(desk.survey.process_id),
        may_hand_over=g.arrival.organisation_id is not None,
        has_begun=desk.sheet is not None and desk.sheet.draft is not None,
        has_answered=bool(desk.answers),
    )


def draw_page(
    desk: Desk,
    step: Step,
    complaints: Mapping[str, list[str]] | None = None,
    *,
    status: int = 200,
    drawn_from: str = "",
) -> Response:
    """One page of questions; one that complains is drawn for one alone.

    `drawn_from` is the fingerprint of what is stored, where other answers are shown.
    """
    before = desk.walk.before(step.number)
    draft = desk.sheet.draft if desk.sheet else None
    mine = {
        **_own(desk),
        "here": url_for("answering.page", invitation=g.arrival_number, page=step.number),
        "drawn_from": drawn_from or fingerprint(step, desk.answers),
        "shown": " ".join(sorted(step.shown)),
        "saved": hour(desk.saved_at),
        "questions": draw_questions(step, drawer(desk.answers, complaints or {}, desk.language)),
    }
    seen = {
        **_seen_by_all(desk),
        "title": in_language(step.section.title, desk.language),
        "place": step.place,
        "total": len(desk.walk.steps),
        "place_before": before.place if before else None,
        "onward": where_next(desk.walk, step, desk.language),
        "is_saved": not drawn_from
        and draft is not None
        and draft.version > 1
        and bool(draft.answers),
    }
    page = "survey/answering/page.html"
    if complaints:
        return draw_alone(
            page, desk.asked.definition, mine, status=status, complaints=complaints, **seen
        )
    return draw_alike(page, desk.asked.definition, mine, **seen)


def draw_review(desk: Desk, code: str, *, status: int = 200) -> Response:
    """All answers once more; where something is missing, the page is drawn for one alone."""
    invitation, walk = g.arrival_number, desk.walk
    addresses = {
        f"page_{step.number}": url_for("answering.page", invitation=invitation, page=step.number)
        for step in walk.steps
    }
    start = url_for("answering.start", invitation=invitation)
    mine = {
        **_own(desk),
        **addresses,
        **said_by(walk, desk.answers, desk.language),
        "here": url_for("answering.review", invitation=invitation),
        "before": next(reversed(addresses.values()), start),
        "code": code,
    }
    seen = {
        **_seen_by_all(desk),
        "asked": asked_of(walk),
        "total": len(walk.steps),
        "place_before": walk.steps[-1].place if walk.steps else None,
    }
    page = "survey/answering/review.html"
    unfinished = walk.unfinished()
    if unfinished:
        missing = {step.number: len(walk.complaints_on(step)) for step in unfinished}
        return draw_alone(page, desk.asked.definition, mine, status=status, missing=missing, **seen)
    return draw_alike(page, desk.asked.definition, mine, **seen)


def draw_receipt(desk: Desk, code: str = "") -> Response:
    """The receipt; with its code only in the answer to the sending itself."""
    invitation = g.arrival_number
    receipt = desk.sheet.receipt if desk.sheet else None
    return draw_alike(
        "survey/answering/receipt.html",
        desk.asked.definition,
        {
            **_own(desk),
            "code": code,
            "day": receipt.isoformat() if receipt else "",
            "answers": url_for("answered.read", invitation=invitation),
            "change": url_for("answered.edit", invitation=invitation),
        },
        **_seen_by_all(desk),
        has_code=bool(code),
        plan=ahead(desk.survey.process_id),
    )


def draw_both(desk: Desk, page: int, stale: Stale, sent: PageSent) -> Response:
    """Two have answered the same at once: both versions, and the choice between them."""
    step = desk.walk.step(page)
    carried = [
        (key, value) for key, values in request.form.lists() for value in values if "-" not in key
    ]
    return draw_alone(
        "survey/answering/stale.html",
        desk.asked.definition,
        {
            **_own(desk),
            "here": url_for("answering.page", invitation=g.arrival_number, page=page),
            "drawn_from": fingerprint(step, desk.answers) if step else "",
            "shown": " ".join(sorted(sent.shown)),
        },
        **_seen_by_all(desk),
        stale=stale,
        carried=carried,
        status=409,
    )


def draw_mine(desk: Desk, step: Step, sent: PageSent) -> Response:
    """The page with what was sent in it, and nothing stored: to write on from, over what is stored."""
    assert desk.sheet is not None  # noqa: S101 - asked by `save`
    assert desk.sheet.draft is not None  # noqa: S101 - asked by `save`
    answers = filled(desk.answers, step, sent.answers)
    mine = desk.with_sheet(replace(desk.sheet, draft=replace(desk.sheet.draft, answers=answers)))
    return draw_page(
        mine, mine.walk.step(step.number) or step, drawn_from=fingerprint(step, desk.answers)
    )


def _seen_by_all(desk: Desk) -> dict[str, Any]:
    """What those who sit at this survey's desk see alike, on every page."""
    return {
        "survey": desk.survey,
        "content_language": desk.language,
        "for_association": answers_for_association(g.arrival),
        "is_late": desk.is_late,
        "is_paused": g.arrival.is_paused,
        "pause_reason": why_paused(desk.survey.process_id) if g.arrival.is_paused else "",
    }


def _own(desk: Desk) -> dict[str, Any]:
    """What is one's own on every page; the way to another language names one's own address."""
    definition, top = desk.asked.definition, Markup()
    if len(definition.languages) > 1:
        html = render_template("survey/answering/_top.html", definition=definition)
        top = Markup(html)  # noqa: S704 - the template has escaped it
    return {"organisation": g.arrival.organisation, "top": top}
