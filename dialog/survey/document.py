"""A definition as JSON and back: how it lies in a survey's version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from dialog.survey.definition import Definition, Option, Question, Section

Json = Mapping[str, Any]
NESTED = {"options", "questions"}


def write(definition: Definition) -> dict[str, Any]:
    """Only what differs from the default is written, so that documents stay readable."""
    return {
        "languages": list(definition.languages),
        "title": dict(definition.title),
        "intro": dict(definition.intro),
        "sections": [
            _lean(section) | {"questions": [_question(q) for q in section.questions]}
            for section in definition.sections
        ],
    }


def _question(question: Question) -> dict[str, Any]:
    data = _lean(question)
    if question.options:
        data["options"] = [_lean(option) for option in question.options]
    return data


def _lean(thing: Section | Question | Option) -> dict[str, Any]:
    """The plain fields that hold something. What holds other things is written by its owner."""
    found = ((spot.name, getattr(thing, spot.name)) for spot in fields(thing))
    return {
        name: _plain(value)
        for name, value in found
        if name not in NESTED and (value or isinstance(value, float))
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def read(data: Json) -> Definition:
    """The definition of a document. Languages and the keys of sections may be left out."""
    languages = tuple(data.get("languages") or data["title"] or ("sv",))
    return Definition(
        title=dict(data["title"]),
        intro=dict(data.get("intro", {})),
        sections=tuple(
            _read_section(section, number) for number, section in enumerate(data["sections"], 1)
        ),
        languages=languages,
    )


def _read_section(data: Json, number: int) -> Section:
    return Section(
        key=data.get("key", f"section_{number}"),
        title=dict(data.get("title", {})),
        questions=tuple(_read_question(question) for question in data.get("questions", ())),
        condition=data.get("condition", ""),
        party_kinds=_parties(data),
        client_id=data.get("client_id", ""),
    )


def _read_question(data: Json) -> Question:
    return Question(
        key=data["key"],
        kind=data["kind"],
        text=dict(data.get("text", {})),
        help=dict(data.get("help", {})),
        required=bool(data.get("required", False)),
        options=tuple(
            Option(option["key"], dict(option["label"]), bool(option.get("apart", False)))
            for option in data.get("options", ())
        ),
        other=bool(data.get("other", False)),
        condition=data.get("condition", ""),
        party_kinds=_parties(data),
        minimum=_number(data.get("minimum")),
        maximum=_number(data.get("maximum")),
        whole=bool(data.get("whole", False)),
        concept=data.get("concept", ""),
        client_id=data.get("client_id", ""),
        sensitive=bool(data.get("sensitive", False)),
    )


def _parties(data: Json) -> tuple[str, ...]:
    return tuple(data.get("party_kinds") or data.get("parties") or ())


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
