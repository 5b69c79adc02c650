"""Ana leads the dialogue. She looks at her survey, opens it and mends it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine

from dialog.accounts.models import Person
from dialog.errors import Refusal
from dialog.extensions import db
from dialog.journal.models import Event
from dialog.process.models import Process
from dialog.process.states import StageState, stage_state
from dialog.survey import operations, queries
from dialog.survey.definition import Definition
from dialog.survey.models import Survey
from tests.browser import Browser
from tests.people import NOW
from tests.survey.authors import add_question, base, written_survey

Start = Callable[..., Browser]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def ana_writes(browser: Start, ana: Person, dialogue: Process) -> Browser:
    return browser(ana)


@pytest.fixture
def survey(ana_writes: Browser, dialogue: Process) -> Survey:
    return written_survey(ana_writes, dialogue)


def test_a_survey_with_faults_cannot_be_opened(ana_writes: Browser, survey: Survey) -> None:
    ana_writes.post(f"{base(survey)}/questions/hur_latt_ar_det/removal")
    page = ana_writes.get(f"{base(survey)}/opening").text
    assert "har nyckeln" in page
    refused = ana_writes.post(f"{base(survey)}/opening")
    assert refused.status_code == 409
    assert survey.opened_at is None


def test_ana_opens_the_survey_and_the_stage_begins(ana_writes: Browser, survey: Survey) -> None:
    assert ana_writes.get(f"{base(survey)}/opening").status_code == 200
    assert ana_writes.post(f"{base(survey)}/opening").status_code == 303
    assert survey.is_open(NOW + timedelta(minutes=1))
    stage = survey.occasion.stage
    assert stage_state(stage, stage.process, NOW.date()) is StageState.NOW
    assert "Bjud in dem som ska svara" in ana_writes.get(base(survey)).text
    assert ana_writes.post(f"{base(survey)}/opening").status_code == 409
    verbs = [event.verb for event in db.session.query(Event).order_by(Event.id)]
    assert verbs.count("survey.opened") == 1


def test_after_opening_only_words_are_corrected_and_a_reason_is_kept(
    ana_writes: Browser, survey: Survey, ana: Person
) -> None:
    ana_writes.post(f"{base(survey)}/opening")
    refused = ana_writes.post(f"{base(survey)}/questions/hur_latt_ar_det/removal")
    assert refused.status_code == 409
    address = f"{base(survey)}/questions/var_tar_det_stopp/correction"
    assert ana_writes.get(address).status_code == 200
    data = {
        "version": str(queries.current_version(survey).number),
        "text_sv": "Var tar det oftast stopp?",
    }
    assert ana_writes.post(address, data).status_code == 422
    assert ana_writes.post(address, data | {"note": "Otydligt"}).status_code == 303
    latest = queries.current_version(survey)
    assert latest.note == "Otydligt"
    assert queries.definition_of(survey).questions[1].text["sv"] == "Var tar det oftast stopp?"
    definition = queries.definition_of(survey)
    with pytest.raises(Refusal):
        operations.save_version(
            survey, Definition(title=definition.title), note="Kortare", by=ana, now=NOW
        )


def test_the_title_and_the_introduction_of_an_open_survey_are_corrected_with_a_reason(
    ana_writes: Browser, survey: Survey
) -> None:
    address = f"{base(survey)}/correction"
    ana_writes.post(f"{base(survey)}/opening")
    assert address in ana_writes.get(base(survey)).text
    assert 'value="Hur möts vi?"' in ana_writes.get(address).text
    data = {
        "version": str(queries.current_version(survey).number),
        "title_sv": "Hur möts ni?",
        "intro_sv": "Nämnden frågar.",
    }
    assert ana_writes.post(address, data).status_code == 422
    assert ana_writes.post(address, data | {"title_sv": "", "note": "x"}).status_code == 422
    assert ana_writes.post(address, data | {"note": "Fel ord"}).status_code == 303
    assert survey.occasion.title == "Hur möts ni?"
    assert queries.definition_of(survey).intro == {"sv": "Nämnden frågar."}
    assert queries.current_version(survey).note == "Fel ord"
    late = ana_writes.post(address, data | {"title_sv": "Hur mötas?", "note": "Annat"})
    assert late.status_code == 409
    assert "Hur mötas?" in late.text


def test_an_open_survey_can_be_prolonged_but_not_shortened(
    ana_writes: Browser, survey: Survey
) -> None:
    ana_writes.post(f"{base(survey)}/opening")
    address = f"{base(survey)}/prolonging"
    assert ana_writes.get(address).status_code == 200
    data = {"closes_day": "2026-12-20", "closes_hour": "12:00"}
    assert ana_writes.post(address, data).status_code == 303
    assert ana_writes.post(address, data | {"closes_day": "2026-12-01"}).status_code == 409


def test_settings_in_two_languages_and_stale_ones_are_refused(
    ana_writes: Browser, survey: Survey
) -> None:
    data = {
        "version": "1", "title_sv": "Hur möts vi?", "intro_sv": "Vi **undrar**.", "mode": "named",
        "seat_rule": "person", "closes_day": "2026-12-14", "closes_hour": "23:59",
        "languages": ["en"],
    }  # fmt: skip
    address = f"{base(survey)}/settings"
    assert ana_writes.get(address).status_code == 200
    assert ana_writes.post(address, data).status_code == 303
    assert queries.definition_of(survey).languages == ("sv", "en")
    assert "title_en" in ana_writes.get(address).text
    assert ana_writes.post(address, data).status_code == 409
    assert (survey.mode, survey.seat_rule) == ("named", "person")


def test_the_preview_is_what_each_party_sees(
    ana_writes: Browser, survey: Survey, dialogue: Process
) -> None:
    association = next(party for party in dialogue.parties if party.kind == "association")
    add_question(
        ana_writes, survey, queries.definition_of(survey).sections[1].key, "info",
        "Tack **alla**", party_kinds="association",
    )  # fmt: skip
    municipal = next(party for party in dialogue.parties if party.kind == "municipal")
    address = f"{base(survey)}/preview"
    start = ana_writes.get(address).text
    assert "Hur möts vi?" in start
    assert "Börja svara" in start
    first = ana_writes.post(address, {"try-party": association.id, "try-page": "0"}).text
    assert "Hur lätt är det?" in first
    sent = {"try-party": association.id, "try-page": "1", "try-drawn": "hur_latt_ar_det"}
    unanswered = ana_writes.post(address, sent)
    assert unanswered.status_code == 422
    second = ana_writes.post(address, sent | {"hur_latt_ar_det": "svart"}).text
    assert "Var tar det stopp?" in second
    assert "<strong>alla</strong>" in second
    easy = ana_writes.post(
        address, sent | {"try-party": municipal.id, "hur_latt_ar_det": "latt"}
    ).text
    assert "Var tar det stopp?" not in easy
    assert "Det här var allt" in easy


def test_the_preview_speaks_the_language_that_is_tried_out(
    ana_writes: Browser, survey: Survey
) -> None:
    settings = {
        "title_sv": "Hur möts vi?",
        "intro_sv": "Vi **frågar** er.",
        "mode": "named",
        "seat_rule": "person",
        "languages": "en",
        "closes_day": "2026-12-14",
        "closes_hour": "23:59",
        "version": str(survey.occasion.version),
    }
    assert ana_writes.post(f"{base(survey)}/settings", settings).status_code == 303
    address = f"{base(survey)}/preview"
    swedish = ana_writes.get(address).text
    assert "Vi <strong>frågar</strong> er." in swedish
    assert "Varför" in swedish
    english = ana_writes.get(f"{address}?try-lang=en").text
    assert '<html lang="en">' in english
    assert "How long it takes" in english
    assert "Förhandsgranska" not in english
    back = ana_writes.post(address, {"try-lang": "en", "try-page": "1", "try-to": "back"}).text
    assert "Begin answering" in back


def test_only_what_is_asked_is_counted_and_a_text_to_read_is_shown_without_its_signs(
    ana_writes: Browser, survey: Survey
) -> None:
    section = queries.definition_of(survey).sections[0].key
    add_question(ana_writes, survey, section, "info", "## Välkommen\n\nTill *några* frågor")
    add_question(
        ana_writes, survey, section, "single", "Hur mår du?",
        options_sv="Bra\nIlla", sensitive="y",
    )  # fmt: skip
    draft = ana_writes.get(base(survey)).text
    assert "##" not in draft
    assert "*några*" not in draft
    assert "Välkommen" in draft
    assert draft.count("· känslig") == 1
    assert "Alla 3 frågor" in ana_writes.get(f"{base(survey)}/opening").text


def test_others_on_the_team_see_but_do_not_write(
    browser: Start, olle: Person, dev: Person, survey: Survey
) -> None:
    watching = browser(olle)
    assert watching.get(base(survey)).status_code == 200
    assert watching.get(f"{base(survey)}/settings").status_code == 403
    assert watching.post(f"{base(survey)}/opening").status_code == 403
    assert browser(dev).get(base(survey)).status_code == 404
    assert browser().get(base(survey)).status_code == 401
