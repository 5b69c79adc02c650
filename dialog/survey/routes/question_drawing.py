"""Questions as they are drawn for respondents. An unanswered one looks the same for everybody."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from flask import current_app
from markupsafe import Markup

from dialog.survey.definition import other_key
from dialog.web.i18n import language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dialog.survey.definition import Question
    from dialog.survey.paging import Step

AT_MOST = 2000
ASKED = '<div class="r-asked" data-question="{}"{}>{}</div>'
# The question itself is kept beside its drawing, so that its identity is not given to another.
_blank: OrderedDict[tuple[int, str, str], tuple[Question, Markup]] = OrderedDict()


def drawer(answers: Mapping[str, Any], complaints: Mapping[str, list[str]], content: str) -> Any:
    """A function for templates: question → how it is drawn, with its answer and its complaints."""
    ours = language()

    def draw(question: Question) -> Markup:
        value = answers.get(question.key)
        beside = answers.get(other_key(question.key))
        errors = complaints.get(question.key)
        if value or beside or errors:
            return _drawn(question, value, beside, errors, content)
        key = (id(question), content, ours)
        known = _blank.get(key)
        if known is None or known[0] is not question:
            known = _blank[key] = (question, _drawn(question, None, None, None, content))
            while len(_blank) > AT_MOST:
                _blank.popitem(last=False)
        return known[1]

    return draw


def _drawn(
    question: Question, value: Any, beside: Any, errors: list[str] | None, content: str
) -> Markup:
    template = current_app.jinja_env.get_template("survey/_question.html")
    return Markup(  # noqa: S704 - the template has escaped what people wrote
        template.render(
            question=question, value=value, other_value=beside, errors=errors, language=content
        )
    )


def draw_questions(step: Step, draw: Callable[[Question], Markup]) -> Markup:
    """The questions of a page, in order; those that are not shown now are hidden."""
    return Markup(  # noqa: S704 - keys are of letters, digits and _, and questions are drawn already
        "\n".join(
            ASKED.format(
                question.key, "" if question.key in step.shown else " hidden", draw(question)
            )
            for question in step.questions
        )
    )
