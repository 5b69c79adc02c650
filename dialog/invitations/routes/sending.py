"""Letters to those who are asked: see one before it is sent, send, remind, print."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import segno
from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.invitations import done, letters, operations, queries
from dialog.invitations.access import occasion_team
from dialog.invitations.forms import LetterForm
from dialog.invitations.models import SendingKind
from dialog.invitations.routes.inviting import PREFIX, context
from dialog.mail import links
from dialog.process.rights import Right
from dialog.texts import force_locale, ngettext
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

if TYPE_CHECKING:
    from dialog.invitations.models import Invitation

sending = Blueprint("invitation_letters", __name__, url_prefix=PREFIX)


class Letter(NamedTuple):
    """A letter as it reads: its subject, its text and, on paper, its link as a picture."""

    subject: str
    text: str
    language: str
    picture: str = ""


@sending.get("/letter")
@allow(occasion_team(Right.INVITE))
def letter(slug: str, number: int) -> ResponseReturnValue:
    return _letter_page(LetterForm(), SendingKind.INVITE)


@sending.post("/letter")
@allow(occasion_team(Right.INVITE))
def send(slug: str, number: int) -> ResponseReturnValue:
    form = LetterForm()
    if not form.validate_on_submit() or request.form.get("show"):
        return _letter_page(form, SendingKind.INVITE, status=422 if form.errors else 200)
    count = operations.send_all(
        g.occasion,
        queries.to_send(g.occasion, done.done(g.occasion)),
        SendingKind.INVITE.value,
        message=form.message.data,
        by=g.person,
        now=clock.now(),
    )
    return _sent(count)


@sending.get("/reminder")
@allow(occasion_team(Right.INVITE))
def reminder(slug: str, number: int) -> ResponseReturnValue:
    return _letter_page(LetterForm(), SendingKind.REMINDER1)


@sending.post("/reminder")
@allow(occasion_team(Right.INVITE))
def remind(slug: str, number: int) -> ResponseReturnValue:
    form = LetterForm()
    if not form.validate_on_submit() or request.form.get("show"):
        return _letter_page(form, SendingKind.REMINDER1, status=422 if form.errors else 200)
    count = operations.remind_all(
        g.occasion, message=form.message.data, by=g.person, now=clock.now()
    )
    return _sent(count)


@sending.post("/stopping")
@allow(occasion_team(Right.INVITE))
def stop(slug: str, number: int) -> ResponseReturnValue:
    """The letters that have not begun to leave stay; they can be written anew."""
    count = operations.stop_sending(g.occasion, by=g.person, now=clock.now())
    db.session.commit()
    if count:
        flash(
            ngettext(
                "%(num)s letter was stopped before it left. It can be written anew.",
                "%(num)s letters were stopped before they left. They can be written anew.",
                count,
            )
        )
    else:
        flash(_("All letters had left already."))
    return redirect(url_for("invitations.index", slug=slug, number=number), 303)


def _sent(count: int) -> ResponseReturnValue:
    db.session.commit()
    if count:
        flash(ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", count))
    else:
        flash(_("Nobody was left to write to."))
    arguments = request.view_args or {}
    return redirect(url_for("invitations.index", **arguments), 303)


def _letter_page(form: LetterForm, kind: SendingKind, status: int = 200) -> ResponseReturnValue:
    """How the letter reads, and to how many it goes."""
    if kind is SendingKind.INVITE:
        receivers = queries.to_send(g.occasion, done.done(g.occasion))
    else:
        waiting = queries.to_remind(g.occasion, done.done(g.occasion))
        receivers = [one for some in waiting.values() for one in some]
    sample = next(iter(receivers), None)
    return respond(
        "invitations/letter.html",
        status=status,
        **context(),
        form=form,
        count=len(receivers),
        is_reminder=letters.is_reminder(kind.value),
        sample=_read(sample, kind.value, message=form.message.data or "") if sample else None,
    )


def _read(
    invitation: Invitation,
    kind: str,
    *,
    message: str = "",
    address: str = "",
    on_paper: bool = False,
) -> Letter:
    """The letter to `invitation`; without `address` a sign stands where the link will be."""
    language = letters.language_of(invitation)
    with force_locale(language):
        text = render_template(
            f"mail/{letters.template_of(g.occasion, kind)}.txt",
            link=address or _("[the personal link]"),
            on_paper=on_paper,
            **letters.parameters_of(invitation, language, sender=g.person.name, message=message),
        )
    subject, _newline, body = text.strip().partition("\n")
    picture = segno.make(address, error="m").svg_data_uri(scale=4, light="#fff") if address else ""
    return Letter(subject.strip(), body.strip(), language, picture)


@sending.post("/printing")
@allow(occasion_team(Right.INVITE))
def print_letters(slug: str, number: int) -> ResponseReturnValue:
    """The letters on paper, shown this once: for one invitation, or for all who need them."""
    if request.form.get("invitation", "").isdecimal():
        one = queries.invitation_to(g.occasion, int(request.form["invitation"]))
        chosen = [one] if one is not None else abort(404)
    else:
        chosen = queries.to_print(g.occasion)
    printed = operations.print_letters(g.occasion, chosen, by=g.person, now=clock.now())
    if not printed:
        raise Refusal(
            _("There is no letter to print: everybody has got one or can be reached by e-mail.")
        )
    papers = []
    for invitation in printed:
        address = links.make("invitation", invitation.id) or ""
        papers.append(_read(invitation, SendingKind.INVITE.value, address=address, on_paper=True))
    db.session.commit()
    return respond("invitations/print.html", **context(), papers=papers)
