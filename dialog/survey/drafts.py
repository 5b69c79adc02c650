"""Drafts: what has been filled in so far, saved page by page under the seat.

A draft belongs to those who answer; the answering pages alone read it, and it is gone as soon as
the answers are sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.survey.answering_queries import Asked, Sheet
from dialog.survey.models import Draft, Dropoff, Seat, Survey
from dialog.survey.spoken import both_versions
from dialog.survey.walk import Step, Walk, fingerprint
from dialog.texts import gettext as _

# Built once: this is run for every page that anybody turns.
_counters = Dropoff.__table__
ONE_MORE = (
    _counters.update()  # type: ignore[attr-defined]
    .where(
        _counters.c.survey_id == bindparam("of_survey"),
        _counters.c.page == bindparam("of_page"),
        _counters.c.party_id == bindparam("of_party"),
    )
    .values(n=_counters.c.n + 1)
)


def begin(survey: Survey, sheet: Sheet, asked: Asked, *, now: datetime) -> Draft:
    """A draft for the seat; the one that is there if somebody has begun. Counts the first page."""
    if sheet.draft is not None:
        return sheet.draft
    refuse_when_answered(sheet)
    if not survey.is_open(now):
        raise Refusal(closed_sentence())
    draft = Draft(
        seat_id=sheet.seat.id,
        survey_version_id=asked.version_id,
        answers={},
        page=0,
        version=1,
        begun_at=now,
        saved_at=now,
    )
    db.session.add(draft)
    db.session.flush()
    first = Walk(asked.definition, sheet.seat.party.kind, {}).after(0)
    reach(survey, sheet.seat, draft, first.number if first else 1)
    return draft


def save(
    survey: Survey,
    sheet: Sheet,
    asked: Asked,
    step: Step,
    sent: Mapping[str, Any],
    *,
    drawn_from: str,
    now: datetime,
) -> Draft:
    """Keep what was sent for one page. The seat is locked.

    `drawn_from` is the fingerprint the page carried. Raises Stale when somebody else at the seat
    has since saved other answers on the same page; other pages do not matter.
    """
    draft = sheet.draft
    if draft is None:
        refuse_when_answered(sheet)
        raise Refusal(_("The page has not been begun. Open your link again."))
    if not survey.takes(draft.begun_at, now):
        raise Refusal(closed_sentence())
    kept = {key: value for key, value in draft.answers.items() if key not in step.keys}
    kept |= {key: sent[key] for key in step.keys if sent.get(key) not in (None, "", [])}
    if kept != draft.answers:
        if drawn_from != fingerprint(step, draft.answers):
            raise both_versions(step.questions, draft.answers, kept, asked.definition)
        draft.answers = kept
        draft.version += 1
    draft.survey_version_id = asked.version_id
    draft.saved_at = now
    return draft


def reach(survey: Survey, seat: Seat, draft: Draft, page: int) -> None:
    """Count that one more of the party has got as far as `page`; once per seat and page."""
    if page <= draft.page:
        return
    draft.page = page
    db.session.flush()
    counter = {"of_survey": survey.id, "of_page": page, "of_party": seat.party_id}
    db.session.connection().execute(ONE_MORE, counter)


def refuse_when_answered(sheet: Sheet) -> None:
    if sheet.receipt is not None:
        raise Refusal(_("The answers have already been sent, from here or by somebody else."))


def closed_sentence() -> str:
    return _("The survey is closed. Nothing more can be sent.")
