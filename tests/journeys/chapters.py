"""The chapters of the long journey: each is what a few people do, in the order they do it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tests.journeys.actors import sv
from tests.journeys.arranging import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.journeys.actors import Actor
    from tests.journeys.conftest import Server

PASSWORD = "fyra lugna ord om havet"
TEAM = {"Ana Lind": "facilitator", "Eva Holm": "note_taker", "Cleo Berg": "analyst"}
WISH = "Ge oss ett namn att ringa, inte en växel."
OTHER_WISH = "Svara i tid, även när svaret är att det dröjer."
QUOTE = "Det hänger på person. När hen slutar börjar vi om från noll."
NOTE = "Gemensam kalender så att vi inte krockar"
PHONE_NOTE = "Låna varandras tält och bord"
REGISTER = """Namn;Slag;Kontaktperson;E-post;Part
Norröns byalag;Förening;Ben Åkerö;ben@byalaget.example;Föreningar
Ljungö hembygdsförening;Förening;Bea Öhman;bea@hembygd.example;Föreningar
Vikens båtklubb;Förening;Bo Ås;bo@batklubben.example;Föreningar
Fritidsenheten;Kommunal enhet;Tora Ek;tora@kommun.example;Kommunen
"""


def a_team_is_gathered(server: Server, enter: Callable[..., Actor]) -> dict[str, Actor]:
    """The administrator makes the dialogue and invites the team, who choose passwords."""
    printed = server.flask("admin", "create", "--email", "adam@kommun.example", "--name", "Adam Ek")
    adam = enter("Adam").goes(printed.strip().splitlines()[-1].removeprefix(server.base))
    adam.fills(password=PASSWORD).presses("Save and sign in")
    adam.goes("/processes/new").fills(
        title="Öar i samtal",
        purpose="Hur ska föreningarna och kommunen arbeta ihop?",
        boards="Kultur- och fritidsnämnden\nSocialnämnden",
    )
    adam.presses("Create the dialogue")
    people = {"adam": adam}
    for name, role in TEAM.items():
        first = name.split()[0].casefold()
        email = f"{first}@kommun.example"
        adam.goes("/people/new").fills(name=name, email=email).presses("Send the invitation")
        adam.goes(f"{BASE}/team").chooses(sv("Person"), name).fills(role=role)
        adam.presses("Give the role")
        link = re.search(r"http\S+", server.letter_to(email)).group(0)
        people[first] = enter(name).goes(link.removeprefix(server.base))
        people[first].fills(password=PASSWORD).presses("Save and sign in").sees("Öar i samtal")
    return people


def the_register_is_read_in(adam: Actor, folder: Path) -> None:
    """From a file as Swedish Excel writes it: semicolons, Windows-1252."""
    file = folder / "register.csv"
    file.write_bytes(REGISTER.encode("cp1252"))
    adam.goes("/register/imports/new")
    adam.find("input[type=file]").set_input_files(str(file))
    adam.chooses(sv("Dialogue"), "Öar i samtal")
    adam.presses("Show the preview").sees("Ljungö hembygdsförening")
    adam.presses("Read in as shown")
    adam.goes(f"{BASE}/participants").sees("Norröns byalag")


def ana_writes_and_sends_a_survey(ana: Actor) -> str:
    """One choice and one long text. Returns the survey's address."""
    ana.goes(f"{BASE}/turns/start").presses("Start the dialogue")
    closing = (date.today() + timedelta(days=14)).isoformat()  # noqa: DTZ011 - typed by a person
    ana.goes(f"{BASE}/surveys/new").fills(
        title="Enkät om samverkan",
        mode="confidential",
        seat_rule="organisation",
        closes_day=closing,
        closes_hour="23:59",
    )
    ana.presses("On to the questions")
    where = ana.page.url.split("?")[0]
    path = where[where.index("/processes") :]
    path = re.match(r"/processes/[^/]+/surveys/\d+", path).group(0)
    ana.goes(f"{path}/sections/new").fills(title_sv="Vägen in").presses("Save the section")
    _new_question(ana, path, "single")
    ana.fills(
        text_sv="Hur lätt är det att nå rätt person?",
        options_sv="Mycket lätt\nGanska lätt\nGanska svårt\nMycket svårt",
    )
    ana.page.locator("[name='required']").check()
    ana.presses("Save the question")
    _new_question(ana, path, "long")
    ana.fills(text_sv="Om ni fick ändra en sak?").presses("Save the question")
    number = path.rsplit("/", 1)[1]
    invitations = f"{BASE}/occasions/{number}/invitations"
    ana.goes(f"{path}/opening").presses("Open the survey")
    ana.goes(f"{invitations}/recipients")
    ana.find("main button[name='all']").click()
    ana.looks()
    ana.goes(f"{invitations}/letter")
    ana.find("main form button.ds-button").first.click()
    ana.looks()
    return path


def _new_question(ana: Actor, path: str, kind: str) -> None:
    """Begin a question of `kind` in the last section, as the builder's own form does."""
    ana.goes(path)
    form = ana.find("form.r-build__add").last
    form.locator("[name='kind']").select_option(kind)
    form.locator("button").click()
    ana.looks()


def two_answer_at_once(server: Server, enter: Callable[..., Actor]) -> tuple[Actor, Actor]:
    """Ben on a phone and Bea without script, page by page; Ben and Bo send in the same moment."""
    ben = _opens(server, enter("Ben", phone=True), "ben@byalaget.example")
    bea = _opens(server, enter("Bea", phone=True, script=False), "bea@hembygd.example")
    bo = _opens(server, enter("Bo", phone=True), "bo@batklubben.example")
    for one, choice, words in (
        (ben, "Ganska svårt", WISH),
        (bea, "Mycket svårt", OTHER_WISH),
        (bo, "Ganska lätt", "Det fungerar bra hos oss."),
    ):
        one.ticks(choice)
        one.find("textarea").first.fill(words)
    ben.find("[data-save-state], .r-saved, .r-underfield").first.wait_for()
    for one in (ben, bea, bo):
        one.find(".r-phone__nav button.ds-button").last.click()
        one.looks()
        one.sees(WISH if one is ben else OTHER_WISH if one is bea else "Det fungerar bra hos oss.")
    for one in (ben, bo):
        one.page.evaluate(
            "document.querySelector('.r-phone__nav button.ds-button:last-child').click()"
        )
    bea.find(".r-phone__nav button.ds-button").last.click()
    for one in (ben, bea, bo):
        one.find(".r-code strong").wait_for()
        one.looks()
    return ben, bea


def _opens(server: Server, actor: Actor, email: str) -> Actor:
    link = re.search(r"http\S+/i/\S+", server.letter_to(email, "/i/")).group(0)
    actor.goes(link.removeprefix(server.base))
    assert "/i/" not in actor.page.url  # the secret has left the address
    actor.find(".r-phone__nav .ds-button").last.click()
    return actor.looks()


def the_survey_closes(ana: Actor, path: str) -> None:
    ana.goes(f"{path}/closing")
    ana.find("main form button.ds-button").first.click()
    ana.looks()
    ana.goes(f"{path}/results")
    assert "Visas inte" in ana.find("main").inner_text()  # three of one party is too few
