"""Read organisations in from a file: choose, look, decide, see what happened."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.models import Role
from dialog.process.queries import processes_seen_by, roles_of
from dialog.process.states import ProcessState, process_state
from dialog.register import operations, queries, words
from dialog.register.access import keeper
from dialog.register.forms import ImportChoicesForm, ImportForm
from dialog.register.imports.matching import sentence
from dialog.register.imports.taking_part import part_sentence
from dialog.register.operations.making import Choices
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.web.paging import PER_PAGE, Page, asked_page

if TYPE_CHECKING:
    from dialog.process.models import Process
    from dialog.register.imports.rows import Row
    from dialog.register.models import ImportFile

imports = Blueprint("register_imports", __name__, url_prefix="/register/imports")


@imports.get("/new")
@allow(keeper)
def new() -> ResponseReturnValue:
    return respond("register/import.html", form=_form())


@imports.post("/new")
@allow(keeper)
def create() -> ResponseReturnValue:
    form = _form()
    if form.validate_on_submit():
        process = next((one for one in _own_processes() if one.slug == form.dialogue.data), None)
        try:
            stored = operations.preview(
                form.file.data.filename or "",
                form.file.data.read(),
                process=process,
                client_id=form.sent_id or str(uuid.uuid4()),
                by=g.person,
                now=clock.now(),
            )
        except Refusal as refusal:
            form.file.errors = [str(refusal)]
        else:
            db.session.commit()
            return redirect(url_for("register_imports.show", number=stored.id), 303)
    return respond("register/import.html", form=form, status=422)


def _form() -> ImportForm:
    form = ImportForm()
    own = [(process.slug, process.title) for process in _own_processes()]
    form.dialogue.choices = [("", _("None, only the register")), *own]
    if form.dialogue.data is None:
        form.dialogue.data = ""
    return form


def _own_processes() -> list[Process]:
    """The dialogues one leads, that organisations can still be added to."""
    now = clock.now()
    return [
        process
        for process in db.session.scalars(processes_seen_by(g.person, now))
        if Role.FACILITATOR in roles_of(g.person, process, now)
        and process_state(process) in {ProcessState.PLANNED, ProcessState.RUNNING}
    ]


def _stored(number: int) -> ImportFile:
    return queries.import_file(number, g.person) or abort(404)


@imports.get("/<int:number>")
@allow(keeper)
def show(number: int) -> ResponseReturnValue:
    """The preview; after the import, what happened."""
    stored = _stored(number)
    return _page(stored, ImportChoicesForm(into_dialogue=bool(queries.parties_of(stored))))


def _page(stored: ImportFile, form: ImportChoicesForm, status: int = 200) -> ResponseReturnValue:
    only = request.args.get("only", "")
    rows = [row for row in stored.rows if _shown(row, only)]
    number = min(asked_page(), max(1, -(-len(rows) // PER_PAGE)))
    shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    earlier = queries.imported_before(stored.sha256)
    return respond(
        "register/imported.html" if stored.imported_at else "register/preview.html",
        status=status,
        stored=stored,
        form=form,
        page=Page(rows=shown, number=number, per_page=PER_PAGE, total=len(rows)),
        only=only,
        counts=_counts(stored.rows),
        unknown=stored.rows[0].get("unknown_columns", []),
        earlier=earlier if earlier is not None and earlier.id != stored.id else None,
        what=sentence,
        part=part_sentence,
        parties=queries.parties_of(stored),
        kind_name=words.kind_name,
    )


def _shown(row: Row, only: str) -> bool:
    if only == "errors":
        return bool(row["errors"])
    if only == "warnings":
        return bool(row["warnings"])
    if only == "known":
        return row["status"] in {"known", "address", "again"}
    return True


def _counts(rows: list[Row]) -> dict[str, Any]:
    statuses = Counter(row["status"] for row in rows if not row["errors"])
    results = Counter(row.get("result") for row in rows)
    return {
        "rows": len(rows),
        "errors": sum(bool(row["errors"]) for row in rows),
        "warnings": sum(bool(row["warnings"]) for row in rows),
        **{name: statuses[name] for name in ("new", "contact", "again", "known", "address")},
        **{f"was_{name}": results[name] for name in ("added", "contact", "skipped")},
        "joining": sum(row.get("part") in {"joins", "returns"} for row in rows),
        "is_in": sum(row.get("part") == "is_in" for row in rows),
        "was_joined": sum(row.get("joined", False) for row in rows),
    }


@imports.post("/<int:number>")
@allow(keeper)
def update(number: int) -> ResponseReturnValue:
    stored = _stored(number)
    form = ImportChoicesForm()
    now = clock.now()
    into = {party.process for party in queries.parties_of(stored).values()}
    if stored.imported_at is None and not into <= set(_own_processes()):
        raise Refusal(_("That dialogue can no longer get participants from you."))
    if stored.imported_at is None and operations.look_again(stored):
        db.session.commit()
        flash(
            _("The register has changed since the preview was made. Here is a new one: look again.")
        )
        return redirect(url_for("register_imports.show", number=number), 303)
    choices = Choices(form.known.data or "skip", form.address.data or "skip")
    operations.do_import(stored, choices, by=g.person, now=now)
    db.session.commit()
    return redirect(url_for("register_imports.show", number=number), 303)
