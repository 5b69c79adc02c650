"""Plan a group, change its plan, open it, close it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.focusgroup import queries
from dialog.focusgroup.models import FocusGroup
from dialog.focusgroup.operations import notes
from dialog.focusgroup.operations.attending import give_codes
from dialog.focusgroup.operations.beginning import begin, hold, record, refuse_closed
from dialog.process.models import OccasionKind, StageKind, TurnKind
from dialog.process.operations import add_occasion, lock, turn_stage
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import date, datetime

    from dialog.accounts.models import Person
    from dialog.errors import Shown
    from dialog.focusgroup.models import Guide
    from dialog.process.models import Party, Process


def plan_group(
    process: Process,
    title: str,
    *,
    guide: Guide,
    party: Party | None = None,
    note_taker: Person | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
    place: str | None = None,
    client_id: str | None = None,
    by: Person,
    now: datetime,
) -> FocusGroup:
    """A group of one party, or mixed when `party` is None. The same `client_id` is the same group."""
    lock(process)
    occasion, is_new = add_occasion(
        process,
        StageKind.FOCUS_GROUPS,
        OccasionKind.FOCUS_GROUP.value,
        title,
        client_id=client_id,
        party=party,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
    )
    if not is_new:
        known = db.session.get(FocusGroup, occasion.id)
        if known is None:
            raise Refusal(_("This form has already been used for something else. Reload the page."))
        return known
    group = FocusGroup(
        id=occasion.id,
        occasion=occasion,
        guide=guide,
        note_taker=note_taker,
        number=queries.next_number(process),
    )
    db.session.add(group)
    record("focus_group.planned", group, by, now)
    return group


def edit_group(
    group: FocusGroup,
    *,
    version: int,
    title: str,
    party: Party | None,
    guide: Guide,
    note_taker: Person | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    place: str | None,
    by: Person,
    now: datetime,
) -> None:
    """Change the plan of a group that is not closed. Raises Stale when somebody else did so first."""
    hold(group)
    occasion = group.occasion
    if group.is_closed:
        raise Refusal(_("The group is closed. Its plan stays as it was."))
    if occasion.version != version:
        raise Stale(
            _("Somebody else changed the group while you were writing. Choose what is to stand."),
            theirs=_texts(
                occasion.title,
                occasion.party,
                group.guide,
                group.note_taker,
                occasion.starts_at,
                occasion.ends_at,
                occasion.place,
            ),
            mine=_texts(title, party, guide, note_taker, starts_at, ends_at, place),
            drawn_now={"version": occasion.version},
        )
    if guide.id != group.guide_id and group.opened_at is not None:
        raise Refusal(_("The group has begun to talk. Its guide stays as it is."))
    occasion.title, occasion.party, occasion.place = title, party, place
    occasion.starts_at, occasion.ends_at = starts_at, ends_at
    occasion.version += 1
    group.guide, group.note_taker = guide, note_taker
    record("focus_group.edited", group, by, now)


def _texts(
    title: str,
    party: Party | None,
    guide: Guide,
    note_taker: Person | None,
    starts_at: datetime | None,
    ends_at: datetime | None,
    place: str | None,
) -> dict[str, Shown]:
    return {
        _("Title"): title,
        _("Who is invited"): party.name if party else _("The parties together"),
        _("Discussion guide"): guide.title,
        _("Note-taker"): note_taker.name if note_taker else _("Nobody yet"),
        _("Starts"): starts_at,
        _("Ends"): ends_at,
        _("Place"): place,
    }


def open_group(group: FocusGroup, *, by: Person, now: datetime) -> None:
    """The conversation begins: whoever has come already has a code. The first starts the stage."""
    hold(group)
    refuse_closed(group)
    if group.opened_at is not None:
        raise Refusal(_("The group is already open."))
    give_codes(group, by=by, now=now)


def close_group(
    group: FocusGroup,
    *,
    said_on: date,
    drop_unspoken: bool = False,
    by: Person | None,
    now: datetime,
) -> None:
    """The minutes are complete: nothing can be added. The last group that closes ends the stage.

    What was begun and has a speaker becomes notes. Where the speaker is missing, closing is refused
    until somebody has chosen one, unless `drop_unspoken`. `by` is None when it was left open in a
    dialogue that has ended: the stage stays as it was.
    """
    hold(group)
    refuse_closed(group)
    begin(group, by=by, now=now)
    for draft in queries.drafts(group):
        if draft.voice is not None and draft.text:
            notes.finish(draft, said_on=said_on, by=by, now=now)
        elif draft.text and not drop_unspoken:
            raise Refusal(
                _(
                    "%(name)s has begun a note without saying who spoke. Choose the speaker, or "
                    "throw the note away, and close the group then.",
                    name=draft.person.name,
                )
            )
        else:
            db.session.delete(draft)
    group.closed_at = now
    db.session.flush()
    record("focus_group.closed", group, by, now)
    if by is not None and not queries.has_unclosed(group.occasion.process):
        turn_stage(group.occasion.stage, TurnKind.COMPLETED, by=by, now=now)
