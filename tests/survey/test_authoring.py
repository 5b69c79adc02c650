"""Ana leads the dialogue. She writes a survey and changes it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator

import pytest
import time_machine

from dialog.accounts.models import Person
from dialog.process.models import Process
from dialog.survey import queries
from dialog.survey.definition import Kind
from dialog.survey.models import Survey
from tests.browser import Browser
from tests.conflicts import mine_stands, writes_on
from tests.people import NOW
from tests.survey.authors import add_question, add_section, base, new_survey, written_survey

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


def test_the_empty_page_teaches_and_leads_to_a_new_survey(
    ana_writes: Browser, dialogue: Process
) -> None:
    page = ana_writes.get(f"/processes/{dialogue.slug}/surveys").get_data(as_text=True)
    assert "Ingen enkät än" in page
    assert "/surveys/new" in page
    assert "Namngivet" in ana_writes.get(f"/processes/{dialogue.slug}/surveys/new").text


def test_the_same_form_twice_is_one_survey(ana_writes: Browser, dialogue: Process) -> None:
    same = str(uuid.uuid4())
    first = new_survey(ana_writes, dialogue, client_id=same)
    second = new_survey(ana_writes, dialogue, client_id=same)
    assert first.id == second.id
    assert len(queries.surveys_of(dialogue)) == 1


def test_the_next_step_of_a_draft_is_what_it_lacks(ana_writes: Browser, dialogue: Process) -> None:
    made = new_survey(ana_writes, dialogue)
    assert "Lägg till ett avsnitt och dess första fråga" in ana_writes.get(base(made)).text
    section = add_section(ana_writes, made, "Vägen in")
    page = ana_writes.get(base(made)).text
    assert "Lägg till ett avsnitt och dess första fråga" not in page
    assert "Skriv den första frågan" in page
    assert f'<a class="ds-button" href="#k-{section}">Till avsnittet</a>' in page
    assert f'id="k-{section}"' in page
    add_question(ana_writes, made, section, "short", "Vad vill ni?")
    assert "Skriv den första frågan" not in ana_writes.get(base(made)).text


def test_closing_time_is_on_a_swedish_clock_and_not_in_the_past(
    ana_writes: Browser, dialogue: Process
) -> None:
    made = new_survey(ana_writes, dialogue, closes_hour="18:00")
    assert made.occasion.ends_at.isoformat() == "2026-12-14T17:00:00+00:00"
    data = {"title": "För sent", "mode": "named", "seat_rule": "person", "closes_day": "2026-11-01"}
    page = ana_writes.post(f"/processes/{dialogue.slug}/surveys/new", data)
    assert page.status_code == 422
    assert "För sent" in page.text
    assert "har passerat" in page.text


def test_ana_writes_questions_and_their_keys_say_what_they_are(survey: Survey) -> None:
    definition = queries.definition_of(survey)
    scale, words = definition.questions
    assert (scale.key, scale.kind) == ("hur_latt_ar_det", Kind.SCALE)
    assert [(option.key, option.apart) for option in scale.options] == [
        ("latt", False), ("varken_eller", False), ("svart", False), ("vet_inte", True),
    ]  # fmt: skip
    assert words.condition == "hur_latt_ar_det = 'svart'"
    assert {row.key for row in survey.questions} == {scale.key, words.key}


def test_the_builder_says_conditions_in_words(ana_writes: Browser, survey: Survey) -> None:
    page = ana_writes.get(base(survey)).text
    assert "Visas om ”Hur lätt är det?” är ”Svårt”" in page
    assert "Lätt · Varken eller · Svårt · Vet inte" in page


def test_a_condition_that_makes_no_sense_is_refused_at_its_place(
    ana_writes: Browser, survey: Survey
) -> None:
    key = queries.definition_of(survey).questions[1].key
    data = {
        "version": str(queries.current_version(survey).number),
        "kind": "long",
        "text_sv": "Var tar det stopp?",
        "condition": "hur_latt_ar_det = 'svart' och",
    }
    page = ana_writes.post(f"{base(survey)}/questions/{key}", data)
    assert page.status_code == 422
    assert "tecken 27" in page.text
    assert "hur_latt_ar_det = &#39;svart&#39; och" in page.text
    data["condition"] = "hur_latt_ar_det = 'jattesvart'"
    assert "inget alternativ" in ana_writes.post(f"{base(survey)}/questions/{key}", data).text


def test_the_helper_writes_the_condition(ana_writes: Browser, survey: Survey) -> None:
    key = queries.definition_of(survey).questions[1].key
    data = {
        "version": str(queries.current_version(survey).number),
        "kind": "long",
        "text_sv": "Var tar det stopp?",
        "condition": "hur_latt_ar_det = 'svart'",
        "helper_add": "y",
        "helper_chosen": "hur_latt_ar_det|vet_inte",
        "helper_relation": "=",
        "helper_word": "or",
    }
    page = ana_writes.post(f"{base(survey)}/questions/{key}", data)
    assert "hur_latt_ar_det = &#39;svart&#39; or hur_latt_ar_det = &#39;vet_inte&#39;" in page.text
    assert queries.definition_of(survey).questions[1].condition == "hur_latt_ar_det = 'svart'"
    nothing = ana_writes.post(f"{base(survey)}/questions/{key}", data | {"helper_chosen": ""})
    assert "Välj först en tidigare fråga" in nothing.text


def test_options_keep_their_keys_when_their_words_change(
    ana_writes: Browser, survey: Survey
) -> None:
    data = {
        "version": str(queries.current_version(survey).number),
        "kind": "scale",
        "text_sv": "Hur lätt är det?",
        "options_sv": "Mycket lätt\nVarken eller\nSvårt",
        "apart_sv": "Vet ej",
        "required": "y",
    }
    ana_writes.post(f"{base(survey)}/questions/hur_latt_ar_det", data)
    options = queries.definition_of(survey).questions[0].options
    assert [option.key for option in options] == ["latt", "varken_eller", "svart", "vet_inte"]
    assert options[0].label == {"sv": "Mycket lätt"}


def test_only_a_scale_asks_for_what_stands_beside_it_and_nothing_written_is_dropped(
    ana_writes: Browser, survey: Survey
) -> None:
    section = queries.definition_of(survey).sections[0].key
    new = f"{base(survey)}/questions/new?section={section}&kind="
    for kind, is_asked in (("scale", True), ("single", False), ("multiple", False)):
        assert ('name="apart_sv"' in ana_writes.get(new + kind).text) is is_asked
    path = f"{base(survey)}/questions/hur_latt_ar_det"
    data = {
        "version": str(queries.current_version(survey).number),
        "kind": "single",
        "text_sv": "Hur lätt är det?",
        "options_sv": "Lätt\nVarken eller\nSvårt",
        "apart_sv": "Vet inte",
    }
    assert ana_writes.post(path, data).status_code == 303
    question = queries.definition_of(survey).questions[0]
    assert question.kind == "single"
    assert [option.label["sv"] for option in question.scale][-1] == "Vet inte"
    assert "Svårt\nVet inte</textarea>" in ana_writes.get(path).text


def test_two_who_edit_the_same_question_both_see_both_texts(
    ana_writes: Browser, survey: Survey
) -> None:
    version = str(queries.current_version(survey).number)
    data = {"version": version, "kind": "long", "text_sv": "Var tar det stopp i dag?"}
    assert ana_writes.post(f"{base(survey)}/questions/var_tar_det_stopp", data).status_code == 303
    second = ana_writes.post(
        f"{base(survey)}/questions/var_tar_det_stopp", data | {"text_sv": "Var fastnar ni?"}
    )
    assert second.status_code == 409
    assert "Var fastnar ni?" in second.text
    assert "Var tar det stopp i dag?" in second.text
    assert "Var fastnar ni?</textarea>" in writes_on(ana_writes, second).text
    assert mine_stands(ana_writes, second).status_code == 303
    question = queries.definition_of(survey).question("var_tar_det_stopp")
    assert question is not None
    assert question.text == {"sv": "Var fastnar ni?"}


def test_two_who_edit_the_same_section_or_the_settings_choose_too(
    ana_writes: Browser, survey: Survey
) -> None:
    section = queries.definition_of(survey).sections[0]
    version = str(queries.current_version(survey).number)
    path, data = f"{base(survey)}/sections/{section.key}", {"version": version}
    ana_writes.post(path, data | {"title_sv": "Vägen in hit", "party_kinds": "municipal"})
    late = ana_writes.post(path, data | {"title_sv": "Vägen in hit"})
    assert "Kommunen" in late.text, "who sees it is a part of the choice"
    assert mine_stands(ana_writes, late).status_code == 303
    assert queries.definition_of(survey).sections[0].party_kinds == ()

    settings = {
        "title_sv": "Hur möts vi?",
        "mode": "named",
        "seat_rule": "organisation",
        "closes_day": "2026-12-14",
        "closes_hour": "23:59",
        "version": str(survey.occasion.version),
    }
    path = f"{base(survey)}/settings"
    assert ana_writes.post(path, settings).status_code == 303
    late = ana_writes.post(path, settings | {"mode": "confidential", "closes_day": "2026-12-20"})
    assert "Namngivet" in late.text
    assert "2026-12-20 23:59" in late.text
    assert mine_stands(ana_writes, late).status_code == 303
    assert survey.mode == "confidential"


def test_two_who_edit_different_questions_do_not_disturb_each_other(
    ana_writes: Browser, survey: Survey
) -> None:
    version = str(queries.current_version(survey).number)
    data = {"version": version, "kind": "long", "text_sv": "Var tar det stopp i dag?"}
    ana_writes.post(f"{base(survey)}/questions/var_tar_det_stopp", data)
    other = {"version": version, "kind": "scale", "text_sv": "Hur lätt?", "options_sv": "A\nB"}
    answer = ana_writes.post(f"{base(survey)}/questions/hur_latt_ar_det", other)
    assert answer.status_code == 303


def test_questions_move_across_sections_and_are_taken_away(
    ana_writes: Browser, survey: Survey
) -> None:
    ana_writes.post(f"{base(survey)}/questions/var_tar_det_stopp/moves", {"to": "up"})
    definition = queries.definition_of(survey)
    assert [len(section.questions) for section in definition.sections] == [2, 0]
    page = ana_writes.get(f"{base(survey)}/questions/hur_latt_ar_det/removal").text
    assert "Var tar det stopp?" in page
    ana_writes.post(f"{base(survey)}/questions/hur_latt_ar_det/removal")
    definition = queries.definition_of(survey)
    assert [question.key for question in definition.questions] == ["var_tar_det_stopp"]
    again = add_question(
        ana_writes, survey, definition.sections[0].key, "short", "Hur lätt är det?"
    )
    assert again == "hur_latt_ar_det_2", "a key is never used again"


def test_sections_are_edited_moved_and_taken_away(ana_writes: Browser, survey: Survey) -> None:
    first, second = queries.definition_of(survey).sections
    data = {"version": str(queries.current_version(survey).number), "title_sv": "Vägen in hit"}
    assert ana_writes.get(f"{base(survey)}/sections/{first.key}").status_code == 200
    ana_writes.post(f"{base(survey)}/sections/{first.key}", data)
    ana_writes.post(f"{base(survey)}/sections/{second.key}/moves", {"to": "up"})
    definition = queries.definition_of(survey)
    assert [section.title["sv"] for section in definition.sections] == ["Mer", "Vägen in hit"]
    assert "1 fråga" in ana_writes.get(f"{base(survey)}/sections/{second.key}/removal").text
    ana_writes.post(f"{base(survey)}/sections/{second.key}/removal")
    assert len(queries.definition_of(survey).sections) == 1


def test_a_sensitive_question_is_ticked_and_the_page_says_what_it_means(
    ana_writes: Browser, survey: Survey
) -> None:
    section = queries.definition_of(survey).sections[0].key
    text = "Har ni blivit illa behandlade?"
    key = add_question(
        ana_writes, survey, section, "single", text, options_sv="Ja\nNej", sensitive="y"
    )
    assert queries.definition_of(survey).question(key).sensitive
    page = ana_writes.get(f"{base(survey)}/questions/{key}").text
    assert "I en känslig fråga visas inget svar som färre än 5 i en part har valt" in page
    assert 'name="sensitive" value="y" checked' in page
    words = add_question(ana_writes, survey, section, "long", "Berätta", sensitive="y")
    assert not queries.definition_of(survey).question(words).sensitive
    assert 'name="sensitive"' not in ana_writes.get(f"{base(survey)}/questions/{words}").text
