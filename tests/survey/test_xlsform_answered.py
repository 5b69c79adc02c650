"""The real workbook, answered to the end by two who take different ways through it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine

from dialog.accounts.models import Person
from dialog.process.models import Process
from dialog.survey.importing import create_from_workbook
from dialog.survey.models import Survey
from dialog.survey.operations import open_survey
from tests.browser import Browser
from tests.people import NOW
from tests.survey.respondents import Phone, asked, association
from tests.survey.test_xlsform_pages import has_real_file
from tests.survey.workbooks import REAL

Start = Callable[..., Browser]


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def survey(dialogue: Process, ana: Person) -> Survey:
    made = create_from_workbook(
        dialogue,
        REAL.read_bytes(),
        file_name=REAL.name,
        language="sv",
        mode="confidential",
        seat_rule="organisation",
        closes_at=NOW + timedelta(days=10),
        by=ana,
        now=NOW - timedelta(days=2),
    )
    open_survey(made, by=ana, now=NOW - timedelta(days=1))
    return made


@pytest.fixture
def phone(survey: Survey, ana: Person, browser: Start) -> Callable[[str], Phone]:
    def of(name: str) -> Phone:
        [contact] = association(f"{name}s förening", f"{name} Ek", by=ana)
        return Phone(browser(), asked(survey, contact, by=ana))

    return of


def shown(phone: Phone) -> list[str]:
    """The questions that stand on the page, in order; those that are hidden do not."""
    parts = re.findall(r'data-question="([^"]+)"( hidden)?', phone.html)
    return [key for key, hidden in parts if not hidden]


@has_real_file
def test_ben_works_with_the_town_and_answers_everything_that_follows(
    phone: Callable[[str], Phone],
) -> None:
    ben = phone("Ben").begin()
    assert shown(ben) == ["welcome"]
    ben.fill()
    assert "themenfelder_other" not in shown(ben)
    ben.fill(themenfelder=["kultur", "other"])
    assert "themenfelder_other" in shown(ben)
    ben.fill(themenfelder=["kultur", "other"], themenfelder_other="Meer")
    assert shown(ben) == ["zusammenarbeit_stadt", "wissen_gesetz"]
    both = {"zusammenarbeit_stadt": "ja", "wissen_gesetz": "ja"}
    ben.fill(**both)
    assert len(shown(ben)) == 6
    more = both | {
        "zusammenarbeit_stadt_einschaetzung": "eher_schlecht",
        "ansprechpersonen": ["fachaemter"],
        "zusammenarbeit_stadt_freq": "selten",
        "veraenderung_gesetz_art": "ja_haben",
    }
    ben.fill(**more)
    assert "zusammenarbeit_verbesserung_text" in shown(ben)
    assert "gesetz_veraenderung_text" in shown(ben)
    assert "ansprechpersonen_other" not in shown(ben)
    _finish(ben.fill(**more, zusammenarbeit_verbesserung_text="Zuhören"))
    assert ben.code


@has_real_file
def test_kim_does_not_and_is_spared_all_of_it(phone: Callable[[str], Phone]) -> None:
    kim = phone("Kim").begin().fill().fill(landkreise="bautzen")
    kim.fill(zusammenarbeit_stadt="nein", wissen_gesetz="nein")
    assert shown(kim)[0] == "entscheidungsverfahren", "nothing more on that page"
    _finish(kim)
    assert kim.code


def _finish(phone: Phone) -> None:
    """The five parts after the branches, with what they demand, and off it goes."""
    phone.fill(entscheidungsverfahren=["arbeitsgruppen"], teilhabe_gruppen=["frauen"])
    phone.fill(probleme=["verlust"], hilfe=["eigene"])
    phone.fill(probleme_digital=["fehlende"]).fill().fill(email="keine Adresse").fill()
    assert phone.path.endswith("/review"), phone.path
    phone.send()
    assert phone.status == 200
