"""Write down what is said; correct it; hide it; take it back.

What is being typed is a draft. It becomes an utterance, once, under the id that the page made for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from dialog import journal
from dialog.contributions import operations as contributions
from dialog.contributions.models import ContributionKind
from dialog.contributions.queries import current_wording
from dialog.contributions.texts import tidied
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.focusgroup import queries
from dialog.focusgroup.models import Utterance, UtteranceDraft
from dialog.focusgroup.operations.beginning import begin, hold, refuse_closed
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import date, datetime

    from dialog.accounts.models import Person
    from dialog.contributions.models import Voice
    from dialog.errors import Shown
    from dialog.focusgroup.models import FocusGroup, GuideQuestion

KINDS = (ContributionKind.NOTE, ContributionKind.QUOTE)


def note(
    group: FocusGroup,
    text: str,
    *,
    voice: Voice,
    question: GuideQuestion | None,
    kind: str = ContributionKind.NOTE,
    client_id: str,
    said_on: date,
    language: str = "sv",
    version: int = 1,
    by: Person | None,
    now: datetime,
) -> Utterance:
    """Somebody said something. It counts from its first save.

    The same `client_id` again is the same utterance; with other words it is an edit of its first
    version, or of `version`. A quote is verbatim, a note the note-taker's own words.
    """
    hold(group)
    refuse_closed(group)
    _refuse_strangers(group, voice, kind)
    if not tidied(text):
        raise Refusal(_("Write what was said first."))
    known = queries.utterance_by_client_id(group, client_id)
    if known is not None:
        edit_note(known, text, voice=voice, kind=kind, version=version, by=by, now=now)
        _forget_draft(group, client_id)
        return known
    begin(group, by=by, now=now)
    contribution = contributions.contribute(
        voice,
        kind,
        text,
        prompt=question.text if question is not None else group.occasion.title,
        language=language,
        said_on=said_on,
        by=by,
        now=now,
    )
    made = Utterance(
        focus_group=group,
        guide_question=question,
        position=_next_position(group),
        contribution=contribution,
        client_id=client_id,
    )
    db.session.add(made)
    _forget_draft(group, client_id)
    _record("utterance.noted", made, by, now)
    return made


def edit_note(
    utterance: Utterance,
    text: str,
    *,
    voice: Voice,
    kind: str,
    version: int,
    by: Person | None,
    now: datetime,
) -> None:
    """Correct what was written down, who said it, or how. The first words stay as they were.

    Raises Stale with both texts when somebody else corrected it first; the same again changes
    nothing.
    """
    group = utterance.focus_group
    hold(group)
    refuse_closed(group)
    _refuse_strangers(group, voice, kind)
    db.session.refresh(utterance)
    contribution = utterance.contribution
    db.session.refresh(contribution)
    current = current_wording(contribution)
    text = tidied(text)
    if (text, voice.id, str(kind)) == (current.text, contribution.voice_id, contribution.kind):
        return
    if version != utterance.version:
        raise Stale(
            _("Somebody else changed the text while you were writing. Choose what is to stand."),
            theirs=_texts(contribution.voice, contribution.kind, current.text),
            mine=_texts(voice, kind, text),
            drawn_now={"version": utterance.version},
        )
    if not text:
        raise Refusal(_("Write what was said, or hide the note instead."))
    contributions.edit_wording(contribution, text, by=by, now=now)
    contribution.voice, contribution.kind = voice, str(kind)
    utterance.version += 1
    _record("utterance.edited", utterance, by, now)


def _texts(voice: Voice, kind: str, text: str) -> dict[str, Shown]:
    is_quote = kind == ContributionKind.QUOTE
    how = _("Verbatim") if is_quote else _("In own words")
    return {_("Speaker"): voice.label, _("Note or quote"): how, _("Text"): text}


def hide_note(utterance: Utterance, *, by: Person, now: datetime) -> None:
    """Taken out of the minutes and of every count; it can be shown again."""
    _open(utterance)
    contributions.hide(utterance.contribution, by=by, now=now)


def show_note(utterance: Utterance, *, by: Person, now: datetime) -> None:
    _open(utterance)
    contributions.admit(utterance.contribution, by=by, now=now)


def withdraw_note(utterance: Utterance, *, by: Person, now: datetime) -> None:
    """The speaker takes it back: nobody sees it any more."""
    _open(utterance)
    contributions.withdraw(utterance.contribution, by=by, now=now)


def save_draft(
    group: FocusGroup,
    text: str,
    *,
    client_id: str,
    question: GuideQuestion | None,
    voice: Voice | None,
    kind: str,
    by: Person,
    now: datetime,
) -> None:
    """Keep what is being typed. What already stands in the minutes, word for word, needs no draft."""
    hold(group)
    refuse_closed(group)
    draft = db.session.get(UtteranceDraft, (group.id, client_id))
    if draft is not None and draft.person_id != by.id:
        raise Refusal(_("Somebody else is writing that note. Reload the page."))
    text = tidied(text)
    known = queries.utterance_by_client_id(group, client_id)
    if not text or (known is not None and current_wording(known.contribution).text == text):
        _forget_draft(group, client_id)
        return
    if draft is None:
        draft = UtteranceDraft(focus_group_id=group.id, client_id=client_id, person_id=by.id)
        db.session.add(draft)
    draft.text, draft.saved_at = text, now
    draft.kind = kind if kind in KINDS else ContributionKind.NOTE.value
    draft.guide_question_id = question.id if question is not None else None
    draft.voice_id = voice.id if voice is not None else None
    db.session.flush()


def drop_draft(group: FocusGroup, client_id: str, *, by: Person) -> None:
    """Throw away what one has begun oneself."""
    draft = db.session.get(UtteranceDraft, (group.id, client_id))
    if draft is not None and draft.person_id == by.id:
        db.session.delete(draft)


def finish(draft: UtteranceDraft, *, said_on: date, by: Person | None, now: datetime) -> Utterance:
    """What was begun becomes an utterance; it must have a speaker."""
    group = draft.focus_group
    if draft.voice is None:
        raise Refusal(_("Choose who spoke."))
    return note(
        group,
        draft.text,
        voice=draft.voice,
        question=queries.question(group, draft.guide_question_id),
        kind=draft.kind,
        client_id=draft.client_id,
        said_on=said_on,
        by=by,
        now=now,
    )


def _open(utterance: Utterance) -> None:
    hold(utterance.focus_group)
    refuse_closed(utterance.focus_group)


def _refuse_strangers(group: FocusGroup, voice: Voice, kind: str) -> None:
    if voice.occasion_id != group.id:
        raise Refusal(_("Choose who spoke."))
    if kind not in KINDS:
        raise Refusal(_("Choose whether it is a note or a quote."))


def _next_position(group: FocusGroup) -> int:
    highest = db.session.scalar(
        select(func.max(Utterance.position)).where(Utterance.focus_group_id == group.id)
    )
    return (highest or 0) + 1


def _forget_draft(group: FocusGroup, client_id: str) -> None:
    draft = db.session.get(UtteranceDraft, (group.id, client_id))
    if draft is not None:
        db.session.delete(draft)
        db.session.flush()


def _record(verb: str, utterance: Utterance, by: Person | None, now: datetime) -> None:
    occasion = utterance.focus_group.occasion
    journal.record(
        verb,
        by=by,
        about=utterance,
        now=now,
        process_id=occasion.process_id,
        title=occasion.title,
    )
