"""Opening a survey: what has to be right first, then one button; and prolonging an open one."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.rights import Right
from dialog.survey import operations, queries
from dialog.survey.access import of_survey
from dialog.survey.forms import ProlongForm
from dialog.survey.routes.drawing import draw
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow

openings = Blueprint(
    "survey_openings", __name__, url_prefix="/processes/<slug>/surveys/<int:number>"
)


@openings.get("/opening")
@allow(of_survey(Right.OPEN))
def new(slug: str, number: int) -> ResponseReturnValue:
    return draw(
        "survey/opening.html",
        definition=queries.definition_of(g.survey),
        obstacles=operations.obstacles(g.survey, clock.now()),
        invited=queries.invited_by_party(g.survey),
    )


@openings.post("/opening")
@allow(of_survey(Right.OPEN))
def create(slug: str, number: int) -> ResponseReturnValue:
    operations.open_survey(g.survey, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The survey is open."))
    return redirect(url_for("survey.show", slug=slug, number=number), 303)


@openings.get("/prolonging")
@allow(of_survey(Right.CLOSE))
def ask_prolonging(slug: str, number: int) -> ResponseReturnValue:
    ends = clock.local(g.survey.occasion.ends_at)
    form = ProlongForm(now=clock.now(), closes_day=ends.date(), closes_hour=ends.time())
    return draw("survey/prolonging.html", form=form)


@openings.post("/prolonging")
@allow(of_survey(Right.CLOSE))
def prolong(slug: str, number: int) -> ResponseReturnValue:
    form = ProlongForm(now=clock.now())
    if not form.validate_on_submit():
        return draw("survey/prolonging.html", form=form, status=422)
    operations.prolong(g.survey, form.closes_at, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("The survey stays open longer."))
    return redirect(url_for("survey.show", slug=slug, number=number), 303)
