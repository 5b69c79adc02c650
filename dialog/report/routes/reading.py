"""What a reading link opens: one issued edition, without an account."""

from __future__ import annotations

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from dialog.report import storage
from dialog.report.access import has_reading_link
from dialog.report.content import short_sum
from dialog.report.routes.reports import docx_response
from dialog.web.access import allow
from dialog.web.htmx import respond

reading = Blueprint("reading", __name__, url_prefix="/r/<token>")


@reading.get("")
@allow(has_reading_link)
def show(token: str) -> ResponseReturnValue:
    return respond(
        "report/reading.html",
        content=g.edition.content,
        edition=g.edition,
        short_sum=short_sum(g.edition.sha256),
        token=token,
    )


@reading.get("/report.docx")
@allow(has_reading_link)
def docx(token: str) -> ResponseReturnValue:
    return docx_response(
        storage.docx_of(g.edition), f"{g.edition.content['title']} {g.edition.number}"
    )
