"""The surveys of a dialogue: the list, a new one, one as it stands, its settings."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.extensions import db
from dialog.process.access import team
from dialog.process.rights import Right
from dialog.survey import operations, queries
from dialog.survey.access import of_survey
from dialog.survey.definition import Definition
from dialog.survey.forms import SurveyForm, SurveySettings, settings_form
from dialog.survey.outline import outline
from dialog.survey.rates import Rate, response_rate
from dialog.survey.routes.drawing import draw
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.i18n import language

surveys = Blueprint("survey", __name__, url_prefix="/processes/<slug>/surveys")


@surveys.get("")
@allow(team(Right.SEE))
def index(slug: str) -> ResponseReturnValue:
    rows = [(survey, queries.state_of(survey)) for survey in queries.surveys_of(g.process)]
    return draw("survey/index.html", surveys=rows)


@surveys.get("/new")
@allow(team(Right.LEAD))
def new(slug: str) -> ResponseReturnValue:
    return draw("survey/new.html", form=SurveyForm(now=clock.now()))


@surveys.post("/new")
@allow(team(Right.LEAD))
def create(slug: str) -> ResponseReturnValue:
    form = SurveyForm(now=clock.now())
    if not form.validate_on_submit():
        return draw("survey/new.html", form=form, status=422)
    definition = Definition(
        title={"sv": form.title.data}, languages=("sv", *(form.languages.data or ()))
    )
    survey = operations.create_survey(
        g.process,
        form.title.data,
        mode=form.mode.data,
        seat_rule=form.seat_rule.data,
        closes_at=form.closes_at,
        definition=definition,
        by=g.person,
        now=clock.now(),
        client_id=form.sent_id,
    )
    db.session.commit()
    return redirect(url_for("survey.show", slug=slug, number=survey.id), 303)


@surveys.get("/<int:number>")
@allow(of_survey(Right.SEE))
def show(slug: str, number: int) -> ResponseReturnValue:
    version = queries.current_version(g.survey)
    definition = Definition.from_json(version.definition)
    wanted = definition.language_for(language())
    return draw(
        "survey/show.html",
        state=queries.state_of(g.survey).value,
        definition=definition,
        version=version,
        rows=outline(definition, g.process.parties, wanted),
        language_of_content=wanted,
        invited=queries.invited_by_party(g.survey),
        rates=_rates(),
        now=clock.now(),
    )


def _rates() -> list[Rate]:
    """How many have answered, by party, once the survey has been opened."""
    if g.survey.opened_at is None:
        return []
    return response_rate(g.survey)


@surveys.get("/<int:number>/settings")
@allow(of_survey(Right.PREPARE))
def edit(slug: str, number: int) -> ResponseReturnValue:
    definition = queries.definition_of(g.survey)
    form = _settings(definition, data=_shown(definition))
    return draw("survey/settings.html", form=form, definition=definition)


@surveys.post("/<int:number>/settings")
@allow(of_survey(Right.PREPARE))
def update(slug: str, number: int) -> ResponseReturnValue:
    definition = queries.definition_of(g.survey)
    form = _settings(definition)
    if not form.validate_on_submit():
        return draw("survey/settings.html", form=form, definition=definition, status=422)
    languages = (definition.first_language, *(form.languages.data or ()))
    operations.change_settings(
        g.survey,
        title=form.texts("title", definition.languages),
        intro=form.texts("intro", definition.languages),
        languages=languages,
        mode=form.mode.data,
        seat_rule=form.seat_rule.data,
        closes_at=form.closes_at,
        version=form.version.data,
        by=g.person,
        now=clock.now(),
    )
    db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("survey.show", slug=slug, number=number), 303)


def _settings(definition: Definition, **options: Any) -> SurveySettings:
    made = settings_form(definition.languages)
    return made(definition.first_language, now=clock.now(), **options)


def _shown(definition: Definition) -> dict[str, Any]:
    survey = g.survey
    ends = survey.occasion.ends_at and clock.local(survey.occasion.ends_at)
    shown = {
        "mode": survey.mode,
        "seat_rule": survey.seat_rule,
        "languages": list(definition.languages[1:]),
        "closes_day": ends and ends.date(),
        "closes_hour": ends and ends.time(),
        "version": survey.occasion.version,
    }
    shown |= {f"title_{code}": text for code, text in definition.title.items()}
    return shown | {f"intro_{code}": text for code, text in definition.intro.items()}
