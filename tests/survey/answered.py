"""A closed survey with as many answers of each kind as a test asks for."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dialog.contributions.operations import new_voice, random_key
from dialog.extensions import db
from dialog.process.models import PartyKind
from dialog.survey.closing import close_survey
from dialog.survey.definition import Definition
from dialog.survey.models import Origin, Response, Survey
from dialog.survey.operations import create_survey, open_survey
from dialog.survey.queries import current_version
from dialog.survey.responding import write_answers
from dialog.web import clock
from tests.people import party

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.process.models import Process

chance = random.Random(5)
STEPS = ("very_easy", "fairly_easy", "neither", "fairly_hard", "very_hard")


def scale(key: str, text: str, what: str, **more: Any) -> dict[str, Any]:
    labels = (f"Mycket {what[0]}", f"Ganska {what[0]}", "Varken eller", f"Ganska {what[1]}")
    words = (*labels, f"Mycket {what[1]}")
    options: list[dict[str, Any]] = [
        {"key": step, "label": {"sv": label}} for step, label in zip(STEPS, words, strict=True)
    ]
    options.append({"key": "dont_know", "label": {"sv": "Vet inte"}, "apart": True})
    return {"key": key, "kind": "scale", "text": {"sv": text}, "options": options} | more


SATISFIED = ("nöjda", "missnöjda")
ASKED: dict[str, Any] = {
    "title": {"sv": "Enkät om samverkan"},
    "sections": [
        {
            "key": "way",
            "title": {"sv": "Vägen mellan oss"},
            "questions": [
                scale("reach", "Hur lätt är det att nå rätt person?", ("lätt", "svårt")),
                {
                    "key": "channels",
                    "kind": "multiple",
                    "text": {"sv": "Hur hörs ni av?"},
                    "other": True,
                    "options": [
                        {"key": "mail", "label": {"sv": "E-post"}},
                        {"key": "visit", "label": {"sv": "Besök"}},
                    ],
                },
                {
                    "key": "members",
                    "kind": "number",
                    "whole": True,
                    "party_kinds": ["association"],
                    "text": {"sv": "Hur många är ni?"},
                },
                {"key": "wish", "kind": "long", "text": {"sv": "Vad önskar ni er?"}},
            ],
        },
        {
            "key": "satisfied",
            "title": {"sv": "Så fungerar det i dag"},
            "questions": [
                scale("meeting", "Hur nöjda är ni med bemötandet?", SATISFIED),
                scale("influence", "Hur nöjda är ni med möjligheten att påverka?", SATISFIED),
                scale("time", "Hur nöjda är ni med svarstiden?", SATISFIED),
            ],
        },
        {
            "key": "money",
            "title": {"sv": "Bidrag"},
            "questions": [
                {
                    "key": "applied",
                    "kind": "single",
                    "text": {"sv": "Har ni sökt bidrag?"},
                    "options": [
                        {"key": "yes", "label": {"sv": "Ja"}},
                        {"key": "no", "label": {"sv": "Nej"}},
                    ],
                },
            ],
        },
    ],
}


def open_one(process: Process, by: Person, asked: dict[str, Any] | None = None) -> Survey:
    """A survey that has been open since yesterday."""
    now = clock.now()
    survey = create_survey(
        process,
        "Enkät om samverkan",
        mode="confidential",
        seat_rule="organisation",
        closes_at=now + timedelta(days=1),
        definition=Definition.from_json(asked or ASKED),
        by=by,
        now=now - timedelta(days=2),
    )
    open_survey(survey, by=by, now=now - timedelta(days=1))
    return survey


def answer(survey: Survey, kind: PartyKind, n: int = 1, **answers: Any) -> None:
    """`n` voices of a party answer alike."""
    definition = Definition.from_json(current_version(survey).definition)
    side = party(survey.occasion.process, kind)
    for _number in range(n):
        voice = new_voice(survey.occasion, side, confidential=True, chance=chance)
        response = Response(
            id=random_key(chance),
            survey_id=survey.id,
            mode=survey.mode,
            survey_version_id=current_version(survey).id,
            voice=voice,
            party_id=side.id,
            code_hash=f"{chance.getrandbits(200):x}",
            origin=Origin.WEB,
            minutes_band="5-10",
            submitted_on=clock.today(),
        )
        response.party = side
        db.session.add(response)
        db.session.flush()
        write_answers(response, definition, answers)
    db.session.flush()


def spread(survey: Survey, kind: PartyKind, key: str, *counts: int, **fixed: Any) -> None:
    """So many voices of a party on each step of a scale."""
    for step, n in zip(STEPS, counts, strict=True):
        answer(survey, kind, n, **({key: step} | fixed))


def closed(survey: Survey, by: Person) -> Survey:
    close_survey(survey, by=by, now=clock.now(), chance=random.Random(1))
    db.session.commit()
    return survey


def address(survey: Survey, file: str = "") -> str:
    """Where the results of a survey are, or a file of them."""
    return f"/processes/{survey.occasion.process.slug}/surveys/{survey.id}/results{file}"
