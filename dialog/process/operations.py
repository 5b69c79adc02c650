"""Acts on a process: from template, edit, turns, team, occasions."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.process import queries, turned
from dialog.process.boards import set_boards
from dialog.process.models import (
    Occasion,
    OwnerBoard,
    Party,
    PartyKind,
    Process,
    Role,
    Stage,
    StageKind,
    Turn,
    TurnKind,
)
from dialog.process.states import ENDINGS, ProcessState, last_turn, process_state
from dialog.process.still_open import close, still_open
from dialog.process.teams import give_role
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date, datetime

    from dialog.accounts.models import Person

THREE_STAGES = tuple(StageKind)
PATTERNS = {
    PartyKind.ASSOCIATION: "f",
    PartyKind.MUNICIPAL: "k",
    PartyKind.BUSINESS: "n",
    PartyKind.POLITICAL: "n",
}


def slug_for(title: str) -> str:
    """An address for the process: the title in a–z, 0–9 and hyphens, made unique."""
    plain = title.casefold().translate(str.maketrans("åäöéü", "aaoeu"))
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "dialog"
    slug, number = base, 2
    while queries.slug_taken(slug):
        slug, number = f"{base}-{number}", number + 1
    return slug


def create(
    title: str,
    purpose: str,
    *,
    party_names: dict[PartyKind, str],
    boards: Sequence[str],
    by: Person,
    now: datetime,
    k: int = 5,
    client_id: str | None = None,
) -> Process:
    """A three-stage dialogue with its parties, stages and owner boards, led by `by`.

    The same `client_id` again gives the dialogue that it made.
    """
    known = queries.by_client_id(client_id) if client_id else None
    if known is not None:
        return known
    process = Process(
        slug=slug_for(title),
        title=title,
        purpose=purpose,
        template="three-stage",
        created_at=now,
        k=k,
        client_id=client_id,
    )
    db.session.add(process)
    for position, (kind, name) in enumerate(party_names.items(), 1):
        process.parties.append(
            Party(kind=kind.value, name=name, position=position, pattern=PATTERNS[kind])
        )
    for position, stage in enumerate(THREE_STAGES, 1):
        process.stages.append(Stage(kind=stage.value, position=position))
    for position, name in enumerate(boards, 1):
        process.owner_boards.append(OwnerBoard(name=name, position=position))
    db.session.flush()
    give_role(process, by, Role.FACILITATOR, by=by, now=now, quietly=True)
    journal.record(
        "process.created", by=by, about=process, now=now, process_id=process.id, title=title
    )
    return process


def edit(
    process: Process,
    *,
    title: str,
    purpose: str,
    boards: Sequence[str],
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """Change title, purpose and owner boards. Raises Stale when somebody else was first."""
    lock(process)
    db.session.refresh(process)
    if process.version != version:
        owners = [board.name for board in process.owner_boards]
        raise Stale(
            _(
                "Somebody else changed the dialogue while you were writing. Choose what is to stand."
            ),
            theirs=_texts(process.title, process.purpose, owners),
            mine=_texts(title, purpose, boards),
            drawn_now={"version": process.version},
        )
    process.title, process.purpose = title, purpose
    process.version += 1
    journal.record(
        "process.edited", by=by, about=process, now=now, process_id=process.id, title=title
    )
    set_boards(process, boards, by=by, now=now)


def _texts(title: str, purpose: str, boards: Sequence[str]) -> dict[str, str]:
    return {_("Title"): title, _("Purpose"): purpose, _("Owner boards"): "\n".join(boards)}


def add_party(process: Process, kind: PartyKind, name: str, *, by: Person, now: datetime) -> Party:
    if any(party.name.casefold() == name.casefold() for party in process.parties):
        raise Refusal(_("There is a party with that name already."))
    party = Party(
        process=process,
        kind=kind.value,
        name=name,
        position=len(process.parties) + 1,
        pattern=PATTERNS[kind],
    )
    db.session.add(party)
    journal.record(
        "process.party_added", by=by, about=process, now=now, process_id=process.id, name=name
    )
    return party


def plan_stage(stage: Stage, planned_from: date | None, planned_to: date | None) -> None:
    """When the stage is meant to be. Refuses an end before its beginning."""
    if planned_from and planned_to and planned_to < planned_from:
        raise Refusal(_("A stage cannot end before it begins."))
    stage.planned_from, stage.planned_to = planned_from, planned_to


ALLOWED = {
    TurnKind.STARTED: {ProcessState.PLANNED},
    TurnKind.PAUSED: {ProcessState.RUNNING},
    TurnKind.RESUMED: {ProcessState.PAUSED, ProcessState.ENDED},
    TurnKind.BROKEN_OFF: {ProcessState.PLANNED, ProcessState.RUNNING, ProcessState.PAUSED},
    TurnKind.COMPLETED: {ProcessState.RUNNING},
}
NEEDS_REASON = {TurnKind.PAUSED, TurnKind.BROKEN_OFF}


def turn(
    process: Process,
    kind: TurnKind,
    *,
    by: Person,
    now: datetime,
    reason: str = "",
    closing: Collection[int] = (),
) -> Turn:
    """The whole process takes a turn. Refuses one that does not follow from where it stands.

    `closing`: the numbers of occasions that are still open and are closed in the same act.
    """
    for one in still_open(process, now) if closing else ():
        if one.occasion.id in closing:
            close(one.occasion, by=by, now=now)
    lock(process)
    if process_state(process) not in ALLOWED[kind]:
        raise Refusal(
            _("That does not follow from where the dialogue stands now. Reload the page.")
        )
    if kind in NEEDS_REASON and not reason:
        raise Refusal(_("Write why: it will be read by those who took part."))
    made = _add_turn(process, None, kind, by=by, now=now, reason=reason)
    db.session.flush()
    turned.tell_all(process, now)
    return made


def turn_stage(stage: Stage, kind: TurnKind, *, by: Person, now: datetime) -> None:
    """A stage starts or is completed. Doing so twice changes nothing."""
    latest = last_turn(stage.process.turns, stage.id)
    ended = latest is not None and latest.kind in ENDINGS
    running = latest is not None and not ended
    if (kind in ENDINGS and ended) or (kind not in ENDINGS and running):
        return
    _add_turn(stage.process, stage, kind, by=by, now=now)


def _add_turn(
    process: Process,
    stage: Stage | None,
    kind: TurnKind,
    *,
    by: Person,
    now: datetime,
    reason: str = "",
) -> Turn:
    made = Turn(
        process=process, stage=stage, kind=kind.value, at=now, by_id=by.id, reason=reason or None
    )
    db.session.add(made)
    journal.record(
        f"{'stage' if stage else 'process'}.{kind.value}",
        by=by,
        about=stage or process,
        now=now,
        process_id=process.id,
        stage=stage.kind if stage else None,
        reason=reason or None,
    )
    return made


def lock(process: Process) -> None:
    """Hold the process's row until commit, so that what was checked is still true when written."""
    db.session.execute(select(Process.id).where(Process.id == process.id).with_for_update())


def add_occasion(
    process: Process,
    stage_kind: StageKind,
    kind: str,
    title: str,
    *,
    client_id: str | None = None,
    **details: object,
) -> tuple[Occasion, bool]:
    """What people are asked to. Returns (occasion, is new): the same client id is the same one.

    `details`: party, starts_at, ends_at, place, channel_id.
    """
    if client_id:
        known = db.session.scalars(
            select(Occasion).where(
                Occasion.process_id == process.id, Occasion.client_id == client_id
            )
        ).first()
        if known is not None:
            return known, False
    stage = queries.stage_of(process, stage_kind)
    if stage is None:
        raise Refusal(_("This dialogue does not have that stage."))
    occasion = Occasion(
        process=process, stage=stage, kind=kind, title=title, client_id=client_id, **details
    )
    db.session.add(occasion)
    db.session.flush()
    return occasion, True


def cancel_occasion(occasion: Occasion, *, by: Person, now: datetime) -> None:
    if occasion.is_cancelled:
        raise Refusal(_("It has already been cancelled."))
    occasion.cancelled_at = now
    occasion.version += 1
    journal.record(
        "occasion.cancelled",
        by=by,
        about=occasion,
        now=now,
        process_id=occasion.process_id,
        title=occasion.title,
    )
