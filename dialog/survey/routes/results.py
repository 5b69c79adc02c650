"""The results of a survey: the page, the files, and letting them out."""

from __future__ import annotations

from flask import Blueprint, Response, abort, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.rights import Right
from dialog.survey import queries, releases
from dialog.survey import results as reading
from dialog.survey.access import of_survey
from dialog.survey.routes import result_files as files
from dialog.survey.routes.drawing import draw
from dialog.survey.routes.result_blocks import blocks
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.downloads import csv_response, xlsx_response
from dialog.web.i18n import language

results = Blueprint(
    "results", __name__, url_prefix="/processes/<slug>/surveys/<int:number>/results"
)
BLUEPRINTS = [results]


@results.get("")
@allow(of_survey(Right.SEE))
def show(slug: str, number: int) -> ResponseReturnValue:
    definition = queries.definition_of(g.survey)
    wanted = definition.language_for(language())
    found = reading.results(g.survey, wanted)
    return draw(
        "survey/results/show.html",
        state=queries.state_of(g.survey).value,
        results=found,
        blocks=blocks(found, definition, wanted) if found else [],
    )


@results.post("")
@allow(of_survey(Right.RELEASE))
def create(slug: str, number: int) -> ResponseReturnValue:
    new = releases.release_results(g.survey, by=g.person, now=clock.now())
    db.session.commit()
    if new:
        flash(_("The results are worked out."))
    else:
        flash(
            _(
                "Nothing new can be shown. Late answers are taken in "
                "when there are at least %(k)s of them.",
                k=g.process.k,
            )
        )
    return redirect(url_for("results.show", slug=slug, number=number), 303)


@results.get("/csv")
@allow(of_survey(Right.SEE))
def csv(slug: str, number: int) -> Response:
    return csv_response(_file_name(), files.answers_header(), files.answer_rows(_found()))


@results.get("/xlsx")
@allow(of_survey(Right.SEE))
def xlsx(slug: str, number: int) -> Response:
    found = _found()
    return xlsx_response(
        _file_name(),
        [
            (_("Answers"), files.answers_header(), files.answer_rows(found)),
            (_("Verdicts"), files.verdicts_header(), files.verdict_rows(found)),
            (_("Who took part"), files.parties_header(), files.party_rows(found)),
        ],
    )


def _found() -> reading.Results:
    """What has been released; 404 before anything has."""
    definition = queries.definition_of(g.survey)
    return reading.results(g.survey, definition.language_for(language())) or abort(404)


def _file_name() -> str:
    return _("%(title)s results", title=g.survey.occasion.title)
