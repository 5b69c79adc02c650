"""Closing a survey: a page that says what happens, then the act."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.rights import Right
from dialog.survey import closing
from dialog.survey.access import of_survey
from dialog.survey.rates import response_rate
from dialog.survey.routes.drawing import draw
from dialog.texts import ngettext
from dialog.web import clock
from dialog.web.access import allow

closings = Blueprint(
    "survey_closings", __name__, url_prefix="/processes/<slug>/surveys/<int:number>/closing"
)
BLUEPRINTS = [closings]


@closings.get("")
@allow(of_survey(Right.CLOSE))
def new(slug: str, number: int) -> ResponseReturnValue:
    return draw(
        "survey/closing.html",
        rates=response_rate(g.survey),
        is_early=g.survey.is_open(clock.now()),
    )


@closings.post("")
@allow(of_survey(Right.CLOSE))
def create(slug: str, number: int) -> ResponseReturnValue:
    count = closing.close_survey(g.survey, by=g.person, now=clock.now())
    db.session.commit()
    flash(
        ngettext(
            "The survey is closed. One text can now be read and coded.",
            "The survey is closed. %(num)s texts can now be read and coded.",
            count,
        )
    )
    return redirect(url_for("survey.show", slug=slug, number=number), 303)
