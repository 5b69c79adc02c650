"""An issued edition: read, downloaded, checked, and given out by secret links."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.errors import Refusal
from dialog.extensions import db
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.report import operations, queries, storage
from dialog.report.access import with_report
from dialog.report.content import content_sum, short_sum
from dialog.report.routes.reports import docx_response
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

editions = Blueprint(
    "editions",
    __name__,
    url_prefix="/processes/<slug>/reports/<int:number>/editions/<int:edition>",
)


@editions.get("")
@allow(with_report(Right.SEE))
def show(slug: str, number: int, edition: int) -> ResponseReturnValue:
    return _page("report/edition.html", content=g.edition.content)


@editions.get("/report.docx")
@allow(with_report(Right.SEE))
def docx(slug: str, number: int, edition: int) -> ResponseReturnValue:
    return docx_response(
        storage.docx_of(g.edition), f"{g.edition.content['title']} {g.edition.number}"
    )


@editions.get("/check")
@allow(with_report(Right.SEE))
def check(slug: str, number: int, edition: int) -> ResponseReturnValue:
    return _page(
        "report/check.html",
        unchanged=queries.is_unchanged(g.edition),
        docx_is_there=_has_docx(),
        word_sum=content_sum(g.edition.content),
    )


@editions.get("/links")
@allow(with_report(Right.REPORT))
def links(slug: str, number: int, edition: int) -> ResponseReturnValue:
    return _page("report/links.html", links=queries.links_to(g.edition))


@editions.post("/links")
@allow(with_report(Right.REPORT))
def make_link(slug: str, number: int, edition: int) -> ResponseReturnValue:
    """Answers with the page itself and not by way of a redirect: the address is shown this once."""
    _link, token = operations.make_reading_link(g.edition, by=g.person, now=clock.now())
    db.session.commit()
    address = url_for("reading.show", token=token, _external=True)
    return _page("report/links.html", links=queries.links_to(g.edition), address=address)


@editions.post("/links/<int:link>/revocation")
@allow(with_report(Right.REPORT))
def revoke_link(slug: str, number: int, edition: int, link: int) -> ResponseReturnValue:
    found = queries.link_in(g.edition, link) or abort(404)
    operations.revoke_reading_link(found, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The link opens nothing any more."))
    return redirect(url_for(".links", slug=slug, number=number, edition=edition), 303)


def _has_docx() -> bool:
    try:
        storage.docx_of(g.edition)
    except Refusal:
        return False
    return True


def _page(template: str, **context: Any) -> ResponseReturnValue:
    return respond(
        template,
        process=g.process,
        thread=thread_for(g.process, "report"),
        report=g.report,
        edition=g.edition,
        short_sum=short_sum(g.edition.sha256),
        **context,
    )
