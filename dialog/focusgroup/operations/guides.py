"""Write the guide: its questions in order, with minutes for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.focusgroup import queries
from dialog.focusgroup.models import Guide, GuideQuestion
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Process


@dataclass(frozen=True)
class Asked:
    """A question as it should stand. `number` is that of a question there is, None for a new one."""

    text: str
    minutes: int
    number: int | None = None


def create_guide(
    process: Process,
    title: str,
    questions: Sequence[Asked] = (),
    *,
    client_id: str | None = None,
    by: Person,
    now: datetime,
) -> Guide:
    """A guide that groups can share. The same `client_id` is the same guide."""
    known = queries.guide_by_client_id(process, client_id) if client_id else None
    if known is not None:
        return known
    guide = Guide(process=process, title=title, client_id=client_id)
    db.session.add(guide)
    _set(guide, questions)
    journal.record("guide.created", by=by, about=guide, now=now, process_id=process.id, title=title)
    return guide


def write_guide(
    guide: Guide,
    title: str,
    questions: Sequence[Asked],
    *,
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """The guide as it should be, whole: what is not in `questions` is taken out.

    Refuses when a group has begun to talk from it; raises Stale when somebody changed it first.
    """
    db.session.execute(select(Guide.id).where(Guide.id == guide.id).with_for_update())
    db.session.refresh(guide)
    if queries.guide_in_use(guide, now):
        raise Refusal(
            _("A group has begun to talk from this guide. Write a new guide for the next group.")
        )
    if guide.version != version:
        raise Stale(
            _("Somebody else changed the guide while you were writing. Choose what is to stand."),
            theirs={_("Title"): guide.title, _("Questions"): as_text(guide.questions)},
            mine={_("Title"): title, _("Questions"): as_text(questions)},
            drawn_now={"version": guide.version},
        )
    guide.title = title
    _set(guide, questions)
    guide.version += 1
    journal.record(
        "guide.edited", by=by, about=guide, now=now, process_id=guide.process_id, title=title
    )


def as_text(questions: Sequence[Asked] | Sequence[GuideQuestion]) -> str:
    """The questions a line each."""
    return "\n".join(f"{one.minutes}: {one.text}" for one in questions)


def _set(guide: Guide, questions: Sequence[Asked]) -> None:
    known = {question.id: question for question in guide.questions}
    kept = {asked.number for asked in questions}
    for number, question in known.items():
        if number not in kept:
            db.session.delete(question)
    for position, asked in enumerate(questions, 1):
        row = known.get(asked.number or 0)
        if row is None:
            row = GuideQuestion(guide=guide)
            db.session.add(row)
        row.position, row.minutes, row.text = position, asked.minutes, asked.text
    db.session.flush()
    db.session.expire(guide, ["questions"])
