"""Acts on a survey while it is written: create, save a version, change its settings, open."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.process import operations as process_operations
from dialog.process.models import OccasionKind, StageKind, TurnKind
from dialog.survey import checks, editing, queries, side_by_side
from dialog.survey.definition import Definition
from dialog.survey.models import Mode, Question, SeatRule, Survey, SurveyVersion
from dialog.survey.seats import make_seats
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Process

# The text under art. 13 GDPR that respondents are shown; raised when the text changes.
ART13_VERSION = "3"


def create_survey(
    process: Process,
    title: str,
    *,
    mode: Mode | str,
    seat_rule: SeatRule | str,
    closes_at: datetime,
    definition: Definition,
    by: Person,
    now: datetime,
    client_id: str | None = None,
    note: str = "",
) -> Survey:
    """A survey that nobody can answer yet. The same client id again gives the same survey."""
    occasion, is_new = process_operations.add_occasion(
        process,
        StageKind.SURVEY,
        OccasionKind.SURVEY.value,
        title,
        client_id=client_id,
        ends_at=closes_at,
    )
    if not is_new:
        return db.session.get_one(Survey, occasion.id)
    survey = Survey(
        id=occasion.id,
        occasion=occasion,
        mode=Mode(mode).value,
        seat_rule=SeatRule(seat_rule).value,
        art13_version=ART13_VERSION,
    )
    db.session.add(survey)
    db.session.flush()
    _add_version(survey, definition, number=1, note=note, by=by, now=now)
    _record("survey.created", survey, by=by, now=now)
    return survey


def save_version(
    survey: Survey, definition: Definition, *, by: Person, now: datetime, note: str = ""
) -> SurveyVersion:
    """A new version of what is asked.

    Before opening anything may change. While the survey is open only words may, with a note that
    says why, so that all answers stay answers to the same question. Afterwards nothing may.
    """
    lock(survey)
    latest = queries.current_version(survey)
    known = Definition.from_json(latest.definition)
    if definition == known:
        return latest
    if survey.opened_at is not None:
        _refuse_other_than_words(survey, known, definition, note)
        if definition.title != known.title:
            survey.occasion.title = definition.title[definition.first_language]
    version = _add_version(survey, definition, number=latest.number + 1, note=note, by=by, now=now)
    verb = "survey.corrected" if survey.opened_at is not None else "survey.edited"
    _record(verb, survey, by=by, now=now, because=note or None)
    return version


def change_settings(
    survey: Survey,
    *,
    title: Mapping[str, str],
    intro: Mapping[str, str],
    languages: tuple[str, ...],
    mode: Mode | str,
    seat_rule: SeatRule | str,
    closes_at: datetime,
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """Title, introduction, languages, who answers and until when. Raises Stale for an old form."""
    lock(survey)
    occasion = survey.occasion
    db.session.refresh(occasion)
    known = queries.definition_of(survey)
    if occasion.version != version:
        raise Stale(
            _("Somebody else changed the survey while you were writing. Choose what is to stand."),
            theirs=side_by_side.settings(
                known.title,
                known.intro,
                known.languages,
                survey.mode,
                survey.seat_rule,
                occasion.ends_at,
            ),
            mine=side_by_side.settings(title, intro, languages, mode, seat_rule, closes_at),
            drawn_now={"version": occasion.version},
        )
    if survey.opened_at is not None:
        raise Refusal(_("The survey is open. Its settings stay as they are until it is closed."))
    changed = replace(known, title=dict(title), intro=dict(intro), languages=languages)
    if changed != known:
        number = queries.current_version(survey).number + 1
        _add_version(survey, changed, number=number, note="", by=by, now=now)
    survey.mode, survey.seat_rule = Mode(mode).value, SeatRule(seat_rule).value
    occasion.title, occasion.ends_at = title[languages[0]], closes_at
    occasion.version += 1
    _record("survey.settings_changed", survey, by=by, now=now)


def prolong(survey: Survey, closes_at: datetime, *, by: Person, now: datetime) -> None:
    """Let an open survey stay open until a later time."""
    lock(survey)
    if survey.opened_at is None or survey.closed_at is not None:
        raise Refusal(_("Only an open survey can be prolonged."))
    if closes_at <= now or (survey.occasion.ends_at and closes_at <= survey.occasion.ends_at):
        raise Refusal(_("Choose a time that is later than the closing time it has."))
    survey.occasion.ends_at = closes_at
    survey.occasion.version += 1
    _record("survey.prolonged", survey, by=by, now=now)


def obstacles(survey: Survey, now: datetime) -> list[checks.Fault]:
    """What stands in the way of opening, each as a sentence with where to mend it."""
    found = checks.faults(queries.definition_of(survey))
    closes_at = survey.closes_at
    if closes_at is None:
        found.append(checks.Fault(_("There is no closing time")))
    elif closes_at <= now + timedelta(minutes=1):
        found.append(checks.Fault(_("The closing time has passed")))
    return found


def open_survey(survey: Survey, *, by: Person, now: datetime) -> None:
    """From now on it can be answered. Refuses what could not be answered, or has been opened."""
    lock(survey)
    if survey.opened_at is not None:
        raise Refusal(_("The survey has already been opened."))
    found = obstacles(survey, now)
    if found:
        raise Refusal(_("The survey cannot be opened yet: %(what)s.", what=found[0].sentence))
    survey.opened_at = now
    survey.occasion.starts_at = now
    make_seats(survey)
    process_operations.turn_stage(survey.occasion.stage, TurnKind.STARTED, by=by, now=now)
    _record("survey.opened", survey, by=by, now=now)


def lock(survey: Survey) -> None:
    """Hold the survey's row until commit, and read it anew."""
    db.session.execute(select(Survey.id).where(Survey.id == survey.id).with_for_update())
    db.session.refresh(survey)


def _refuse_other_than_words(
    survey: Survey, known: Definition, definition: Definition, note: str
) -> None:
    if survey.closed_at is not None:
        raise Refusal(_("The survey is closed. Its questions stay as they were answered."))
    if editing.skeleton(known) != editing.skeleton(definition):
        raise Refusal(_("The survey is open. Only the wording of its texts can be corrected now."))
    if not note:
        raise Refusal(_("Write why the wording is corrected. It is kept with the answers."))


def _add_version(
    survey: Survey, definition: Definition, *, number: int, note: str, by: Person, now: datetime
) -> SurveyVersion:
    """Write the version, and give each new question the number that answers will point to."""
    version = SurveyVersion(
        survey_id=survey.id,
        number=number,
        definition=definition.to_json(),
        made_at=now,
        by_id=by.id,
        note=note,
    )
    db.session.add(version)
    known = {
        question.key: question
        for question in db.session.scalars(select(Question).where(Question.survey_id == survey.id))
    }
    for asked in definition.questions:
        row = known.get(asked.key)
        if not asked.asks:
            continue
        if row is None:
            row = Question(survey_id=survey.id, key=asked.key)
            db.session.add(row)
        row.kind, row.concept = asked.kind, asked.concept or None
    db.session.flush()
    return version


def _record(verb: str, survey: Survey, *, by: Person, now: datetime, **facts: str | None) -> None:
    journal.record(
        verb,
        by=by,
        about=survey,
        now=now,
        process_id=survey.occasion.process_id,
        title=survey.occasion.title,
        **facts,
    )
