"""Everything that was said in one list: narrowed, sorted, gone through one by one."""

from __future__ import annotations

import io
import re

import pytest
from openpyxl import load_workbook

from dialog.contributions.operations import hide, withdraw
from dialog.extensions import db
from dialog.process.models import PartyKind
from dialog.synthesis.operations import code
from tests.people import NOW, party

WHERE = "/processes/oar-i-samtal/themes"


@pytest.fixture
def spoken(say, way_in, answers, cleo):
    """Four texts: two coded, two not."""
    texts = [
        "Åsa på växeln svarade.",
        "Nycklar saknas.",
        "ÅTERBUD i sista stund.",
        "Lokalen är kall.",
    ]
    kinds = [PartyKind.ASSOCIATION, PartyKind.MUNICIPAL] * 2
    made = [say(text, kind) for text, kind in zip(texts, kinds, strict=True)]
    code(made[0], way_in, by=cleo, now=NOW)
    code(made[1], answers, by=cleo, now=NOW)
    db.session.commit()
    return made


def shown(visit, query=""):
    """The texts on the page, in order."""
    page = visit.get(f"{WHERE}/contributions?{query}").text
    return re.findall(r'r-texts__said"><p>([^<]*)</p>', page)


def test_the_list_is_narrowed_by_every_filter(browser, cleo, spoken, way_in, answers, dialogue):
    visit = browser(cleo)
    assert len(shown(visit)) == 4
    assert shown(visit, "uncoded=1") == ["ÅTERBUD i sista stund.", "Lokalen är kall."]
    assert len(shown(visit, f"theme={way_in.id}")) == 2, "with what lies below it"
    assert shown(visit, f"theme={answers.id}") == ["Nycklar saknas."]
    municipal = party(dialogue, PartyKind.MUNICIPAL).id
    assert len(shown(visit, f"party={municipal}")) == 2
    assert shown(visit, "stage=survey") == []
    assert len(shown(visit, "stage=workshop")) == 4
    assert shown(visit, "q=%C3%A5terbud") == ["ÅTERBUD i sista stund."], "å finds Å"
    assert shown(visit, "q=100%25") == []


def test_the_list_is_sorted_and_nonsense_is_left_out(browser, cleo, spoken):
    visit = browser(cleo)
    assert shown(visit, "sort=longest")[0] == "Åsa på växeln svarade."
    assert shown(visit, "sort=shortest")[0] == "Nycklar saknas."
    assert shown(visit, "sort=last")[0] == "Lokalen är kall."
    assert len(shown(visit, "sort=text;drop&party=x&theme=-1&stage=moon&page=99")) == 4


def test_what_does_not_count_is_not_listed(browser, cleo, ana, spoken):
    hide(spoken[0], by=ana, now=NOW)
    withdraw(spoken[1], now=NOW)
    assert shown(browser(cleo)) == ["ÅTERBUD i sista stund.", "Lokalen är kall."]
    page = browser(cleo).get(f"{WHERE}/desk?contribution={spoken[0].id}")
    assert page.status_code == 404


def test_the_part_is_what_the_page_shows(browser, cleo, spoken):
    visit = browser(cleo)
    part = visit.get(f"{WHERE}/contributions?uncoded=1", part=True).text
    assert part in visit.get(f"{WHERE}/contributions?uncoded=1").text


def test_the_desk_begins_at_the_first_uncoded_and_goes_on(browser, cleo, spoken):
    visit = browser(cleo)
    first = visit.get(f"{WHERE}/desk")
    assert first.status_code == 303
    assert f"contribution={spoken[2].id}" in first.location
    page = visit.get(first.location).text
    assert 'data-key="j"' in page
    assert 'data-key="k"' in page
    assert f"contribution={spoken[3].id}" in page
    narrowed = visit.get(f"{WHERE}/desk?uncoded=1&contribution={spoken[3].id}").text
    assert "2 av 2" in narrowed


def test_an_empty_desk_says_so(browser, cleo, dialogue, way_in):
    page = browser(cleo).get(f"{WHERE}/desk")
    assert page.status_code == 200
    assert browser(cleo).get(f"{WHERE}/contributions").status_code == 200


def test_similar_texts_are_found_and_nothing_of_other_dialogues(browser, ana, cleo, say, spoken):
    near = say("Nycklar saknas ofta på kvällen.")
    db.session.commit()
    visit = browser(cleo)
    page = visit.get(f"{WHERE}/desk/similar?contribution={near.id}")
    assert "Nycklar saknas." in page.text
    assert "Lokalen är kall." not in page.text
    part = visit.get(f"{WHERE}/desk/similar?contribution={near.id}", part=True).text
    assert part in page.text
    assert visit.get(f"{WHERE}/desk/similar?contribution=999999").status_code == 404


def test_the_workbook_holds_released_counts_and_the_coded_texts(
    browser, cleo, say, way_in, answers
):
    for number in range(6):
        code(say(f"=SUMMA({number}) är kallt"), answers, by=cleo, now=NOW)
    code(say("Ensam tjänsteman", PartyKind.MUNICIPAL), answers, by=cleo, now=NOW)
    answer = browser(cleo).post(f"{WHERE}/download")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.data))
    counts = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert counts == [["1", "Vägen in", 6, "·"], ["1.1", "Svarstider", 6, "·"]]
    texts = list(book.worksheets[1].iter_rows(min_row=2))
    assert len(texts) == 7
    assert {cell.data_type for row in texts for cell in row} == {"s"}
    parties = {row[1].value: row[4].value for row in texts}
    assert parties["Ensam tjänsteman"] == "·", "one voice alone has no side to be known by"


def test_an_observer_sees_what_was_let_out(browser, cleo, olle, say, way_in):
    for _voice in range(6):
        code(say(), way_in, by=cleo, now=NOW)
    visit = browser(olle)
    assert visit.get(WHERE).location.endswith("/tree")
    assert ">6</td>" not in visit.get(f"{WHERE}/tree").text
    assert browser(cleo).post(f"{WHERE}/releases").status_code == 303
    assert ">6</td>" in visit.get(f"{WHERE}/tree").text
