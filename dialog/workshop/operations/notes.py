"""Notes: written on a phone, entered for somebody, pasted; edited, withdrawn, hidden."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, bindparam, select

from dialog import journal
from dialog.contributions import operations as contributions
from dialog.contributions.models import ContributionKind
from dialog.contributions.queries import current_wording
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.texts import gettext as _
from dialog.workshop import queries
from dialog.workshop.models import Card, Participant, Phase
from dialog.workshop.operations import common
from dialog.workshop.operations.joining import tell_of_people

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from dialog.accounts.models import Person
    from dialog.contributions.models import Voice
    from dialog.contributions.operations import Chance
    from dialog.process.models import Party
    from dialog.workshop.models import Activity, Place

MOST_LINES = 200
LONGEST_LINE = 500


def write_note(
    activity: Activity,
    participant: Participant,
    text: str,
    *,
    column: Place,
    client_id: str,
    language: str,
    today: date,
    now: datetime,
    based_on: int = 1,
) -> Card:
    """A participant writes. The same client id is the same note; other words are an edit of it."""
    common.lock(activity)
    known = _by_client_id(activity, participant, client_id)
    if known is not None:
        if known.contribution and current_wording(known.contribution).text != text:
            edit_note(activity, known, text, based_on=based_on, now=now)
        return known
    common.require_phase(activity, Phase.WRITING)
    _check_length(text, activity.note_limit)
    card = _hang(activity, participant.voice, text, column, client_id, language, today, now)
    card.participant = participant
    db.session.flush()
    common.announce(activity, "card", [card.id], now)
    return card


def _by_client_id(
    activity: Activity, participant: Participant | None, client_id: str
) -> Card | None:
    owner = participant.id if participant else None
    sent = {"activity": activity.id, "owner": owner, "sent": client_id}
    return db.session.scalars(_sent_before(owner is None), sent).first()


@cache
def _sent_before(by_staff: bool) -> Select[Any]:
    owner = Card.participant_id
    return select(Card).where(
        Card.activity_id == bindparam("activity"),
        owner.is_(None) if by_staff else owner == bindparam("owner"),
        Card.client_id == bindparam("sent"),
    )


def _check_length(text: str, limit: int) -> None:
    if not text:
        raise Refusal(_("The note is empty. Write something first."))
    if len(text) > limit:
        raise Refusal(_("A note has room for %(limit)s characters. Make two of it.", limit=limit))


def _hang(
    activity: Activity,
    voice: Voice,
    text: str,
    column: Place,
    client_id: str,
    language: str,
    today: date,
    now: datetime,
    by: Person | None = None,
) -> Card:
    """A contribution, and the card that shows it at the bottom of the column."""
    position = common.next_position(column)
    contribution = contributions.contribute(
        voice,
        ContributionKind.CARD,
        text,
        prompt=activity.question,
        language=language,
        said_on=today,
        by=by,
        now=now,
    )
    card = Card(
        activity_id=activity.id,
        place_id=column.id,
        position=position,
        contribution=contribution,
        client_id=client_id,
    )
    db.session.add(card)
    return card


def edit_note(activity: Activity, card: Card, text: str, *, based_on: int, now: datetime) -> None:
    """The author finds better words; the earlier ones stay for the record. Stale when not latest."""
    common.lock(activity)
    common.require_phase(activity, Phase.WRITING, Phase.SORTING)
    _check_length(text, activity.note_limit)
    _require_on_board(activity, card)
    if card.contribution is not None:
        contributions.edit_wording(card.contribution, text, by=None, now=now, based_on=based_on)
    common.announce(activity, "card", [card.id], now)


def withdraw_note(activity: Activity, card: Card, *, now: datetime) -> None:
    """The author takes it back: it leaves every screen. Doing so twice changes nothing."""
    common.lock(activity)
    common.require_phase(activity, Phase.WRITING, Phase.SORTING)
    if card.contribution is not None:
        contributions.withdraw(card.contribution, now=now)
    common.announce(activity, "card", [card.id], now)


def _require_on_board(activity: Activity, card: Card) -> None:
    note = queries.note_of(activity, card.id)
    if note is None or not note.is_shown:
        raise Refusal(_("The note is not on the board any more."))


def hide_notes(
    activity: Activity,
    cards: Iterable[Card],
    *,
    by: Person,
    now: datetime,
    because: str | None = None,
) -> None:
    """Off every screen at once; nothing is deleted, and it can be shown again."""
    cards = list(cards)
    for card in cards:
        note = queries.note_of(activity, card.id)
        if card.contribution is not None and note is not None and note.is_shown:
            contributions.hide(card.contribution, by=by, now=now, because=because)
    common.announce(activity, "card", [card.id for card in cards], now)


def show_note(activity: Activity, card: Card, *, by: Person, now: datetime) -> None:
    """Back on the board. A note that its author has withdrawn stays withdrawn."""
    note = queries.note_of(activity, card.id)
    if note is None or not (note.is_hidden or note.is_shown):
        raise Refusal(_("The author has taken the note back."))
    if card.contribution is not None and note.is_hidden:
        contributions.admit(card.contribution, by=by, now=now)
    common.announce(activity, "card", [card.id], now)


def enter_note(
    activity: Activity,
    party: Party,
    text: str,
    *,
    column: Place,
    client_id: str,
    language: str,
    today: date,
    by: Person,
    chance: Chance,
    now: datetime,
) -> Card:
    """Write a note for somebody without a phone. Each such note is a voice of its own."""
    common.lock(activity)
    known = _by_client_id(activity, None, client_id)
    if known is not None:
        return known
    _require_open(activity)
    _check_length(text, LONGEST_LINE)
    coloured = set(queries.coloured_parties(activity))
    voice = contributions.new_voice(
        activity.workshop.occasion, party, confidential=True, chance=chance
    )
    card = _hang(activity, voice, text, column, client_id, language, today, now, by=by)
    db.session.flush()
    _record("workshop.note_entered", activity, by, now, 1)
    common.announce(activity, "card", [card.id], now)
    _tell_of_colours(activity, coloured, now)
    return card


def paste_notes(
    activity: Activity,
    party: Party,
    lines: Sequence[str],
    *,
    one_voice: bool,
    column: Place,
    client_id: str,
    language: str,
    today: date,
    by: Person,
    chance: Chance,
    now: datetime,
) -> int:
    """A note of each line, from one person or each from its own. Returns how many were made."""
    common.lock(activity)
    if _by_client_id(activity, None, f"{client_id}-1") is not None:
        return 0
    _require_open(activity)
    if not 1 <= len(lines) <= MOST_LINES:
        raise Refusal(_("Paste between 1 and %(most)s lines at a time.", most=MOST_LINES))
    coloured = set(queries.coloured_parties(activity))
    occasion = activity.workshop.occasion
    voice = contributions.new_voice(occasion, party, confidential=True, chance=chance)
    for number, line in enumerate(lines, 1):
        _check_length(line, LONGEST_LINE)
        if not one_voice and number > 1:
            voice = contributions.new_voice(occasion, party, confidential=True, chance=chance)
        sent_id = f"{client_id}-{number}"
        _hang(activity, voice, line, column, sent_id, language, today, now, by=by)
        db.session.flush()
    _record("workshop.notes_pasted", activity, by, now, len(lines))
    common.announce(activity, "column", [column.id], now)
    _tell_of_colours(activity, coloured, now)
    return len(lines)


def _require_open(activity: Activity) -> None:
    common.require_phase(activity, Phase.WRITING, Phase.SORTING)


def _tell_of_colours(activity: Activity, coloured: set[int], now: datetime) -> None:
    if set(queries.coloured_parties(activity)) != coloured:
        tell_of_people(activity, coloured, now)


def _record(verb: str, activity: Activity, by: Person, now: datetime, count: int) -> None:
    occasion = activity.workshop.occasion
    journal.record(
        verb,
        by=by,
        about=activity.workshop,
        now=now,
        process_id=occasion.process_id,
        title=occasion.title,
        count=count,
    )
