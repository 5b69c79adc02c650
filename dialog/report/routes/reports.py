"""Writing the report to each owner board, seeing it as it would be issued, issuing it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from dialog import database
from dialog.extensions import db
from dialog.process.access import team
from dialog.process.rights import Right
from dialog.process.still_open import still_open
from dialog.process.threads import thread_for
from dialog.report import operations, queries, word
from dialog.report.access import with_report
from dialog.report.forms import IssueForm, ReportForm
from dialog.report.settings import Settings
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.downloads import file_name, saved_as
from dialog.web.htmx import respond

reports = Blueprint("reports", __name__, url_prefix="/processes/<slug>/reports")


@reports.get("")
@allow(team(Right.SEE))
def index(slug: str) -> ResponseReturnValue:
    found = queries.reports_of(g.process)
    return _page(
        "report/index.html",
        reports=found,
        editions={report.id: queries.editions_of(report) for report in found.values()},
    )


@reports.get("/new")
@allow(team(Right.REPORT))
def new(slug: str) -> ResponseReturnValue:
    form = ReportForm(formdata=None, title=g.process.title, parts=list(Settings().parts))
    return _form_page("report/new.html", form, board=_board())


@reports.post("/new")
@allow(team(Right.REPORT))
def create(slug: str) -> ResponseReturnValue:
    form, board = ReportForm(), _board()
    form.offer()
    if not form.validate_on_submit():
        return _form_page("report/new.html", form, board=board, status=422)
    report = operations.create_report(
        g.process, board, form.title.data or "", form.settings, by=g.person, now=clock.now()
    )
    db.session.commit()
    flash(_("The report is made. This is how it would be issued now."))
    return redirect(url_for(".show", slug=slug, number=report.id), 303)


@reports.get("/<int:number>")
@allow(with_report(Right.REPORT))
def show(slug: str, number: int) -> ResponseReturnValue:
    return _page(
        "report/draft.html",
        report=g.report,
        content=operations.draft(g.report, dated=clock.today()),
        editions=queries.editions_of(g.report),
    )


@reports.get("/<int:number>/draft.docx")
@allow(with_report(Right.REPORT))
def draft(slug: str, number: int) -> ResponseReturnValue:
    content = operations.draft(g.report, dated=clock.today())
    return docx_response(word.document(content), f"{g.report.title} {content['standing']}")


@reports.get("/<int:number>/edit")
@allow(with_report(Right.REPORT))
def edit(slug: str, number: int) -> ResponseReturnValue:
    settings = Settings.of(g.report.settings)
    values = settings.to_json() | {"title": g.report.title}
    return _form_page("report/edit.html", ReportForm(formdata=None, data=values), report=g.report)


@reports.post("/<int:number>/edit")
@allow(with_report(Right.REPORT))
def update(slug: str, number: int) -> ResponseReturnValue:
    form = ReportForm()
    form.offer()
    if not form.validate_on_submit():
        return _form_page("report/edit.html", form, report=g.report, status=422)
    operations.edit_report(
        g.report,
        title=form.title.data or "",
        settings=form.settings,
        version=form.version.data,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    flash(_("Saved"))
    return redirect(url_for(".show", slug=slug, number=number), 303)


@reports.get("/<int:number>/issuing")
@allow(with_report(Right.REPORT))
def new_issue(slug: str, number: int) -> ResponseReturnValue:
    return _issue_page(IssueForm(formdata=None))


@reports.post("/<int:number>/issuing")
@allow(with_report(Right.REPORT))
def issue(slug: str, number: int) -> ResponseReturnValue:
    form = IssueForm()
    if not form.validate_on_submit():
        return _issue_page(form, status=422)
    if queries.editions_of(g.report) and not form.note.data:
        form.note.errors = [_("Write what is new: the earlier edition has been read.")]
        return _issue_page(form, status=422)
    note = form.note.data or ""
    drawn = _drawn_ahead(note)
    edition = operations.issue(g.report, note=note, drawn=drawn, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The report is issued and frozen."))
    return redirect(url_for("editions.show", slug=slug, number=number, edition=edition.number), 303)


def _drawn_ahead(note: str) -> operations.Drawn:
    """The Word file, made while others can write: the lock is let go until the report is frozen."""
    db.session.rollback()
    with database.access("read"):
        drawn = operations.draw_ahead(
            g.report, note=note, now=clock.now(), let_go=db.session.rollback
        )
    with_report(Right.REPORT)(request.view_args or {})  # a second or two have passed
    return drawn


def docx_response(docx: bytes, name: str) -> Response:
    """A Word file to save."""
    return saved_as(Response(docx, content_type=word.DOCX), f"{file_name(name)}.docx")


def _board() -> Any:
    """The owner board that the address or the form names; 404 for one of another process."""
    asked = request.values.get("board", "")
    boards = [board for board in g.process.owner_boards if str(board.id) == asked]
    return boards[0] if boards else abort(404)


def _issue_page(form: IssueForm, status: int = 200) -> ResponseReturnValue:
    editions = queries.editions_of(g.report)
    return _page(
        "report/issue.html",
        form=form,
        report=g.report,
        next_number=len(editions) + 1,
        left_open=still_open(g.process, clock.now()),
        status=status,
    )


def _form_page(template: str, form: ReportForm, **context: Any) -> ResponseReturnValue:
    form.offer()
    return _page(template, form=form, **context)


def _page(template: str, **context: Any) -> ResponseReturnValue:
    return respond(template, process=g.process, thread=thread_for(g.process, "report"), **context)
