"""Readings about surveys and their versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.process.models import Occasion
from dialog.process.states import OccasionState
from dialog.survey.definition import Definition
from dialog.survey.models import Question, Survey, SurveyVersion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dialog.process.models import Party, Process


def surveys_of(process: Process) -> Sequence[Survey]:
    """The surveys of a process, the earliest first."""
    return db.session.scalars(
        select(Survey)
        .join(Survey.occasion)
        .where(Occasion.process_id == process.id)
        .order_by(Survey.id)
        .options(joinedload(Survey.occasion))
    ).all()


def survey_in(process: Process, number: int) -> Survey | None:
    """One survey, found through its process; else None."""
    return db.session.scalars(
        select(Survey)
        .join(Survey.occasion)
        .where(Occasion.process_id == process.id, Survey.id == number)
        .options(joinedload(Survey.occasion))
    ).first()


def state_of(survey: Survey) -> OccasionState:
    """Preparing, open or closed: what was done by hand decides, not the clock."""
    if survey.closed_at is not None:
        return OccasionState.CLOSED
    return OccasionState.PREPARING if survey.opened_at is None else OccasionState.OPEN


def current_version(survey: Survey) -> SurveyVersion:
    """The version that is answered now, or worked on."""
    return db.session.scalars(
        select(SurveyVersion)
        .where(SurveyVersion.survey_id == survey.id)
        .order_by(SurveyVersion.number.desc())
        .limit(1)
    ).one()


def version_numbered(survey: Survey, number: int) -> SurveyVersion | None:
    return db.session.scalars(
        select(SurveyVersion).where(
            SurveyVersion.survey_id == survey.id, SurveyVersion.number == number
        )
    ).first()


def definition_of(survey: Survey) -> Definition:
    """What the survey asks, as it stands now."""
    return Definition.from_json(current_version(survey).definition)


def versions_of(survey: Survey) -> Sequence[SurveyVersion]:
    """Every version with who made it, the latest first; without the documents themselves."""
    return db.session.scalars(
        select(SurveyVersion)
        .where(SurveyVersion.survey_id == survey.id)
        .order_by(SurveyVersion.number.desc())
        .options(joinedload(SurveyVersion.by))
    ).all()


def used_keys(survey: Survey) -> set[str]:
    """The keys of all questions there have ever been: none is used again."""
    return set(db.session.scalars(select(Question.key).where(Question.survey_id == survey.id)))


def invited_by_party(survey: Survey) -> list[tuple[Party, int]]:
    """How many are asked, for each party of the process, in the order of the parties."""
    rows = db.session.execute(
        select(Invitation.party_id, func.count())
        .where(Invitation.occasion_id == survey.id, Invitation.revoked_at.is_(None))
        .group_by(Invitation.party_id)
    )
    counts = {row[0]: row[1] for row in rows}
    return [(party, counts.get(party.id, 0)) for party in survey.occasion.process.parties]
