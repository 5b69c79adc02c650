"""Readings about groups, guides and what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import joinedload, selectinload

from dialog.contributions.models import Contribution, StandingKind, Voice
from dialog.contributions.queries import standing_of, texts_seen_by
from dialog.extensions import db
from dialog.focusgroup.models import FocusGroup, Guide, GuideQuestion, Utterance, UtteranceDraft
from dialog.focusgroup.states import group_state
from dialog.process.models import Occasion, Role
from dialog.process.states import OccasionState

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Process

SEE_ALL = {Role.FACILITATOR, Role.ANALYST, Role.OBSERVER}


def groups_seen_by(person: Person, process: Process, roles: Collection[Role]) -> Select[FocusGroup]:
    """The groups of a dialogue, in time order; for a note-taker the assigned ones alone."""
    statement = (
        select(FocusGroup)
        .join(Occasion, Occasion.id == FocusGroup.id)
        .where(Occasion.process_id == process.id)
        .order_by(Occasion.starts_at.is_(None), Occasion.starts_at, FocusGroup.id)
        .options(
            joinedload(FocusGroup.occasion).joinedload(Occasion.party),
            joinedload(FocusGroup.guide).selectinload(Guide.questions),
            joinedload(FocusGroup.note_taker),
        )
    )
    if SEE_ALL & set(roles) or person.is_administrator:
        return statement
    if Role.NOTE_TAKER in roles:
        return statement.where(FocusGroup.note_taker_id == person.id)
    return statement.where(false())


def group_seen_by(
    person: Person, process: Process, roles: Collection[Role], number: int
) -> FocusGroup | None:
    """One group found through the person who asks; else None."""
    return db.session.scalars(
        groups_seen_by(person, process, roles).where(FocusGroup.id == number)
    ).first()


def groups_noted_by(person: Person, process: Process) -> Select[int]:
    """The numbers of the occasions in which the person takes notes."""
    return (
        select(FocusGroup.id)
        .join(Occasion, Occasion.id == FocusGroup.id)
        .where(Occasion.process_id == process.id, FocusGroup.note_taker_id == person.id)
    )


def group_by_id(process: Process, number: int) -> FocusGroup | None:
    """One group of the process with its occasion, whoever asks."""
    return db.session.scalars(
        select(FocusGroup)
        .join(Occasion, Occasion.id == FocusGroup.id)
        .where(FocusGroup.id == number, Occasion.process_id == process.id)
        .options(joinedload(FocusGroup.occasion), joinedload(FocusGroup.guide))
    ).first()


def next_number(process: Process) -> int:
    """The number of the next group of the dialogue: 1, 2, 3 …"""
    highest = db.session.scalar(
        select(func.max(FocusGroup.number))
        .join(Occasion, Occasion.id == FocusGroup.id)
        .where(Occasion.process_id == process.id)
    )
    return (highest or 0) + 1


def has_unclosed(process: Process) -> bool:
    """Whether some group that was not cancelled is still to be closed."""
    statement = (
        select(FocusGroup.id)
        .join(Occasion, Occasion.id == FocusGroup.id)
        .where(
            Occasion.process_id == process.id,
            Occasion.cancelled_at.is_(None),
            FocusGroup.closed_at.is_(None),
        )
    )
    return db.session.scalar(statement.limit(1)) is not None


def guides(process: Process) -> Sequence[Guide]:
    return db.session.scalars(
        select(Guide)
        .where(Guide.process_id == process.id)
        .order_by(Guide.title, Guide.id)
        .options(selectinload(Guide.questions))
    ).all()


def guide(process: Process, number: int) -> Guide | None:
    return db.session.scalars(
        select(Guide)
        .where(Guide.id == number, Guide.process_id == process.id)
        .options(selectinload(Guide.questions))
    ).first()


def guide_by_client_id(process: Process, client_id: str) -> Guide | None:
    return db.session.scalars(
        select(Guide).where(Guide.process_id == process.id, Guide.client_id == client_id)
    ).first()


def groups_with(guide: Guide) -> Sequence[FocusGroup]:
    """The groups that talk from this guide."""
    return db.session.scalars(
        select(FocusGroup)
        .where(FocusGroup.guide_id == guide.id)
        .order_by(FocusGroup.number, FocusGroup.id)
        .options(joinedload(FocusGroup.occasion))
    ).all()


def guide_in_use(guide: Guide, now: datetime) -> bool:
    """Whether some group has begun to talk from it: then it stays as it is."""
    return any(
        group_state(group, now) is not OccasionState.PREPARING and not group.occasion.is_cancelled
        for group in groups_with(guide)
    )


def voices(group: FocusGroup) -> list[Voice]:
    """The speakers of a group by their codes: F1, F2 … F10, T1."""
    rows = db.session.scalars(
        select(Voice).where(Voice.occasion_id == group.id).options(joinedload(Voice.party))
    ).all()
    return sorted(rows, key=lambda voice: (voice.party.position, _code(voice.label or "")))


def _code(label: str) -> tuple[str, int]:
    letters = label.rstrip("0123456789")
    digits = label[len(letters) :]
    return letters, int(digits) if digits else 0


def spoke(voice: Voice) -> bool:
    """Whether anything written down, or being written, is this speaker's."""
    uttered = select(Contribution.id).where(Contribution.voice_id == voice.id).limit(1)
    drafted = select(UtteranceDraft.client_id).where(UtteranceDraft.voice_id == voice.id).limit(1)
    return db.session.scalar(uttered) is not None or db.session.scalar(drafted) is not None


@dataclass(frozen=True)
class Line:
    """One line of the minutes. Hidden ones have no text here."""

    utterance: Utterance
    label: str
    pattern: str
    kind: str
    text: str | None

    @property
    def is_hidden(self) -> bool:
        return self.text is None


def lines(
    group: FocusGroup, person: Person, process: Process, roles: Collection[Role]
) -> dict[int | None, list[Line]]:
    """What was said, by question of the guide, in order. What was taken back is left out."""
    seen = texts_seen_by(person, process, roles).where(Contribution.occasion_id == group.id)
    texts = {contribution.id: wording.text for contribution, wording in db.session.execute(seen)}
    standing = standing_of(Utterance.contribution_id)
    rows = db.session.execute(
        select(Utterance)
        .where(
            Utterance.focus_group_id == group.id,
            standing.in_([StandingKind.ADMITTED, StandingKind.HIDDEN]),
        )
        .order_by(Utterance.position, Utterance.id)
        .options(
            joinedload(Utterance.contribution)
            .joinedload(Contribution.voice)
            .joinedload(Voice.party)
        )
    ).scalars()
    by_question: dict[int | None, list[Line]] = {}
    for utterance in rows:
        by_question.setdefault(utterance.guide_question_id, []).append(_line(utterance, texts))
    return by_question


def _line(utterance: Utterance, texts: dict[int, str]) -> Line:
    contribution = utterance.contribution
    return Line(
        utterance=utterance,
        label=contribution.voice.label or "",
        pattern=contribution.voice.party.pattern,
        kind=contribution.kind,
        text=texts.get(contribution.id),
    )


def utterance(group: FocusGroup, number: int) -> Utterance | None:
    """One utterance, found through its group."""
    return db.session.scalars(
        select(Utterance)
        .where(Utterance.id == number, Utterance.focus_group_id == group.id)
        .options(joinedload(Utterance.contribution).joinedload(Contribution.voice))
    ).first()


def utterance_by_client_id(group: FocusGroup, client_id: str) -> Utterance | None:
    return db.session.scalars(
        select(Utterance).where(
            Utterance.focus_group_id == group.id, Utterance.client_id == client_id
        )
    ).first()


def utterance_of(contribution: Contribution) -> Utterance | None:
    """Where in a conversation a contribution was made; None when it was made elsewhere."""
    return db.session.scalars(
        select(Utterance).where(Utterance.contribution_id == contribution.id)
    ).first()


def counts_of(process: Process) -> dict[int, int]:
    """Group → how many utterances count in it."""
    rows = db.session.execute(
        select(Utterance.focus_group_id, func.count())
        .join(Occasion, Occasion.id == Utterance.focus_group_id)
        .where(
            Occasion.process_id == process.id,
            standing_of(Utterance.contribution_id) == StandingKind.ADMITTED,
        )
        .group_by(Utterance.focus_group_id)
    )
    return {number: int(count) for number, count in rows}


def own_drafts(group: FocusGroup, person: Person) -> dict[int | None, UtteranceDraft]:
    """What the person has begun to write, the latest under each question."""
    rows = db.session.scalars(
        select(UtteranceDraft)
        .where(UtteranceDraft.focus_group_id == group.id, UtteranceDraft.person_id == person.id)
        .order_by(UtteranceDraft.saved_at)
    )
    return {draft.guide_question_id: draft for draft in rows}


def drafts(group: FocusGroup) -> Sequence[UtteranceDraft]:
    """Everything that has been begun, by whomever; for closing alone."""
    return db.session.scalars(
        select(UtteranceDraft)
        .where(UtteranceDraft.focus_group_id == group.id)
        .order_by(UtteranceDraft.saved_at)
        .options(joinedload(UtteranceDraft.person))
    ).all()


def question(group: FocusGroup, number: int | None) -> GuideQuestion | None:
    """One question of the group's guide."""
    return next((one for one in group.guide.questions if one.id == number), None)
