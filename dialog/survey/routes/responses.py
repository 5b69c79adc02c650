"""Named answers after closing: who has answered, what each said, and the table of it all."""

from __future__ import annotations

from flask import Blueprint, Response, abort, g
from flask.typing import ResponseReturnValue

from dialog.survey import queries
from dialog.survey import responses as reading
from dialog.survey.access import reads_responses
from dialog.survey.routes.answers_given import asked_of, said_by
from dialog.survey.routes.drawing import draw
from dialog.survey.walk import Walk
from dialog.texts import gettext as _
from dialog.web.access import allow
from dialog.web.downloads import xlsx_response
from dialog.web.i18n import language

responses = Blueprint(
    "survey_responses", __name__, url_prefix="/processes/<slug>/surveys/<int:number>"
)
BLUEPRINTS = [responses]


@responses.get("/responses")
@allow(reads_responses)
def index(slug: str, number: int) -> ResponseReturnValue:
    return draw("survey/responses/index.html", responses=reading.given(g.survey))


@responses.get("/responses.xlsx")
@allow(reads_responses)
def xlsx(slug: str, number: int) -> Response:
    definition = queries.definition_of(g.survey)
    wanted = definition.language_for(language())
    said = reading.texts(g.survey, g.person, g.roles)
    rows = reading.rows(reading.given(g.survey), definition, said, wanted)
    name = _("%(title)s answers by name", title=g.survey.occasion.title)
    return xlsx_response(name, [(_("Answers"), reading.header(definition, wanted), rows)])


@responses.get("/responses/<int:response>")
@allow(reads_responses)
def show(slug: str, number: int, response: int) -> ResponseReturnValue:
    found = reading.given(g.survey, response) or abort(404)
    definition = queries.definition_of(g.survey)
    said = reading.texts(g.survey, g.person, g.roles)
    answers = reading.read(found[0].response, said)
    walk, wanted = (
        Walk(definition, found[0].response.party.kind, answers),
        definition.language_for(language()),
    )
    return draw(
        "survey/responses/show.html",
        one=found[0],
        definition=definition,
        content_language=wanted,
        asked=asked_of(walk),
        mine=said_by(walk, answers, wanted),
    )
