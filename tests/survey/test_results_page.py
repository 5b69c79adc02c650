"""The results page and its files: both parties, honest verdicts, nothing that is withheld."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from dialog.disclosure.models import ReleaseCell
from dialog.extensions import db
from dialog.process import operations as processes
from dialog.process.models import PartyKind
from dialog.survey import results as reading
from dialog.survey.models import Survey
from tests.people import NOW
from tests.survey.answered import address, answer, closed, open_one, spread

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug.test import TestResponse

    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser

    Visit = Callable[..., Browser]

F, K, N = PartyKind.ASSOCIATION, PartyKind.MUNICIPAL, PartyKind.BUSINESS


def text_of(page: TestResponse) -> str:
    """The page as it is read."""
    html = re.sub(r"<svg.*?</svg>", "", page.get_data(as_text=True), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def answered(dialogue: Process, ana: Person) -> Survey:
    """The survey of the design: 96 associations, 60 officials, a clear difference."""
    survey = open_one(dialogue, ana)
    spread(survey, F, "reach", 6, 14, 17, 35, 24)
    spread(survey, K, "reach", 10, 21, 12, 13, 4)
    return closed(survey, ana)


def test_both_parties_stand_side_by_side_with_a_verdict_before_the_chart(
    answered: Survey, browser: Visit, ana: Person
) -> None:
    page = browser(ana).get(address(answered))
    assert page.status_code == 200
    text = text_of(page)
    assert "Så svarade parterna" in text
    assert "96 av 96 svarade" in text
    assert "60 av 60 svarade" in text
    assert "Parterna skiljer sig tydligt" in text
    assert (
        "61 procent av föreningarna svarade ganska eller mycket svårt, mot 28 procent av kommunens"
        " egna. Skillnaden är 33 procentenheter. Med hänsyn till hur många som svarat ligger den"
        " mellan 17 och 47." in text
    )
    html = page.get_data(as_text=True)
    assert html.index("Parterna skiljer sig tydligt") < html.index('data-plot="wide"')
    assert "Föreningar: 61\xa0% ganska eller mycket svårt." in html
    assert "6 (6 %)" in text
    assert "4 (7 %)" in text
    assert "ett urval av alla som fick frågan" in text


def test_few_answers_allow_no_verdict_and_fewer_no_figures(
    dialogue: Process, browser: Visit, ana: Person
) -> None:
    survey = open_one(dialogue, ana)
    spread(survey, F, "reach", 2, 3, 1, 4, 2)
    spread(survey, K, "reach", 1, 2, 1, 1, 1)
    answer(survey, F, 8, applied="yes")
    answer(survey, K, 4, applied="yes")
    page = text_of(browser(ana).get(address(closed(survey, ana))))
    assert "Osäkert om de skiljer sig: för få svar" in page
    assert "Kommunen: visas inte: färre än 5 svar" in page
    assert "Så skyddar vi små grupper" in page


def test_scales_that_are_alike_become_one_table_of_shades(
    dialogue: Process, browser: Visit, ana: Person
) -> None:
    survey = open_one(dialogue, ana)
    for _again in range(6):
        for step in ("very_easy", "fairly_easy", "fairly_easy", "neither"):
            answer(survey, F, 1, meeting=step, influence="fairly_hard", time="very_hard")
            answer(survey, K, 1, meeting=step, influence="fairly_easy", time="very_hard")
    page = browser(ana).get(address(closed(survey, ana)))
    text = text_of(page)
    assert "Fråga 5–7 av 8 Hur nöjda är ni med …" in text
    assert "Andel i varje part som svarat mycket eller ganska nöjda." in text
    assert "Bemötandet 75 % 75 % Mer än hälften i båda: mycket eller ganska nöjda" in text
    assert "Möjligheten att påverka 0 % 100 % Skiljer sig: 100 enheter" in text
    assert "Svarstiden 0 % 0 % Mer än hälften i båda: ganska eller mycket missnöjda" in text
    assert page.get_data(as_text=True).count('class="r-heat"') == 1


def test_a_third_party_stands_beside_the_two(
    dialogue: Process, browser: Visit, ana: Person
) -> None:
    processes.add_party(dialogue, N, "Näringsliv", by=ana, now=NOW)
    db.session.commit()
    db.session.refresh(dialogue)
    survey = open_one(dialogue, ana)
    spread(survey, F, "reach", 6, 14, 17, 35, 24)
    spread(survey, K, "reach", 10, 21, 12, 13, 4)
    spread(survey, N, "reach", 1, 0, 1, 1, 0)
    text = text_of(browser(ana).get(address(closed(survey, ana))))
    assert "Så svarade parterna" in text
    assert "3 av 3 svarade" in text
    assert "Näringsliv visas inte: färre än 5 svar." in text
    assert "Föreningar – Kommunen: parterna skiljer sig tydligt" in text
    assert "Föreningar – Kommunen. Skillnad i andel" in text
    comparison = reading.headline(survey)[0]
    assert [figure.n for figure in comparison.figures] == [96, 60, None]
    assert [pair.kind for pair in comparison.pairs][1:] == [None, None]


def test_what_reports_read(answered: Survey) -> None:
    comparison = reading.headline(answered)[0]
    assert comparison.question == "Hur lätt är det att nå rätt person?"
    assert comparison.verdict == "differ"
    assert comparison.heading
    assert comparison.about
    assert comparison.columns == ("fairly_hard", "very_hard")
    assert [round(figure.share or 0, 3) for figure in comparison.figures] == [0.615, 0.283]
    assert round(comparison.difference or 0, 2) == 0.33
    assert [round(end, 2) for end in comparison.interval or ()] == [0.17, 0.47]
    counts = reading.party_counts(answered)
    assert [(count.side.name, count.asked, count.answered) for count in counts] == [
        ("Föreningar", 96, 96),
        ("Kommunen", 60, 60),
    ]
    assert comparison.median(comparison.sides[0]) == "Ganska svårt"


def test_texts_are_only_counted_and_never_below_five(
    dialogue: Process, browser: Visit, ana: Person, olle: Person
) -> None:
    survey = open_one(dialogue, ana)
    answer(survey, F, 7, wish="Nyckeln till bystugan")
    answer(survey, K, 3, wish="En lista över föreningar")
    closed(survey, ana)
    for person in (ana, olle):
        page = text_of(browser(person).get(address(survey)))
        assert "7 svar med egna ord" in page
        assert "bystugan" not in page
        assert "3 svar med egna ord" not in page


def test_the_way_from_a_question_leads_to_what_was_written_there_alone(
    dialogue: Process, browser: Visit, ana: Person
) -> None:
    survey = open_one(dialogue, ana)
    answer(survey, F, 7, wish="Nyckeln", channels=["mail", "other"], channels__other="Brevduva")
    closed(survey, ana)
    visit = browser(ana)
    html = visit.get(address(survey)).get_data(as_text=True)
    assert "Flera svar kunde väljas." in html
    found = re.search(r'href="([^"]*)">Läs vad de skrev', html)
    assert found is not None
    page = visit.get(unescape(found[1])).get_data(as_text=True)
    assert "Bara svar på: Vad önskar ni er?" in page
    assert page.count("Nyckeln") >= 7
    assert "Brevduva" not in page
    everything = visit.get(unescape(found[1]).partition("?")[0]).get_data(as_text=True)
    assert "Brevduva" in everything


def test_while_it_is_open_nobody_sees_results(
    dialogue: Process, browser: Visit, ana: Person
) -> None:
    survey = open_one(dialogue, ana)
    answer(survey, F, 20, reach="very_hard")
    visitor = browser(ana)
    page = text_of(visitor.get(address(survey)))
    assert "Resultatet kommer när enkäten har stängt" in page
    assert "procent" not in page
    assert visitor.get(address(survey, "/csv")).status_code == 404
    assert visitor.get(address(survey, "/xlsx")).status_code == 404
    assert visitor.post(address(survey)).status_code == 409
    assert db.session.query(ReleaseCell).count() == 0


def test_late_answers_are_taken_in_by_those_who_may(
    answered: Survey, browser: Visit, ana: Person, olle: Person
) -> None:
    assert "Ta med sena svar" in text_of(browser(ana).get(address(answered)))
    observer = browser(olle)
    assert "Ta med sena svar" not in text_of(observer.get(address(answered)))
    assert observer.post(address(answered)).status_code == 403
    visitor = browser(ana)
    assert visitor.post(address(answered)).status_code == 303
    assert "Det finns inget nytt att visa" in text_of(visitor.get(address(answered)))
    spread(answered, F, "reach", 5, 0, 0, 0, 0)
    assert visitor.post(address(answered)).status_code == 303
    page = text_of(visitor.get(address(answered)))
    assert "Resultatet är framtaget" in page
    assert "101 av 101 svarade" in page


def test_a_closed_survey_without_results_can_be_worked_out(
    dialogue: Process, browser: Visit, ana: Person, olle: Person
) -> None:
    survey = open_one(dialogue, ana)
    spread(survey, F, "reach", 6, 14, 17, 35, 24)
    survey.closed_at = survey.opened_at
    assert "Ta fram resultat" in text_of(browser(ana).get(address(survey)))
    assert "Ta fram resultat" not in text_of(browser(olle).get(address(survey)))
    browser(ana).post(address(survey))
    assert "Föreningar, 96 svar" in browser(ana).get(address(survey)).get_data(as_text=True)


def test_strangers_see_nothing(answered: Survey, browser: Visit, dev: Person) -> None:
    for file in ("", "/csv", "/xlsx"):
        assert browser(dev).get(address(answered, file)).status_code == 404
        assert browser().get(address(answered, file)).status_code in {302, 303, 401}
    other = address(answered).replace(f"/{answered.id}/", "/999/")
    assert browser(dev).get(other).status_code == 404


def test_anybody_can_read_how_small_groups_are_protected(browser: Visit) -> None:
    page = browser().get("/small-groups")
    assert page.status_code == 200
    assert "Färre än fem visas inte" in text_of(page)
