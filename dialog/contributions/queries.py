"""The one door for texts. Nobody else reads `wording.text`.

What counts is a contribution whose latest standing on the counting axis is *admitted*, in its
latest wording. An earlier wording stays for the record.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, bindparam, false, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from dialog.contributions import assignments
from dialog.contributions.models import (
    Contribution,
    Standing,
    StandingKind,
    Voice,
    Wording,
    WordingKind,
)
from dialog.contributions.texts import folded, needle
from dialog.extensions import db
from dialog.process.models import Occasion, Role, Stage

if TYPE_CHECKING:
    from collections.abc import Collection

    from dialog.accounts.models import Person
    from dialog.process.models import Party, Process

Texts = Select[Contribution, Wording]

COUNTING = (
    StandingKind.PENDING,
    StandingKind.ADMITTED,
    StandingKind.HIDDEN,
    StandingKind.WITHDRAWN,
)
QUOTING = (StandingKind.QUOTE_APPROVED, StandingKind.APPROVAL_WITHDRAWN)
READERS = {Role.FACILITATOR, Role.ANALYST}


def texts_seen_by(person: Person, process: Process, roles: Collection[Role]) -> Texts:
    """Every admitted contribution that `person` may read, each with its current wording.

    Facilitator and analyst read the whole process; a note-taker the occasions assigned to them;
    everybody else, administrators included, nothing.
    """
    statement = _current_texts(process).where(standing_of(Contribution.id) == StandingKind.ADMITTED)
    return _through(statement, person, process, roles)


def found_by(
    person: Person, process: Process, roles: Collection[Role], number: int
) -> Contribution | None:
    """One contribution, admitted or hidden, found through the person who asks. Withdrawn: None."""
    statement = _current_texts(process).where(
        Contribution.id == number,
        standing_of(Contribution.id).in_([StandingKind.ADMITTED, StandingKind.HIDDEN]),
    )
    row: Any = db.session.execute(
        _through(statement, person, process, roles).options(
            selectinload(Contribution.wordings).joinedload(Wording.by),
            selectinload(Contribution.standings).joinedload(Standing.by),
            joinedload(Contribution.occasion),
        )
    ).first()
    return row[0] if row else None


def approved_quotes(process: Process) -> Texts:
    """Every admitted contribution that may be quoted in the very words it has now: for everybody."""
    approved = (
        select(Standing.wording_id)
        .where(Standing.contribution_id == Contribution.id, Standing.kind.in_(list(QUOTING)))
        .order_by(Standing.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    return _current_texts(process).where(
        standing_of(Contribution.id) == StandingKind.ADMITTED,
        standing_of(Contribution.id, QUOTING) == StandingKind.QUOTE_APPROVED,
        approved == Wording.id,
    )


def _current_texts(process: Process) -> Texts:
    later = aliased(Wording)
    latest = (
        select(func.max(later.number))
        .where(later.contribution_id == Contribution.id)
        .scalar_subquery()
    )
    return (
        select(Contribution, Wording)
        .join(Wording, Wording.contribution_id == Contribution.id)
        .join(Voice, Voice.id == Contribution.voice_id)
        .where(Contribution.process_id == process.id, Wording.number == latest)
        .options(contains_eager(Contribution.voice).joinedload(Voice.party))
    )


def _through(statement: Texts, person: Person, process: Process, roles: Collection[Role]) -> Texts:
    if READERS & set(roles):
        return statement
    if Role.NOTE_TAKER not in roles:
        return statement.where(false())
    own = [Contribution.occasion_id.in_(ids) for ids in assignments.selects(person, process)]
    return statement.where(or_(*own) if own else false())


def standing_of(
    contribution_id: ColumnElement[int] | Any, axis: Collection[str] = COUNTING
) -> ColumnElement[str | None]:
    """The latest standing of a contribution on one axis, as a column to compare."""
    return (
        select(Standing.kind)
        .where(Standing.contribution_id == contribution_id, Standing.kind.in_(list(axis)))
        .order_by(Standing.id.desc())
        .limit(1)
        .scalar_subquery()
    )


@dataclass(frozen=True)
class Filters:
    """What a list of texts can be narrowed to."""

    stage: str = ""
    occasion_id: int | None = None
    party_id: int | None = None
    text: str = ""
    prompt: str = ""


def filtered(statement: Texts, filters: Filters) -> Texts:
    """`statement` narrowed. Searching does not tell capitals from small letters, å ä ö included."""
    if filters.stage:
        statement = (
            statement.join(Occasion, Occasion.id == Contribution.occasion_id)
            .join(Stage, Stage.id == Occasion.stage_id)
            .where(Stage.kind == filters.stage)
        )
    if filters.occasion_id is not None:
        statement = statement.where(Contribution.occasion_id == filters.occasion_id)
    if filters.prompt:
        statement = statement.where(Contribution.prompt == filters.prompt)
    if filters.party_id is not None:
        statement = statement.where(Voice.party_id == filters.party_id)
    for word in filters.text.split():
        statement = statement.where(folded(Wording.text).like(needle(word), escape="\\"))
    return statement


def current_wording(contribution: Contribution) -> Wording:
    """The latest wording, masks included."""
    return max(contribution.wordings, key=lambda wording: wording.number)


def latest_standing(
    contribution: Contribution, axis: Collection[str] = COUNTING
) -> Standing | None:
    """The latest standing of a contribution that is loaded, on one axis."""
    own = [standing for standing in contribution.standings if standing.kind in axis]
    return max(own, key=lambda standing: standing.id or 0) if own else None


def is_admitted(contribution: Contribution) -> bool:
    standing = latest_standing(contribution)
    return standing is not None and standing.kind == StandingKind.ADMITTED


def is_quote_approved(contribution: Contribution) -> bool:
    """Whether its words may be quoted as they stand now. New words ask for a new approval."""
    standing = latest_standing(contribution, QUOTING)
    return (
        standing is not None
        and standing.kind == StandingKind.QUOTE_APPROVED
        and standing.wording_id == current_wording(contribution).id
        and is_admitted(contribution)
    )


def is_masked(contribution: Contribution) -> bool:
    return current_wording(contribution).kind == WordingKind.MASK


@dataclass(frozen=True)
class ShownParties:
    """For which answers to which prompt the party may stand beside the text (at least k voices)."""

    allowed: frozenset[tuple[int, str, int]] = field(default_factory=frozenset)

    def of(self, contribution: Contribution) -> Party | None:
        """The party that said it, when saying so cannot point anybody out; else None."""
        party = contribution.voice.party
        key = (contribution.occasion_id, contribution.prompt, party.id)
        return party if key in self.allowed else None


def shown_parties(process: Process, occasion_id: int | None = None) -> ShownParties:
    """Which parties may be shown beside single texts: those with k voices on the same prompt."""
    statement = (
        select(Contribution.occasion_id, Contribution.prompt, Voice.party_id)
        .join(Voice, Voice.id == Contribution.voice_id)
        .where(
            Contribution.process_id == process.id,
            standing_of(Contribution.id) == StandingKind.ADMITTED,
        )
        .group_by(Contribution.occasion_id, Contribution.prompt, Voice.party_id)
        .having(func.count(Contribution.voice_id.distinct()) >= process.k)
    )
    if occasion_id is not None:
        statement = statement.where(Contribution.occasion_id == occasion_id)
    return ShownParties(
        frozenset((row[0], row[1], row[2]) for row in db.session.execute(statement))
    )


@dataclass(frozen=True)
class Spoken:
    """A contribution as everybody in the room sees it: words and side, never a name."""

    text: str
    number: int
    party_id: int
    standing: str


def spoken_on(occasion_id: int, contribution_id: int | None = None) -> dict[int, Spoken]:
    """What stands on the boards of a workshop, by contribution: for pages the whole room reads.

    Whose page it is decides what of it is shown; withdrawn texts come without their words.
    """
    statement = _spoken(contribution_id is not None)
    numbers = {"occasion": occasion_id, "contribution": contribution_id}
    return {
        row.id: Spoken(
            "" if row.standing == StandingKind.WITHDRAWN else row.text,
            row.number,
            row.party_id,
            row.standing,
        )
        for row in db.session.execute(statement, numbers)
    }


@cache
def _spoken(one: bool) -> Any:
    """Built once: for every note on a hundred screens it costs more to build than to run."""
    later = aliased(Wording)
    latest = select(func.max(later.number)).where(later.contribution_id == Contribution.id)
    statement = (
        select(
            Contribution.id,
            Wording.text,
            Wording.number,
            Voice.party_id,
            standing_of(Contribution.id).label("standing"),
        )
        .join(Wording, Wording.contribution_id == Contribution.id)
        .join(Voice, Voice.id == Contribution.voice_id)
        .where(
            Contribution.occasion_id == bindparam("occasion"),
            Wording.number == latest.scalar_subquery(),
        )
    )
    return statement.where(Contribution.id == bindparam("contribution")) if one else statement


def own_words(ids: Collection[int]) -> dict[int, str]:
    """Contribution → its original words, for those who said them and ask to read them again."""
    if not ids:
        return {}
    statement = select(Wording.contribution_id, Wording.text).where(
        Wording.contribution_id.in_(ids), Wording.number == 1
    )
    return {row[0]: row[1] for row in db.session.execute(statement)}
