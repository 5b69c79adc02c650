"""Changes to a definition: add, move, take away. Pure; a new definition comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dialog.survey.definition import Definition, Question, Section


def add_section(definition: Definition, section: Section) -> Definition:
    return replace(definition, sections=(*definition.sections, section))


def add_question(definition: Definition, section_key: str, question: Question) -> Definition:
    """The question last in its section. Raises KeyError when there is no such section."""
    section = definition.section(section_key)
    if section is None:
        raise KeyError(section_key)
    grown = replace(section, questions=(*section.questions, question))
    return definition.replace_section(section_key, grown)


def remove_section(definition: Definition, key: str) -> Definition:
    kept = tuple(section for section in definition.sections if section.key != key)
    return replace(definition, sections=kept)


def remove_question(definition: Definition, key: str) -> Definition:
    return replace(
        definition,
        sections=tuple(
            replace(section, questions=tuple(q for q in section.questions if q.key != key))
            for section in definition.sections
        ),
    )


def move_section(definition: Definition, key: str, step: int) -> Definition:
    """One place up (-1) or down (1); at the end of the row nothing happens."""
    keys = [section.key for section in definition.sections]
    return replace(definition, sections=_swapped(definition.sections, keys.index(key), step))


def move_question(definition: Definition, key: str, step: int) -> Definition:
    """One place up or down, over the border into the neighbouring section where it stands there."""
    section = definition.section_of(key)
    question = definition.question(key)
    if section is None or question is None:
        raise KeyError(key)
    index = section.questions.index(question)
    if 0 <= index + step < len(section.questions):
        moved = replace(section, questions=_swapped(section.questions, index, step))
        return definition.replace_section(section.key, moved)
    return _to_neighbour(definition, section, question, step)


def _to_neighbour(
    definition: Definition, section: Section, question: Question, step: int
) -> Definition:
    index = definition.sections.index(section) + step
    if not 0 <= index < len(definition.sections):
        return definition
    neighbour = definition.sections[index]
    rows = (question, *neighbour.questions) if step > 0 else (*neighbour.questions, question)
    without = remove_question(definition, question.key)
    return without.replace_section(neighbour.key, replace(neighbour, questions=rows))


def _swapped(row: Sequence[Any], index: int, step: int) -> tuple[Any, ...]:
    other = index + step
    if not 0 <= other < len(row):
        return tuple(row)
    changed = list(row)
    changed[index], changed[other] = changed[other], changed[index]
    return tuple(changed)


def skeleton(definition: Definition) -> object:
    """Everything but the words: what may not change once people have begun to answer."""
    return [
        (
            replace(section, title={}, questions=()),
            [
                replace(
                    question,
                    text={},
                    help={},
                    options=tuple(replace(option, label={}) for option in question.options),
                )
                for question in section.questions
            ],
        )
        for section in definition.sections
    ]
