"""What Ana does when she writes a survey: she sends the forms of its pages."""

from __future__ import annotations

import uuid

from dialog.process.models import Process
from dialog.survey import queries
from dialog.survey.models import Survey
from tests.browser import Browser


def new_survey(visitor: Browser, process: Process, **changed: object) -> Survey:
    data = {
        "client_id": str(uuid.uuid4()),
        "title": "Hur möts vi?",
        "mode": "confidential",
        "seat_rule": "organisation",
        "closes_day": "2026-12-14",
        "closes_hour": "23:59",
    } | changed
    answer = visitor.post(f"/processes/{process.slug}/surveys/new", data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return queries.surveys_of(process)[-1]


def base(survey: Survey) -> str:
    return f"/processes/{survey.occasion.process.slug}/surveys/{survey.id}"


def add_section(visitor: Browser, survey: Survey, title: str, **fields: object) -> str:
    answer = visitor.post(
        f"{base(survey)}/sections/new", {"client_id": str(uuid.uuid4()), "title_sv": title} | fields
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return queries.definition_of(survey).sections[-1].key


def add_question(
    visitor: Browser, survey: Survey, section: str, kind: str, text: str, **fields: object
) -> str:
    data = {"client_id": str(uuid.uuid4()), "kind": kind, "text_sv": text} | fields
    answer = visitor.post(f"{base(survey)}/questions/new?section={section}&kind={kind}", data)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    found = queries.definition_of(survey).section(section)
    assert found is not None
    return found.questions[-1].key


def written_survey(visitor: Browser, process: Process) -> Survey:
    """Two pages: how hard it is to reach somebody, and, if so, where it gets stuck."""
    made = new_survey(visitor, process)
    first = add_section(visitor, made, "Vägen in")
    add_question(
        visitor, made, first, "scale", "Hur lätt är det?",
        options_sv="Lätt\nVarken eller\nSvårt", apart_sv="Vet inte", required="y",
    )  # fmt: skip
    second = add_section(visitor, made, "Mer")
    add_question(
        visitor, made, second, "long", "Var tar det stopp?",
        condition="hur_latt_ar_det = 'svart'",
    )  # fmt: skip
    return made
