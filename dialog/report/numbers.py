"""Who was asked and who took part, by stage and party: exact, for it is no opinion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dialog.contributions.models import Voice
from dialog.extensions import db
from dialog.invitations.figures import figures
from dialog.process import queries as processes
from dialog.process.models import OccasionKind, StageKind
from dialog.survey.models import Survey
from dialog.survey.rates import response_rate
from dialog.workshop.models import Participant

if TYPE_CHECKING:
    from dialog.process.models import Occasion, Process


@dataclass(frozen=True)
class Part:
    """One party's part in a stage."""

    asked: int
    took_part: int


@dataclass(frozen=True)
class StageNumbers:
    """One stage: how many occasions it had, and each party's part by its number.

    A survey has one for itself, by its title where there are several: two may ask the same people.
    """

    kind: StageKind
    occasions: int
    parts: dict[int, Part]
    title: str = ""

    @property
    def asked(self) -> int:
        return sum(part.asked for part in self.parts.values())

    @property
    def took_part(self) -> int:
        return sum(part.took_part for part in self.parts.values())


STAGES = (
    (StageKind.SURVEY, OccasionKind.SURVEY),
    (StageKind.FOCUS_GROUPS, OccasionKind.FOCUS_GROUP),
    (StageKind.WORKSHOP, OccasionKind.WORKSHOP),
)


def participation(process: Process) -> list[StageNumbers]:
    """The stages that have had anything, in their order; one for each survey that was opened."""
    made = []
    for stage, kind in STAGES:
        occasions = [
            one
            for one in processes.occasions(process, kind)
            if not one.is_cancelled and not _is_unopened(one)
        ]
        if kind is OccasionKind.SURVEY:
            several = len(occasions) > 1
            made += [
                _together(process, stage, [one], one.title if several else "") for one in occasions
            ]
        elif occasions:
            made.append(_together(process, stage, occasions))
    return made


def _is_unopened(occasion: Occasion) -> bool:
    survey = db.session.get(Survey, occasion.id)
    return survey is not None and survey.opened_at is None


def _together(
    process: Process, stage: StageKind, occasions: list[Occasion], title: str = ""
) -> StageNumbers:
    parts = [_parts_of(occasion, OccasionKind(occasion.kind)) for occasion in occasions]
    return StageNumbers(
        stage,
        len(occasions),
        {
            party.id: Part(
                sum(one[party.id].asked for one in parts if party.id in one),
                sum(one[party.id].took_part for one in parts if party.id in one),
            )
            for party in process.parties
        },
        title,
    )


def _parts_of(occasion: Occasion, kind: OccasionKind) -> dict[int, Part]:
    survey = db.session.get(Survey, occasion.id) if kind is OccasionKind.SURVEY else None
    if survey is not None:
        return {rate.party.id: Part(rate.asked, rate.answered) for rate in response_rate(survey)}
    devices = _devices(occasion) if kind is OccasionKind.WORKSHOP else {}
    return {
        party.id: Part(one.asked, max(one.took_part, devices.get(party.id, 0)))
        for party, one in figures(occasion).by_party
    }


def _devices(occasion: Occasion) -> dict[int, int]:
    """Party → how many joined the workshop with a device and were not removed."""
    rows = db.session.execute(
        select(Voice.party_id, func.count(Participant.id))
        .join(Voice, Voice.id == Participant.voice_id)
        .where(Participant.workshop_id == occasion.id, Participant.removed_at.is_(None))
        .group_by(Voice.party_id)
    )
    return {row[0]: row[1] for row in rows}
