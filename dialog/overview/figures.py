"""The desk's figures: who took part in each stage, by party. Exact, for it is participation."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dialog.contributions.models import Contribution, Voice
from dialog.extensions import db
from dialog.focusgroup.models import FocusGroup
from dialog.invitations.models import Reply
from dialog.measures.rounding import whole_percent
from dialog.process.models import Occasion, OccasionKind, StageKind
from dialog.process.words import occasion_state_name
from dialog.proposals.models import Proposal
from dialog.report.models import Edition, Report
from dialog.survey import queries as surveys
from dialog.survey.rates import Rate, response_rate
from dialog.synthesis.models import Coding
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.workshop.models import Participant

if TYPE_CHECKING:
    from dialog.process.models import Party, Process
    from dialog.survey.models import Survey


@dataclass(frozen=True)
class Figure:
    """A party's figure at a stage: `part` of `whole` (None where there is no whole)."""

    party: Party
    part: int
    whole: int | None
    words: str
    note: str = ""

    @property
    def share(self) -> float:
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True)
class Row:
    """One row of figures by party. `title` says which occasion it is of, where there are several."""

    figures: list[Figure]
    title: str = ""


@dataclass(frozen=True)
class Tale:
    """What the desk tells of a stage: a line about it, and rows of figures or a sentence."""

    about: str = ""
    sentence: str = ""
    rows: list[Row] = field(default_factory=list)


def tale(process: Process, kind: str) -> Tale:
    """What there is to tell of one stage."""
    return {
        StageKind.SURVEY: _survey,
        StageKind.FOCUS_GROUPS: _groups,
        StageKind.WORKSHOP: _workshop,
        StageKind.THEMES: _themes,
        StageKind.PROPOSALS: _proposals,
        StageKind.REPORT: _report,
    }[StageKind(kind)](process)


def _survey(process: Process) -> Tale:
    """A row for each survey: two may ask the same people, so they are never added up."""
    opened = [
        survey
        for survey in surveys.surveys_of(process)
        if survey.opened_at is not None and not survey.occasion.is_cancelled
    ]
    if not opened:
        return Tale(sentence=_("Everybody in the register can be asked, each by a personal link."))
    if len(opened) == 1:
        return Tale(about=opened[0].occasion.title, rows=[Row(_answered(process, opened[0]))])
    return Tale(
        about=ngettext("%(num)s survey", "%(num)s surveys", len(opened)),
        rows=[
            Row(
                _answered(process, survey),
                f"{survey.occasion.title} · {occasion_state_name(surveys.state_of(survey))}",
            )
            for survey in opened
        ],
    )


def _answered(process: Process, survey: Survey) -> list[Figure]:
    rates = {rate.party.id: rate for rate in response_rate(survey)}
    return [
        Figure(
            party,
            rates[party.id].answered,
            rates[party.id].asked,
            _("of %(asked)s answered", asked=rates[party.id].asked),
            _share(rates[party.id]),
        )
        if party.id in rates
        else Figure(party, 0, None, _("asked"))
        for party in process.parties
    ]


def _share(rate: Rate) -> str:
    """Of those who can have got a letter; how many others there are stands beside it."""
    said = _("%(percent)s percent", percent=whole_percent(rate.share))
    if not rate.unreached:
        return said
    others = ngettext(
        "%(num)s has not been reached", "%(num)s have not been reached", rate.unreached
    )
    return f"{said} · {others}"


def _groups(process: Process) -> Tale:
    groups = db.session.scalars(
        select(FocusGroup)
        .join(Occasion, Occasion.id == FocusGroup.id)
        .where(Occasion.process_id == process.id, Occasion.cancelled_at.is_(None))
    ).all()
    if not groups:
        return Tale(
            sentence=_("Six to nine people at a time go deeper into what the survey showed.")
        )
    held = sum(1 for group in groups if group.closed_at is not None)
    came = _replies(process, OccasionKind.FOCUS_GROUP, ("came", "walked in", "walked_in"))
    booked = _replies(process, OccasionKind.FOCUS_GROUP, ("yes",))
    return Tale(
        about=_("%(held)s of %(all)s groups held", held=held, all=len(groups)),
        rows=[
            Row(
                [
                    Figure(
                        party,
                        came.get(party.id, 0),
                        booked.get(party.id) or None,
                        _("of %(booked)s booked came", booked=booked[party.id])
                        if booked.get(party.id)
                        else _("came"),
                    )
                    for party in process.parties
                ]
            )
        ],
    )


def _replies(process: Process, kind: str, kinds: tuple[str, ...]) -> dict[int, int]:
    """Party → how many invitations have a reply of one of `kinds`, and those who just came."""
    one = func.coalesce(Reply.invitation_id, -Reply.id)
    rows = db.session.execute(
        select(Reply.party_id, func.count(func.distinct(one)))
        .join(Occasion, Occasion.id == Reply.occasion_id)
        .where(Occasion.process_id == process.id, Occasion.kind == kind, Reply.kind.in_(kinds))
        .group_by(Reply.party_id)
    )
    return {party: number for party, number in rows}  # noqa: C416 - rows, not pairs


def _workshop(process: Process) -> Tale:
    """A row for each workshop: the same people may come to two."""
    occasions = db.session.scalars(
        select(Occasion)
        .where(
            Occasion.process_id == process.id,
            Occasion.kind == OccasionKind.WORKSHOP,
            Occasion.cancelled_at.is_(None),
        )
        .order_by(Occasion.starts_at.is_(None), Occasion.starts_at, Occasion.id)
    ).all()
    if not occasions:
        return Tale(sentence=_("Anybody may come. Notes on a wall, grouped and voted on together."))
    came = _joined(process)
    several = len(occasions) > 1
    return Tale(
        about=ngettext("%(num)s workshop", "%(num)s workshops", len(occasions))
        if several
        else occasions[0].place or occasions[0].title,
        rows=[
            Row(
                [
                    Figure(party, came.get((one.id, party.id), 0), None, _("took part"))
                    for party in process.parties
                ],
                one.title if several else "",
            )
            for one in occasions
        ],
    )


def _joined(process: Process) -> dict[tuple[int, int], int]:
    """(workshop, party) → how many joined and were not removed."""
    rows = db.session.execute(
        select(Participant.workshop_id, Voice.party_id, func.count(Participant.id))
        .join(Voice, Voice.id == Participant.voice_id)
        .join(Occasion, Occasion.id == Participant.workshop_id)
        .where(Occasion.process_id == process.id, Participant.removed_at.is_(None))
        .group_by(Participant.workshop_id, Voice.party_id)
    )
    return {(workshop, party): number for workshop, party, number in rows}


def _themes(process: Process) -> Tale:
    everything = db.session.scalar(
        select(func.count(Contribution.id)).where(Contribution.process_id == process.id)
    )
    coded = db.session.scalar(
        select(func.count(func.distinct(Coding.contribution_id)))
        .join(Contribution, Contribution.id == Coding.contribution_id)
        .where(Contribution.process_id == process.id, Coding.undone_at.is_(None))
    )
    if not everything:
        return Tale(sentence=_("Everything that is said comes together here, whatever the stage."))
    return Tale(
        about=ngettext("%(num)s contribution", "%(num)s contributions", everything),
        sentence=_(
            "%(coded)s of %(all)s contributions are coded.", coded=coded or 0, all=everything
        ),
    )


def _proposals(process: Process) -> Tale:
    number = db.session.scalar(
        select(func.count(Proposal.id)).where(
            Proposal.process_id == process.id, Proposal.withdrawn_at.is_(None)
        )
    )
    return Tale(
        about=ngettext("%(num)s proposal", "%(num)s proposals", number) if number else "",
        sentence=_("Each proposal carries the words it rests on, from every party."),
    )


def _report(process: Process) -> Tale:
    issued = db.session.scalar(
        select(func.count(Edition.id))
        .join(Report, Report.id == Edition.report_id)
        .where(Report.process_id == process.id)
    )
    boards = ", ".join(board.name for board in process.owner_boards)
    return Tale(
        about=ngettext("%(num)s report issued", "%(num)s reports issued", issued) if issued else "",
        sentence=_("Goes to %(boards)s.", boards=boards) if boards else "",
    )
