"""Drafts: what has been filled in so far, saved page by page under the seat.

A draft belongs to those who answer; the answering pages alone read it, and it is gone as soon as
the answers are sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update

from dialog.errors import Refusal
from dialog.prepared import Prepared
from dialog.survey.answering_queries import Asked
from dialog.survey.models import Draft, Dropoff
from dialog.survey.paging import Step
from dialog.survey.sheets import Answerable, DraftKept, SeatHeld, Sheet
from dialog.survey.spoken import both_versions
from dialog.survey.walk import Walk, fingerprint
from dialog.texts import gettext as _

_drafts, _counters = Draft.__table__, Dropoff.__table__
BEGIN = Prepared(insert(_drafts))  # type: ignore[arg-type]
KEEP = Prepared(update(_drafts).where(_drafts.c.seat_id == bindparam("of_seat")))  # type: ignore[arg-type]
ONE_MORE = Prepared(
    update(_counters)  # type: ignore[arg-type]
    .where(
        _counters.c.survey_id == bindparam("of_survey"),
        _counters.c.page == bindparam("of_page"),
        _counters.c.party_id == bindparam("of_party"),
    )
    .values(n=_counters.c.n + 1)
)


def begin(survey: Answerable, sheet: Sheet, asked: Asked, *, now: datetime) -> DraftKept:
    """A draft for the seat; the one that is there if somebody has begun. Counts the first page."""
    if sheet.draft is not None:
        return sheet.draft
    refuse_when_answered(sheet)
    if not survey.is_open(now):
        raise Refusal(closed_sentence())
    first = Walk(asked.definition, sheet.seat.party_kind, {}).after(0)
    draft = DraftKept({}, first.number if first else 1, 1, now, now)
    BEGIN.run(
        {
            "seat_id": sheet.seat.id,
            "survey_version_id": asked.version_id,
            "answers": draft.answers,
            "page": draft.page,
            "version": draft.version,
            "begun_at": now,
            "saved_at": now,
        },
    )
    _count(survey, sheet.seat, draft.page)
    return draft


def save(
    survey: Answerable,
    sheet: Sheet,
    asked: Asked,
    step: Step,
    sent: Mapping[str, Any],
    *,
    drawn_from: str,
    now: datetime,
    reached: int = 0,
) -> DraftKept:
    """Keep what was sent for one page: `fill` and `keep` in one."""
    draft = fill(survey, sheet, asked, step, sent, drawn_from=drawn_from, now=now)
    return keep(survey, sheet, asked, draft, reached=reached)


def fill(
    survey: Answerable,
    sheet: Sheet,
    asked: Asked,
    step: Step,
    sent: Mapping[str, Any],
    *,
    drawn_from: str,
    now: datetime,
) -> DraftKept:
    """The seat's draft with what was sent for one page. Writes nothing; the seat is locked.

    `drawn_from` is the fingerprint the page carried. Raises Stale when somebody else at the seat
    has since saved other answers on the same page; other pages do not matter.
    """
    draft = sheet.draft
    if draft is None:
        refuse_when_answered(sheet)
        raise Refusal(_("The page has not been begun. Open your link again."))
    if not survey.takes(draft.begun_at, now):
        raise Refusal(closed_sentence())
    kept = filled(draft.answers, step, sent)
    if kept == draft.answers:
        return replace(draft, saved_at=now)
    if drawn_from != fingerprint(step, draft.answers):
        raise both_versions(step.questions, draft.answers, kept, asked.definition)
    return replace(draft, answers=kept, version=draft.version + 1, saved_at=now)


def filled(answers: Mapping[str, Any], step: Step, sent: Mapping[str, Any]) -> dict[str, Any]:
    """`answers` with those of one page replaced by what was sent for it."""
    kept = {key: value for key, value in answers.items() if key not in step.keys}
    return kept | {key: sent[key] for key in step.keys if sent.get(key) not in (None, "", [])}


def keep(
    survey: Answerable, sheet: Sheet, asked: Asked, draft: DraftKept, *, reached: int = 0
) -> DraftKept:
    """Write `draft` at its seat; `reached` is the page that is opened next.

    Counts that one more of the party has got as far; once per seat and page.
    """
    is_further = reached > draft.page
    if is_further:
        draft = replace(draft, page=reached)
    KEEP.run(
        {
            "of_seat": sheet.seat.id,
            "survey_version_id": asked.version_id,
            "answers": draft.answers,
            "page": draft.page,
            "version": draft.version,
            "saved_at": draft.saved_at,
        },
    )
    if is_further:
        _count(survey, sheet.seat, draft.page)
    return draft


def _count(survey: Answerable, seat: SeatHeld, page: int) -> None:
    counter = {"of_survey": survey.id, "of_page": page, "of_party": seat.party_id}
    ONE_MORE.run(counter)


def refuse_when_answered(sheet: Sheet) -> None:
    if sheet.receipt is not None:
        raise Refusal(_("The answers have already been sent, from here or by somebody else."))


def paused_sentence() -> str:
    return _(
        "The dialogue is paused. What you have saved is kept, and can be sent when it goes on."
    )


def closed_sentence() -> str:
    return _("The survey is closed. Nothing more can be sent.")
