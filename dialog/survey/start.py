"""What surveys bring to the application: their page on the thread, sentences, filters for texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from dialog import jobs
from dialog.invitations import newly
from dialog.journal import sentences
from dialog.process import still_open, threads
from dialog.process.models import OccasionKind, StageKind
from dialog.register import merging
from dialog.survey import markdown, rounds, seats, words
from dialog.survey.access import may_in_survey
from dialog.survey.answering_doors import open_doors
from dialog.survey.answering_pages import milestones
from dialog.survey.definition import words as words_in
from dialog.survey.ending import SURVEYS
from dialog.survey.marking import in_language
from dialog.texts import lazy_gettext as _l
from dialog.web import clock
from dialog.web.i18n import language

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    open_doors()
    merging.register("survey", seats.follow)
    newly.register("survey", seats.seat_late_ones)
    still_open.register(OccasionKind.SURVEY, SURVEYS)
    jobs.every_hour(app, "surveys_by_themselves", lambda: rounds.make_round(clock.now()))
    threads.register(StageKind.SURVEY, lambda slug: url_for("survey.index", slug=slug))
    app.jinja_env.filters.update(
        in_language=in_language,
        words_in=words_in,
        markdown=markdown.render,
        milestones=milestones,
    )
    app.jinja_env.globals.update(
        page_language=language,
        may_in_survey=may_in_survey,
        kind_name=words.kind_name,
        kind_choices=words.kind_choices,
        seat_rule_meaning=words.seat_rule_meaning,
        mode_name=words.mode_name,
        mode_meaning=words.mode_meaning,
        seat_rule_name=words.seat_rule_name,
        language_name=words.language_name,
        direction=words.direction,
    )
    sentences.register(
        {
            "survey.created": _l("%(who)s created the survey %(title)s."),
            "survey.edited": _l("%(who)s changed the questions of %(title)s."),
            "survey.corrected": _l("%(who)s corrected the wording in %(title)s: %(because)s"),
            "survey.settings_changed": _l("%(who)s changed the settings of %(title)s."),
            "survey.prolonged": _l("%(who)s prolonged the survey %(title)s."),
            "survey.opened": _l("%(who)s opened the survey %(title)s."),
            "responses.read": _l("%(who)s read what each has answered in %(title)s."),
            "survey.results_released": _l("%(who)s released the results of the survey %(title)s."),
        }
    )
