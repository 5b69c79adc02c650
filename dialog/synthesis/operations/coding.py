"""Code a contribution, or words in it, to a theme; take a coding back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.contributions.queries import current_wording, is_admitted
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.synthesis.models import Coding, CodingOrigin, Theme
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.contributions.models import Contribution, Wording


def code(
    contribution: Contribution,
    theme: Theme,
    *,
    wording: Wording | None = None,
    start: int | None = None,
    stop: int | None = None,
    words: str | None = None,
    by: Person,
    origin: str = CodingOrigin.HAND,
    now: datetime,
) -> Coding:
    """These words belong to this theme; without `start` and `stop` the whole text does.

    Offsets count Unicode code points of the wording's text; where `words` are given they must stand
    there. The same again is the coding there is.
    """
    wording = wording or current_wording(contribution)
    _check(contribution, theme, wording)
    coded = _words(wording.text, start, stop, words)
    db.session.execute(select(Theme.id).where(Theme.id == theme.id).with_for_update())
    known = _known(contribution, theme, wording, start, stop)
    if known is not None:
        return known
    made = Coding(
        theme=theme,
        contribution=contribution,
        wording_id=wording.id,
        start=start,
        stop=stop,
        words=coded,
        by_id=by.id,
        origin=str(origin) if origin in set(CodingOrigin) else CodingOrigin.HAND.value,
        made_at=now,
    )
    db.session.add(made)
    _record("coding.made", made, by, now)
    return made


def uncode(coding: Coding, *, by: Person, now: datetime) -> None:
    """Take a coding back. Its row stays, with who and when; doing so twice changes nothing."""
    if coding.is_undone:
        return
    coding.undone_at, coding.undone_by_id = now, by.id
    _record("coding.undone", coding, by, now)


def code_several(
    contributions: Iterable[Contribution],
    theme: Theme,
    *,
    by: Person,
    now: datetime,
) -> int:
    """Code several whole texts at once. Returns how many were not coded so before."""
    new = 0
    for contribution in contributions:
        made = code(contribution, theme, by=by, now=now)
        new += made.made_at == now and made.by_id == by.id
    return new


def uncode_several(
    contributions: Iterable[Contribution], theme: Theme, *, by: Person, now: datetime
) -> int:
    """Take back every coding of several contributions to one theme. Returns how many."""
    numbers = [contribution.id for contribution in contributions]
    live = db.session.scalars(
        select(Coding).where(
            Coding.theme_id == theme.id,
            Coding.contribution_id.in_(numbers),
            Coding.undone_at.is_(None),
        )
    ).all()
    for coding in live:
        uncode(coding, by=by, now=now)
    return len(live)


def _check(contribution: Contribution, theme: Theme, wording: Wording) -> None:
    if theme.process_id != contribution.process_id:
        raise Refusal(_("The theme belongs to another dialogue."))
    if not theme.is_in_use:
        raise Refusal(_("The theme is no longer in use. Choose another one."))
    if wording.contribution_id != contribution.id:
        raise Refusal(_("Those words stand in another text."))
    if not is_admitted(contribution):
        raise Refusal(_("The text is hidden or has been taken back. It cannot be coded."))


def _words(text: str, start: int | None, stop: int | None, words: str | None) -> str:
    """The words that are coded, as they stand. Refuses offsets that do not hold them."""
    if start is None or stop is None:
        if words and words != text:
            raise Refusal(_("Those words do not stand in the text."))
        return text
    if not 0 <= start < stop <= len(text):
        raise Refusal(_("The marking does not fit the text. Reload the page and mark again."))
    marked = text[start:stop]
    if words is not None and words != marked:
        raise Refusal(_("The marking does not fit the text. Reload the page and mark again."))
    return marked


def _known(
    contribution: Contribution,
    theme: Theme,
    wording: Wording,
    start: int | None,
    stop: int | None,
) -> Coding | None:
    statement = select(Coding).where(
        Coding.theme_id == theme.id,
        Coding.contribution_id == contribution.id,
        Coding.wording_id == wording.id,
        Coding.undone_at.is_(None),
        Coding.start.is_(None) if start is None else Coding.start == start,
        Coding.stop.is_(None) if stop is None else Coding.stop == stop,
    )
    return db.session.scalars(statement).first()


def _record(verb: str, coding: Coding, by: Person, now: datetime) -> None:
    journal.record(
        verb,
        by=by,
        about=coding,
        now=now,
        process_id=coding.theme.process_id,
        name=coding.theme.name,
    )
