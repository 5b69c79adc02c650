"""Moving a section or a question one place, and taking it away: the same for both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash

from dialog.process.rights import Right
from dialog.survey import conditions, editing
from dialog.survey.access import of_survey
from dialog.survey.definition import Definition, Question
from dialog.survey.forms import MoveForm
from dialog.survey.routes.drafting import back, find_question, find_section, save
from dialog.survey.routes.drawing import draw
from dialog.texts import lazy_gettext as _l
from dialog.web.access import allow

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.typing import ResponseReturnValue

parts = Blueprint(
    "survey_parts",
    __name__,
    url_prefix="/processes/<slug>/surveys/<int:number>/<any(sections, questions):kind>/<key>",
)
BLUEPRINTS = [parts]


@dataclass(frozen=True)
class Kind:
    """What is done with one kind of part, and what is said when it is gone."""

    name: str
    find: Callable[[str], tuple[Definition, Any]]
    move: Callable[[Definition, str, int], Definition]
    remove: Callable[[Definition, str], Definition]
    is_gone: str


KINDS = {
    "sections": Kind(
        "section",
        find_section,
        editing.move_section,
        editing.remove_section,
        _l("The section is taken away."),
    ),
    "questions": Kind(
        "question",
        find_question,
        editing.move_question,
        editing.remove_question,
        _l("The question is taken away."),
    ),
}


@parts.post("/moves")
@allow(of_survey(Right.PREPARE))
def move(slug: str, number: int, kind: str, key: str) -> ResponseReturnValue:
    definition, _part = KINDS[kind].find(key)
    save(KINDS[kind].move(definition, key, MoveForm().step))
    return back(f"{KINDS[kind].name}-{key}")


@parts.get("/removal")
@allow(of_survey(Right.PREPARE))
def ask_removal(slug: str, number: int, kind: str, key: str) -> ResponseReturnValue:
    definition, part = KINDS[kind].find(key)
    return draw(
        f"survey/{KINDS[kind].name}_removal.html",
        definition=definition,
        part=part,
        depending=_depending_on(key, definition),
    )


@parts.post("/removal")
@allow(of_survey(Right.PREPARE))
def remove(slug: str, number: int, kind: str, key: str) -> ResponseReturnValue:
    definition, _part = KINDS[kind].find(key)
    save(KINDS[kind].remove(definition, key))
    flash(str(KINDS[kind].is_gone))
    return back()


def _depending_on(key: str, definition: Definition) -> list[Question]:
    """The questions whose conditions speak of the question `key`."""
    return [
        other
        for other in definition.questions
        if any(leaf.key == key for leaf in conditions.leaves(conditions.parse(other.condition)))
    ]
