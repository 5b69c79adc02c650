"""The note-taking desk: what is said, under each question of the guide."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, abort, current_app, flash, g, jsonify, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.contributions.models import Voice
from dialog.contributions.queries import current_wording, found_by, is_admitted
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.focusgroup import operations, queries
from dialog.focusgroup.access import group_team
from dialog.focusgroup.ending import said_on
from dialog.focusgroup.forms import NoteForm
from dialog.focusgroup.models import Utterance
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

notes = Blueprint(
    "focusgroup_notes", __name__, url_prefix="/processes/<slug>/focus-groups/<int:number>/notes"
)


@notes.get("")
@allow(group_team(Right.TAKE_NOTES))
def index(slug: str, number: int) -> ResponseReturnValue:
    return _desk()


@notes.post("")
@allow(group_team(Right.TAKE_NOTES))
def create(slug: str, number: int) -> ResponseReturnValue:
    form = NoteForm()
    complaint = None if form.writes_on else _complaint(form)
    if complaint or form.writes_on:
        return _desk(form, complaint, status=422)
    now = clock.now()
    operations.note(
        g.group,
        form.text.data or "",
        voice=_voice(form),  # type: ignore[arg-type]
        question=queries.question(g.group, form.question_id),
        kind=form.note_kind,
        client_id=form.sent_id,  # type: ignore[arg-type]
        said_on=said_on(g.group, now),
        language=current_app.config["SETTINGS"].default_locale,
        version=form.version.data or 1,
        by=g.person,
        now=now,
    )
    db.session.commit()
    anchor = f"q-{form.question_id or 0}"
    return redirect(
        url_for("focusgroup_notes.index", slug=slug, number=number, _anchor=anchor), 303
    )


@notes.post("/drafts")
@allow(group_team(Right.TAKE_NOTES))
def save(slug: str, number: int) -> ResponseReturnValue:
    form = NoteForm()
    if form.sent_id is None or not form.validate_on_submit():
        abort(422)
    now = clock.now()
    operations.save_draft(
        g.group,
        form.text.data or "",
        client_id=form.sent_id,
        question=queries.question(g.group, form.question_id),
        voice=_voice(form),
        kind=form.note_kind,
        by=g.person,
        now=now,
    )
    db.session.commit()
    return jsonify(saved=clock.local(now).strftime("%H:%M"))


@notes.post("/drafts/<client_id>/removal")
@allow(group_team(Right.TAKE_NOTES))
def drop(slug: str, number: int, client_id: str) -> ResponseReturnValue:
    operations.drop_draft(g.group, client_id, by=g.person)
    db.session.commit()
    return redirect(url_for("focusgroup_notes.index", slug=slug, number=number), 303)


@notes.get("/<int:utterance>")
@allow(group_team(Right.TAKE_NOTES))
def edit(slug: str, number: int, utterance: int) -> ResponseReturnValue:
    found = _find(utterance)
    contribution = found.contribution
    form = NoteForm(
        formdata=None,
        voice=str(contribution.voice_id),
        kind=contribution.kind,
        text=current_wording(contribution).text,
    )
    return _edit_page(found, form)


@notes.post("/<int:utterance>")
@allow(group_team(Right.TAKE_NOTES))
def update(slug: str, number: int, utterance: int) -> ResponseReturnValue:
    found = _find(utterance)
    form = NoteForm()
    complaint = None if form.writes_on else _complaint(form, editing=True)
    if complaint or form.writes_on:
        return _edit_page(found, form, complaint, status=422)
    operations.edit_note(
        found,
        form.text.data or "",
        voice=_voice(form),  # type: ignore[arg-type]
        kind=form.note_kind,
        version=form.version.data,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    flash(_("Saved"))
    return _back(found)


@notes.post("/<int:utterance>/<any(hiding, showing, withdrawal):act>")
@allow(group_team(Right.TAKE_NOTES))
def turn(slug: str, number: int, utterance: int, act: str) -> ResponseReturnValue:
    acts = {
        "hiding": operations.hide_note,
        "showing": operations.show_note,
        "withdrawal": operations.withdraw_note,
    }
    found = _find(utterance)
    acts[act](found, by=g.person, now=clock.now())
    db.session.commit()
    return _back(found)


def _find(number: int) -> Utterance:
    """An utterance of g.group that has not been taken back."""
    found = queries.utterance(g.group, number) or abort(404)
    if found_by(g.person, g.process, g.roles, found.contribution_id) is None:
        abort(404)
    return found


def _voice(form: NoteForm) -> Voice | None:
    return next((v for v in queries.voices(g.group) if v.id == form.voice_id), None)


class Complaint(NamedTuple):
    """Why a note cannot be kept yet, and at which field."""

    field: str
    sentence: str


def _complaint(form: NoteForm, *, editing: bool = False) -> Complaint | None:
    if not form.validate_on_submit():
        sentence = form.text.errors[0] if form.text.errors else _("Reload the page and try again.")
        return Complaint("text", str(sentence))
    if not form.text.data:
        return Complaint("text", _("Write what was said."))
    if _voice(form) is None:
        return Complaint("voice", _("Choose who spoke."))
    if form.sent_id is None and not editing:
        raise Refusal(_("The form lacks its number. Reload the page; your text is shown below."))
    return None


def _back(found: Utterance) -> ResponseReturnValue:
    anchor = f"q-{found.guide_question_id or 0}"
    url = url_for("focusgroup_notes.index", slug=g.process.slug, number=g.group.id, _anchor=anchor)
    return redirect(url, 303)


def _desk(
    sent: NoteForm | None = None, complaint: Complaint | None = None, status: int = 200
) -> ResponseReturnValue:
    return respond(
        "focusgroup/desk.html",
        group=g.group,
        sent=sent,
        complaint=complaint,
        lines=queries.lines(g.group, g.person, g.process, g.roles),
        drafts=queries.own_drafts(g.group, g.person),
        voices=queries.voices(g.group),
        process=g.process,
        thread=thread_for(g.process, "focus_groups"),
        status=status,
    )


def _edit_page(
    found: Utterance, form: NoteForm, complaint: Complaint | None = None, status: int = 200
) -> ResponseReturnValue:
    return respond(
        "focusgroup/note.html",
        group=g.group,
        utterance=found,
        is_hidden=not is_admitted(found.contribution),
        note_form=form,
        complaint=complaint,
        voices=queries.voices(g.group),
        wordings=found.contribution.wordings,
        process=g.process,
        thread=thread_for(g.process, "focus_groups"),
        status=status,
    )
