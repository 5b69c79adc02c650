"""Acts on what was said. Nothing is overwritten: each act is a new wording or a new standing.

None of them commits. Acts that change how somebody's words are shown stand in the journal; the
words themselves never do.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import select

from dialog import journal
from dialog.contributions import queries
from dialog.contributions.models import (
    Contribution,
    Standing,
    StandingKind,
    Voice,
    Wording,
    WordingKind,
)
from dialog.contributions.texts import tidied
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import date

    from dialog.accounts.models import Person
    from dialog.contributions.models import ContributionKind
    from dialog.process.models import Occasion, Party
    from dialog.register.models import Organisation


class Chance(Protocol):
    """Where a random key comes from: `random.Random`, or the system's own chance."""

    def getrandbits(self, k: int, /) -> int: ...


def random_key(chance: Chance) -> int:
    """A number that tells nothing, not even in which order rows were made: 53 random bits."""
    return chance.getrandbits(53) or 1


def new_voice(
    occasion: Occasion,
    party: Party,
    *,
    confidential: bool,
    organisation: Organisation | None = None,
    segment: str | None = None,
    label: str | None = None,
    chance: Chance,
) -> Voice:
    """One person or organisation that speaks on an occasion. In confidence it has no name."""
    voice = Voice(
        id=random_key(chance),
        occasion=occasion,
        party=party,
        organisation=None if confidential else organisation,
        segment=segment,
        label=None if confidential else label,
        confidential=confidential,
    )
    db.session.add(voice)
    return voice


def contribute(
    voice: Voice,
    kind: ContributionKind | str,
    text: str,
    *,
    prompt: str,
    language: str,
    said_on: date,
    by: Person | None = None,
    now: datetime | None = None,
    admitted: bool = True,
) -> Contribution:
    """Something that was said, in its original words, and whether it counts from the start.

    `by` is who wrote it down, None when they did so themselves. Without `now` only the day is
    known, as when the answers of a survey become contributions.
    """
    contribution = Contribution(
        process_id=voice.occasion.process_id,
        occasion_id=voice.occasion.id,
        voice=voice,
        kind=str(kind),
        prompt=prompt,
        language=language,
        said_on=said_on,
    )
    wording = Wording(
        contribution=contribution,
        number=1,
        kind=WordingKind.ORIGINAL,
        text=tidied(text),
        made_at=now,
        by_id=by.id if by else None,
    )
    standing = Standing(
        contribution=contribution,
        wording=wording,
        kind=StandingKind.ADMITTED if admitted else StandingKind.PENDING,
        at=now or datetime.combine(said_on, time(), UTC),
        by_id=by.id if by else None,
    )
    db.session.add_all([contribution, wording, standing])
    return contribution


def edit_wording(
    contribution: Contribution,
    text: str,
    *,
    by: Person | None,
    now: datetime,
    kind: WordingKind = WordingKind.EDIT,
    because: str | None = None,
    based_on: int | None = None,
) -> Wording:
    """New words for the same contribution; the earlier ones stay. The same words change nothing.

    `based_on` is the number of the wording the text was written from: raises Stale when another
    has come since. An edit is the speaker's own or the note-taker's; a correction says why.
    """
    lock(contribution)
    current = queries.current_wording(contribution)
    text = tidied(text)
    if text == current.text and kind != WordingKind.MASK:
        return current
    if based_on is not None and based_on != current.number:
        raise Stale(
            _("Somebody else changed the text while you were writing. Choose what is to stand."),
            theirs={_("Text"): current.text},
            mine={_("Text"): text},
            drawn_now={"version": current.number},
        )
    wording = Wording(
        contribution=contribution,
        number=current.number + 1,
        kind=kind,
        text=text,
        made_at=now,
        by_id=by.id if by else None,
        because=because,
    )
    db.session.add(wording)
    db.session.flush()
    if by is not None and kind != WordingKind.EDIT:
        _record(f"contribution.{PAST[kind]}", contribution, by, now)
    return wording


PAST = {WordingKind.CORRECTION: "corrected", WordingKind.MASK: "masked"}


def mask(
    contribution: Contribution,
    text: str,
    *,
    because: str,
    by: Person,
    now: datetime,
    based_on: int | None = None,
) -> Wording:
    """From now on `text` is read instead: names taken out. The original stays for the record."""
    if not tidied(text):
        raise Refusal(_("Leave something to read, or hide the whole text instead."))
    if not because:
        raise Refusal(_("Write why, in a few words."))
    return edit_wording(
        contribution,
        text,
        by=by,
        now=now,
        kind=WordingKind.MASK,
        because=because,
        based_on=based_on,
    )


def admit(contribution: Contribution, *, by: Person | None, now: datetime) -> None:
    """It counts, from now on or again."""
    _stand(contribution, StandingKind.ADMITTED, by=by, now=now)


def hide(
    contribution: Contribution, *, by: Person | None, now: datetime, because: str | None = None
) -> None:
    """Taken out of every list and count by the team. It can be admitted again."""
    _stand(contribution, StandingKind.HIDDEN, by=by, now=now, because=because)


def withdraw(contribution: Contribution, *, now: datetime, by: Person | None = None) -> None:
    """Taken back by whoever said it: seen by nobody any more, kept for the record."""
    _stand(contribution, StandingKind.WITHDRAWN, by=by, now=now)


def approve_quote(contribution: Contribution, *, by: Person, now: datetime) -> None:
    """Its words, as they stand now, may be quoted in reports."""
    lock(contribution)
    if not queries.is_admitted(contribution):
        raise Refusal(_("A text that is hidden cannot be quoted. Show it again first."))
    if not queries.is_quote_approved(contribution):
        _stand(contribution, StandingKind.QUOTE_APPROVED, by=by, now=now)


def withdraw_approval(contribution: Contribution, *, by: Person, now: datetime) -> None:
    """Its words may no longer be quoted. Issued reports keep what they held."""
    lock(contribution)
    if queries.is_quote_approved(contribution):
        _stand(contribution, StandingKind.APPROVAL_WITHDRAWN, by=by, now=now)


def lock(contribution: Contribution) -> None:
    """Hold the row until commit, so that what was checked is still true when written."""
    db.session.flush()
    statement = select(Contribution.id).where(Contribution.id == contribution.id)
    db.session.execute(statement.with_for_update())
    db.session.expire(contribution, ["wordings", "standings"])


def _stand(
    contribution: Contribution,
    kind: StandingKind,
    *,
    by: Person | None,
    now: datetime,
    because: str | None = None,
) -> None:
    lock(contribution)
    axis = queries.COUNTING if kind in queries.COUNTING else queries.QUOTING
    latest = queries.latest_standing(contribution, axis)
    if latest is not None and latest.kind == kind and kind in queries.COUNTING:
        return
    standing = Standing(
        contribution=contribution,
        wording=queries.current_wording(contribution),
        kind=kind,
        at=now,
        by_id=by.id if by else None,
        because=because or None,
    )
    db.session.add(standing)
    db.session.flush()
    if by is not None:
        _record(f"contribution.{kind.value}", contribution, by, now)


def _record(verb: str, contribution: Contribution, by: Person, now: datetime) -> None:
    journal.record(verb, by=by, about=contribution, now=now, process_id=contribution.process_id)
