"""A questionnaire that others wrote, taken over and answered along two branches.

What should be asked is worked out here from the workbook itself, not by the product.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.journeys.actors import sv
from tests.journeys.arranging import BASE, arranged, sits_down

FILE = Path(__file__).parents[2].parent / "shared" / "data" / "xlsform" / "mitwirken_umfrage.xlsx"
MENDED = {"teilhabe_gruppen_other": "selected(${teilhabe_gruppen}, 'andere_personen')"}
ATOM = re.compile(r"selected\(\$\{(\w+)\},\s*'([^']*)'\)|\$\{(\w+)\}\s*=\s*'([^']*)'")
NEXT = ".r-phone__nav button[value='next'], .r-phone__nav form button"
WORDS = "Mehr Zeit für Gespräche"
LONG_WAY = {
    "landkreise": ["bautzen"],
    "themenfelder": ["kultur", "other"],
    "themenfelder_other": [WORDS],
    "viele_ehrenamt_komm": ["12"],
    "zusammenarbeit_stadt": ["ja"],
    "zusammenarbeit_stadt_einschaetzung": ["eher_schlecht"],
    "zusammenarbeit_verbesserung_text": [WORDS],
    "ansprechpersonen": ["beiraete", "other"],
    "ansprechpersonen_other": [WORDS],
    "zusammenarbeit_stadt_freq": ["selten"],
    "wissen_gesetz": ["ja"],
    "veraenderung_gesetz_art": ["ja_zusammenarbeit"],
    "gesetz_veraenderung_text": [WORDS],
    "entscheidungsverfahren": ["arbeitsgruppen", "other"],
    "entscheidungsverfahren_other": [WORDS],
    "teilhabe_gruppen": ["frauen", "andere_personen"],
    "teilhabe_gruppen_other": [WORDS],
    "probleme": ["other"],
    "probleme_other": [WORDS],
    "hilfe": ["other"],
    "hilfe_other": [WORDS],
    "probleme_digital": ["other"],
    "probleme_digital_other": [WORDS],
    "hilfe_digital": ["other"],
    "hilfe_digital_other": [WORDS],
    "verein": ["Norröns byalag"],
}
SHORT_WAY = {
    "zusammenarbeit_stadt": ["nein"],
    "wissen_gesetz": ["ja"],
    "veraenderung_gesetz_art": ["nein_keine"],
    "entscheidungsverfahren": ["arbeitsgruppen"],
    "teilhabe_gruppen": ["frauen"],
    "probleme": ["interne"],
    "hilfe": ["beratung"],
    "probleme_digital": ["fehlende"],
}


class Workbook:
    """The questions in order, each with its condition, as the workbook has them."""

    def __init__(self):
        sheet = load_workbook(FILE, data_only=True)["survey"]
        rows = list(sheet.iter_rows(values_only=True))
        column = {name: place for place, name in enumerate(rows[0])}
        self.conditions = {}
        for row in rows[1:]:
            kind, key = row[column["type"]], row[column["name"]]
            if kind and not kind.startswith(("begin", "end")):
                self.conditions[key] = MENDED.get(key) or row[column["relevant"]] or ""

    def asked(self, given):
        """Which questions these answers bring about; what is not asked has no answer."""
        counting, asked = {}, []
        for key, condition in self.conditions.items():
            if self._holds(condition, counting):
                asked.append(key)
                counting[key] = given.get(key, [])
        return asked

    @staticmethod
    def _holds(condition, answers):
        def said(atom):
            key, value = atom[1] or atom[3], atom[2] or atom[4]
            return str(value in answers.get(key, []))

        sentence = ATOM.sub(said, condition) or "True"
        assert re.fullmatch(r"(?:True|False|and|or|not|[()\s])+", sentence), sentence
        return eval(sentence)  # noqa: S307 - truth values and the words between them


def shown(one):
    """The questions in sight on the page that is open."""
    return one.page.evaluate(
        "[...document.querySelectorAll('[data-question]')].filter(e => e.checkVisibility())"
        ".map(e => e.dataset.question)"
    )


def on_page(one):
    return one.page.evaluate(
        "[...document.querySelectorAll('[data-question]')].map(e => e.dataset.question)"
    )


def answer(one, key, values):
    part = one.find(f"[data-question='{key}']")
    for value in values:
        choice = part.locator(f"[name='{key}'][value='{value}']")
        if choice.count():
            choice.check()
        else:
            part.locator(f"[name='{key}']").fill(value)


def expects(one, book, given):
    """Exactly the right questions are in sight, now or when the page has been saved."""
    right = [key for key in book.asked(given) if key in on_page(one)]
    script = "keys => [...document.querySelectorAll('[data-question]')].filter(e => "
    script += "e.checkVisibility()).map(e => e.dataset.question).join() === keys.join()"
    if one.script:
        one.page.wait_for_function(script, arg=right)
    assert shown(one) == right


def fills_a_page(one, book, given, way):
    """Answers what is asked; a phone without script sends the page to see what comes of it."""
    expects(one, book, given)
    for key in on_page(one):
        if key in way and key in book.asked(given) and key not in given and key in shown(one):
            answer(one, key, way[key])
            given[key] = way[key]
            if one.script:
                expects(one, book, given)
                thinks_again(one, book, given, key)


def thinks_again(one, book, given, key):
    """What "yes" brought goes away with "no", and comes back."""
    if given[key] == ["ja"]:
        for said in ("nein", "ja"):
            answer(one, key, [said])
            expects(one, book, given | {key: [said]})


def walks(one, book, way):
    """From the first page to reading through."""
    given = {}
    for _turn in range(40):
        if one.page.url.endswith("/review"):
            return given
        fills_a_page(one, book, given, way)
        one.find(NEXT).last.click()
        one.looks()
    raise AssertionError("The survey has no end.")


def opens(server, actor, email):
    link = re.search(r"http\S+/i/\S+", server.letter_to(email, "/i/")).group(0)
    actor.goes(link.removeprefix(server.base))
    actor.find(".r-phone__nav .ds-button").last.click()
    return actor.looks()


def taken_over(ana):
    """The workbook becomes a draft; what can never be asked is mended; it is opened."""
    ana.goes(f"{BASE}/surveys/imports/new")
    ana.find("input[type=file]").set_input_files(str(FILE))
    closing = (date.today() + timedelta(days=14)).isoformat()  # noqa: DTZ011 - typed by a person
    ana.fills(language="de", closes_day=closing).presses("Read the workbook")
    ana.sees("Rad 28: Visas aldrig.")
    path = ana.page.url.removeprefix(ana.base).split("?")[0]
    ana.goes(f"{path}/questions/teilhabe_gruppen_other")
    ana.fills(condition="contains(teilhabe_gruppen, 'andere_personen')")
    ana.presses("Save the question")
    ana.goes(f"{path}/preview").goes(f"{path}/opening").presses("Open the survey")
    return path


def invites(ana, path):
    invitations = f"{BASE}/occasions/{path.rsplit('/', 1)[1]}/invitations"
    ana.goes(f"{invitations}/recipients").find("main button[name='all']").click()
    ana.goes(f"{invitations}/letter").find("main form button.ds-button").first.click()
    ana.looks()


@pytest.mark.skipif(not FILE.exists(), reason="The workbook of others is not on this machine.")
def test_a_foreign_questionnaire_is_answered_to_the_end(server, enter):
    book = Workbook()
    ana = sits_down(enter("Ana"), arranged(server, "team")["ana"])
    path = taken_over(ana)
    invites(ana, path)
    ben = opens(server, enter("Ben", phone=True), "ben@forening.example")
    bea = opens(server, enter("Bea", phone=True, script=False), "bea@forening.example")
    given = []
    for one, way in ((ben, LONG_WAY), (bea, SHORT_WAY)):
        given.append(walks(one, book, way))
        assert given[-1] == way  # everything that was meant to be asked was asked
        one.find(".r-phone__nav button.ds-button").last.click()
        one.find(".r-code strong").wait_for()
        one.looks().sees(sv("What happens now?"))
    kept = arranged(server, "answered", path.rsplit("/", 1)[1])
    assert sorted(kept) == sorted(sorted(way) for way in given)
