"""Who is asked to an occasion: the list with its figures, choosing, taking a link back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.invitations import done, figures, operations, queries
from dialog.invitations.access import occasion_team
from dialog.invitations.forms import RecipientsForm
from dialog.invitations.recipients import Candidate, candidates
from dialog.process.access import may
from dialog.process.models import Role
from dialog.process.rights import Right
from dialog.process.threads import page_of as occasion_page
from dialog.process.threads import thread_for
from dialog.register.queries import tags_in
from dialog.texts import gettext as _
from dialog.texts import ngettext
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.web.paging import PER_PAGE, Page, asked_page

if TYPE_CHECKING:
    from typing import Any

    from dialog.invitations.models import Invitation
    from dialog.process.models import Party

PREFIX = "/processes/<slug>/occasions/<int:number>/invitations"
invitations = Blueprint("invitations", __name__, url_prefix=PREFIX)
FILTERS = ("waiting", "unsent", "bounced")


@dataclass(frozen=True)
class Line:
    """One invitation as the list shows it."""

    invitation: Invitation
    reply: str
    is_done: bool

    @property
    def state(self) -> str:
        """revoked, done, no, bounced, leaving, sent or unsent."""
        if self.invitation.is_revoked:
            return "revoked"
        if self.reply == "no":
            return "no"
        if self.is_done:
            return "done"
        if figures.is_bounced(self.invitation):
            return "bounced"
        if not self.invitation.written:
            return "unsent"
        return "sent" if self.invitation.has_been_sent else "leaving"


def context() -> dict[str, Any]:
    """What every page about an occasion's invitations draws."""
    return {
        "process": g.process,
        "occasion": g.occasion,
        "occasion_home": occasion_page(g.occasion),
        "thread": thread_for(g.process, g.occasion.stage.kind),
        "may_invite": may(Right.INVITE),
    }


def lines() -> list[Line]:
    """Everybody asked to g.occasion, the waiting first where they were not filtered."""
    ready = done.done(g.occasion)
    latest = queries.latest_replies(g.occasion)
    return [
        Line(one, latest.get(one.id, ""), one.id in ready)
        for one in queries.invitations(g.occasion)
    ]


def fits(line: Line, only: str) -> bool:
    if only == "waiting":
        return line.state in {"sent", "bounced", "leaving"}
    return not only or line.state == only


def page_of(rows: list[Line]) -> Page[Line]:
    number = min(asked_page(), max(1, -(-len(rows) // PER_PAGE)))
    shown = rows[(number - 1) * PER_PAGE : number * PER_PAGE]
    return Page(rows=shown, number=number, per_page=PER_PAGE, total=len(rows))


@invitations.get("")
@allow(occasion_team(Right.SEE))
def index(slug: str, number: int) -> ResponseReturnValue:
    """Figures for the whole team; names and addresses for those who lead."""
    ready = done.done(g.occasion)
    asked = request.args.get("only", "")
    only = asked if asked in FILTERS else ""
    leads = Role.FACILITATOR in g.roles
    everybody = lines() if leads else []
    return respond(
        "invitations/index.html",
        **context(),
        leads=leads,
        figures=figures.figures(g.occasion, ready),
        counts_done=done.is_registered(g.occasion.kind),
        page=page_of([line for line in everybody if fits(line, only)]),
        only=only,
        anybody=bool(everybody),
        is_over=done.is_over(g.occasion, clock.now()),
        leaving=len(queries.leaving(g.occasion)),
        to_send=len(queries.to_send(g.occasion, ready)),
        to_print=len(queries.to_print(g.occasion)),
        to_remind=sum(len(some) for some in queries.to_remind(g.occasion, ready).values()),
    )


@invitations.get("/recipients")
@allow(occasion_team(Right.INVITE))
def recipients(slug: str, number: int) -> ResponseReturnValue:
    return _recipients_page(RecipientsForm())


@invitations.post("/recipients")
@allow(occasion_team(Right.INVITE))
def choose(slug: str, number: int) -> ResponseReturnValue:
    form = RecipientsForm()
    party, tag = _wanted(request.form.to_dict())
    ticked = set(request.form.getlist("organisation"))
    everyone = bool(request.form.get("all"))
    chosen = [
        candidate
        for candidate in candidates(g.occasion, party, tag)
        if everyone or str(candidate.organisation.id) in ticked
    ]
    if not chosen:
        form.form_errors.append(_("Choose at least one organisation"))
    if not form.validate_on_submit() or not chosen:
        return _recipients_page(form, status=422)
    fresh = operations.invite_many(g.occasion, _who(chosen, form), by=g.person, now=clock.now())
    db.session.commit()
    flash(
        ngettext(
            "%(num)s invitation is ready to be sent.",
            "%(num)s invitations are ready to be sent.",
            fresh,
        )
    )
    return redirect(url_for("invitations.index", slug=slug, number=number), 303)


def _who(chosen: list[Candidate], form: RecipientsForm) -> list[Any]:
    return [
        (contact, candidate.organisation, candidate.party)
        for candidate in chosen
        for contact in candidate.chosen(form.who.data == "everybody", form.paper.data == "yes")
    ]


def _wanted(values: dict[str, str]) -> tuple[Party | None, str]:
    party = next((one for one in g.process.parties if str(one.id) == values.get("party")), None)
    return party, values.get("tag", "")


def _recipients_page(form: RecipientsForm, status: int = 200) -> ResponseReturnValue:
    source = request.form if request.method == "POST" else request.args
    party, tag = _wanted(source.to_dict())
    if party is None and request.method == "GET" and "party" not in request.args:
        party = g.occasion.party
    found = candidates(g.occasion, party, tag)
    return respond(
        "invitations/recipients.html",
        status=status,
        **context(),
        form=form,
        party=party,
        tag=tag,
        tags=tags_in(g.process),
        ready=[one for one in found if one.contacts],
        silent=[one for one in found if one.is_new and not one.contacts],
        already=sum(not one.is_new for one in found),
        picked=set(request.form.getlist("organisation")),
    )


def _invitation(number: int) -> Invitation:
    """The invitation, found through g.occasion; or 404."""
    return queries.invitation_to(g.occasion, number) or abort(404)


@invitations.post("/<int:invitation>/revoking")
@allow(occasion_team(Right.INVITE))
def revoke(slug: str, number: int, invitation: int) -> ResponseReturnValue:
    one = _invitation(invitation)
    operations.revoke(one, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The link of %(name)s no longer works.", name=one.addressee))
    return redirect(url_for("invitations.index", slug=slug, number=number), 303)


@invitations.post("/<int:invitation>/renewing")
@allow(occasion_team(Right.INVITE))
def renew(slug: str, number: int, invitation: int) -> ResponseReturnValue:
    """A new link, and a letter with it when the contact can be written to."""
    one = _invitation(invitation)
    operations.renew(one, by=g.person, now=clock.now())
    is_sent = operations.send_renewed(one, now=clock.now())
    db.session.commit()
    if is_sent:
        flash(
            _(
                "A new link is on its way to %(name)s. The earlier one no longer works.",
                name=one.addressee,
            )
        )
    else:
        flash(
            _(
                "%(name)s has a new link. Print the letter, or add an e-mail address.",
                name=one.addressee,
            )
        )
    return redirect(url_for("invitations.index", slug=slug, number=number), 303)
