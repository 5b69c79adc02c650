"""The outbox: what waits, went, failed or came back; “send again”, and “stop”."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog import journal
from dialog.accounts.access import administrator
from dialog.extensions import db
from dialog.mail import operations, queries
from dialog.mail.models import Letter, LetterState
from dialog.mail.returned import LONGEST, Verdict, take_back
from dialog.overview import words
from dialog.overview.forms import ReturnedForm
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.forms import one_line
from dialog.web.htmx import respond
from dialog.web.paging import paged

outbox = Blueprint("outbox", __name__, url_prefix="/outbox")


@outbox.get("")
@allow(administrator)
def index() -> ResponseReturnValue:
    return _page(ReturnedForm())


def _page(form: ReturnedForm, status: int = 200) -> ResponseReturnValue:
    asked = request.args.get("state", "")
    state = LetterState(asked) if asked in set(LetterState) else None
    search = one_line(request.args.get("q"))[:100]
    return respond(
        "overview/outbox.html",
        status=status,
        form=form,
        page=paged(queries.letters(state, search)),
        counts=queries.counts(),
        state=state,
        search=search,
    )


@outbox.post("/<int:number>/sending")
@allow(administrator)
def send_again(number: int) -> ResponseReturnValue:
    letter = db.get_or_404(Letter, number)
    operations.send_again(letter, clock.now())
    journal.record("letter.queued", by=g.person, about=letter, now=clock.now())
    db.session.commit()
    flash(_("The letter is in the queue again."))
    return redirect(url_for("outbox.index"), 303)


@outbox.post("/<int:number>/stopping")
@allow(administrator)
def stop(number: int) -> ResponseReturnValue:
    letter = db.get_or_404(Letter, number)
    if operations.stop([letter.id], clock.now()):
        journal.record("letter.stopped", by=g.person, about=letter, now=clock.now())
        db.session.commit()
        flash(_("The letter was stopped before it left."))
    else:
        flash(_("The letter had begun to leave already."))
    return redirect(url_for("outbox.index"), 303)


@outbox.post("/stopping")
@allow(administrator)
def stop_all() -> ResponseReturnValue:
    """Everything that has not begun to leave stays."""
    count = operations.stop(None, clock.now())
    if count:
        journal.record("letters.stopped", by=g.person, about=g.person, now=clock.now(), count=count)
        db.session.commit()
        flash(
            ngettext(
                "%(num)s letter was stopped before it left.",
                "%(num)s letters were stopped before they left.",
                count,
            )
        )
    else:
        flash(_("All letters had left already."))
    return redirect(url_for("outbox.index", state=LetterState.STOPPED.value), 303)


@outbox.post("/sending")
@allow(administrator)
def send_stopped() -> ResponseReturnValue:
    """Everything that was stopped leaves after all, as it was written."""
    count = operations.send_stopped_again(clock.now())
    if count:
        journal.record("letters.queued", by=g.person, about=g.person, now=clock.now(), count=count)
        db.session.commit()
    flash(
        ngettext(
            "%(num)s letter is in the queue again.",
            "%(num)s letters are in the queue again.",
            count,
        )
    )
    return redirect(url_for("outbox.index"), 303)


@outbox.post("/returned")
@allow(administrator)
def returned() -> ResponseReturnValue:
    """Letters that have come back, saved as files, are read."""
    form = ReturnedForm()
    if not form.validate_on_submit():
        return _page(form, status=422)
    verdicts = Counter(take_back(file.read(LONGEST), clock.now()) for file in form.files.data)
    noted = verdicts[Verdict.DEAD] + verdicts[Verdict.RETURNED]
    if noted:
        journal.record(
            "letters.returned", by=g.person, about=g.person, now=clock.now(), count=noted
        )
    db.session.commit()
    flash(words.told(verdicts))
    state = LetterState.RETURNED.value if noted else None
    return redirect(url_for("outbox.index", state=state), 303)
