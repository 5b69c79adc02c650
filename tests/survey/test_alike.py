"""Pages are drawn once for all who see them alike. Nobody is ever shown what is another's."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from dialog.survey.routes import alike
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from flask import Flask

    from dialog.accounts.models import Person
    from dialog.process.models import Process
    from tests.browser import Browser

Start = Callable[..., "Browser"]
ANSWERS = (
    {"members": "4711", "ways": ["visit", "other"], "ways__other": "brevduva"},
    {"reach": "hard"},
    {"reach": "hard", "why_hard": "ingen svarar på Sjögatan"},
    {"where": "till Strandvillan"},
    {"wish": "en nyckel till Sjöboden"},
)
OWN_CODE = re.compile(r'name="page-code" value="([^"]+)"|(?:[A-Z0-9]{4} ){5}[A-Z0-9]{4}')


@pytest.fixture(autouse=True)
def drawn_anew() -> Iterator[None]:
    alike._kept.clear()
    yield
    alike._kept.clear()


@pytest.fixture(params=["named", "confidential"])
def phones(
    request: pytest.FixtureRequest, dialogue: Process, ana: Person, browser: Start
) -> list[Phone]:
    """Ben answers for the sports club, Bea for the choir."""
    survey = make_survey(dialogue, ana, mode=request.param)
    return [
        Phone(browser(), asked(survey, association(name, contact, by=ana)[0], by=ana))
        for name, contact in (("Idrottsklubben", "Ben Ahl"), ("Kören Måsen", "Bea Ek"))
    ]


def walk(phone: Phone) -> Iterator[str]:
    """Every page on the way, from the first to the receipt, and the pages looked at once more."""
    phone.open_link()
    yield phone.html
    phone.begin()
    yield phone.html
    for answers in ANSWERS:
        phone.fill(**answers)
        yield phone.html
    assert phone.path.endswith("/review")
    for path in ("", "/pages/1", "/pages/2", "/review"):
        yield phone.get(path).html
    yield phone.send().html
    yield phone.get("/receipt").html


def without_own(html: str) -> str:
    """A page without its code, its times, its address and its association."""
    without = re.sub(r"\d\d:\d\d|Idrottsklubben|Kören Måsen", "", OWN_CODE.sub("", html))
    return re.sub(r"(/answer/|%2Fanswer%2F|invitation=)\d+", r"\1", without)


@pytest.mark.parametrize("drawn_alone", [True, False])
def test_who_comes_second_sees_what_a_page_drawn_for_her_alone_would_show(
    app: Flask, phones: list[Phone], drawn_alone: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben, bea = phones
    bens = list(walk(ben))
    kept = len(alike._kept)
    assert kept
    monkeypatch.setattr(app, "debug", drawn_alone)  # where templates change, nothing is kept
    beas = list(walk(bea))
    assert len(alike._kept) == kept
    for his, hers in zip(bens, beas, strict=True):
        assert without_own(his) == without_own(hers)
        assert "Idrottsklubben" not in hers
        assert not re.search(rf"{ben.base}\b", hers)


def test_nothing_of_anybodys_is_in_what_is_kept(phones: list[Phone]) -> None:
    codes = set()
    for phone in phones:
        for html in walk(phone):
            codes |= {found[0] for found in OWN_CODE.finditer(html)}
    kept = " ".join(itertools.chain.from_iterable(parts for _, parts in alike._kept.values()))
    assert "Hur lätt är det att nå rätt person?" in kept
    own = ["Idrottsklubben", "Måsen", "4711", "brevduva", "Sjögatan", "Strandvillan", "Sjöboden"]
    assert codes
    for text in [*own, *codes, *(phone.base + "/" for phone in phones)]:
        assert text not in kept


def test_what_somebody_writes_cannot_pass_for_a_hole(phones: list[Phone]) -> None:
    ben, _ = phones
    ben.open_link()
    ben.begin()
    ben.fill(members="4", ways=["other"], ways__other="\ue000organisation\ue001<b>")
    ben.fill(reach="easy")
    ben.fill(wish="\ue000code\ue001")
    assert ben.path.endswith("/review")
    assert "\ue000organisation\ue001&lt;b&gt;" in ben.html
    assert "\ue000code\ue001" in ben.html
