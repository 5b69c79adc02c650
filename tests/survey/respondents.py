"""A survey in four parts, those who are asked, and their telephones."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dialog import tokens
from dialog.extensions import db
from dialog.invitations.operations import invite
from dialog.process.models import PartyKind
from dialog.register.models import Contact
from dialog.register.operations import add_contact, add_organisation
from dialog.survey.definition import Definition
from dialog.survey.operations import create_survey, open_survey
from dialog.web import clock
from tests.people import party

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from dialog.accounts.models import Person
    from dialog.invitations.models import Invitation
    from dialog.process.models import Process
    from dialog.survey.models import Survey
    from tests.browser import Browser

LIKELY = [
    {"key": "easy", "label": {"sv": "Lätt", "en": "Easy"}},
    {"key": "hard", "label": {"sv": "Svårt"}},
]
ASKED: dict[str, Any] = {
    "languages": ["sv", "en"],
    "title": {"sv": "Hur vill ni arbeta ihop?", "en": "How do you want to work together?"},
    "sections": [
        {
            "key": "you",
            "title": {"sv": "Om er", "en": "About you"},
            "questions": [
                {
                    "key": "members",
                    "kind": "number",
                    "required": True,
                    "party_kinds": ["association"],
                    "text": {"sv": "Hur många är ni?"},
                },
                {
                    "key": "ways",
                    "kind": "multiple",
                    "other": True,
                    "text": {"sv": "Hur hörs ni av er?"},
                    "options": [
                        {"key": "phone", "label": {"sv": "Telefon"}},
                        {"key": "visit", "label": {"sv": "Besök"}},
                    ],
                },
            ],
        },
        {
            "key": "reach",
            "title": {"sv": "Vägen in"},
            "questions": [
                {
                    "key": "reach",
                    "kind": "single",
                    "required": True,
                    "text": {"sv": "Hur lätt är det att nå rätt person?"},
                    "options": LIKELY,
                },
                {
                    "key": "why_hard",
                    "kind": "long",
                    "text": {"sv": "Vad gör det svårt?"},
                    "condition": "reach = 'hard'",
                },
            ],
        },
        {
            "key": "visits",
            "title": {"sv": "Besök"},
            "condition": "contains(ways, 'visit')",
            "questions": [
                {"key": "where", "kind": "short", "text": {"sv": "Vart går ni?"}},
            ],
        },
        {
            "key": "wishes",
            "title": {"sv": "Önskemål"},
            "questions": [
                {"key": "wish", "kind": "long", "text": {"sv": "Vad önskar ni er?"}},
            ],
        },
    ],
}


def make_survey(
    process: Process, by: Person, *, mode: str = "named", opened: bool = True, **more: Any
) -> Survey:
    """A survey that has been open since yesterday and closes in ten days."""
    now = clock.now()
    usual = {"seat_rule": "organisation", "closes_at": now + timedelta(days=10)}
    details = usual | {"definition": Definition.from_json(ASKED)} | more
    survey = create_survey(
        process,
        "Hur vill ni arbeta ihop?",
        mode=mode,
        by=by,
        now=now - timedelta(days=2),
        **details,
    )
    if opened:
        open_survey(survey, by=by, now=now - timedelta(days=1))
    return survey


def association(name: str, *contacts: str, by: Person) -> list[Contact]:
    """An association with its contacts."""
    now = clock.now()
    organisation = add_organisation(name, "association", by=by, now=now)
    return [
        add_contact(
            organisation,
            contact,
            email=f"{contact.split()[0].casefold()}@{organisation.id}.example",
            by=by,
            now=now,
        )
        for contact in contacts
    ]


def asked(
    survey: Survey, contact: Contact, *, by: Person, kind: PartyKind = PartyKind.ASSOCIATION
) -> Invitation:
    """`contact` gets a personal link to the survey."""
    invitation = invite(
        survey.occasion, contact, party(survey.occasion.process, kind), by=by, now=clock.now()
    )
    db.session.flush()
    return invitation


class Phone:
    """Somebody answers by personal link: follows redirects, keeps the page, fills in its form."""

    def __init__(self, browser: Browser, invitation: Invitation) -> None:
        self.browser = browser
        self.base = f"/answer/{invitation.id}"
        self.token = tokens.derive("invitation", invitation.id, invitation.generation)
        self.status = 0
        self.html = ""
        self.path = ""

    def open_link(self) -> Phone:
        return self._follow(self.browser.get(f"/i/{self.token}"))

    def get(self, path: str) -> Phone:
        return self._follow(self.browser.get(self.base + path), self.base + path)

    def post(self, path: str, data: dict[str, Any] | None = None) -> Phone:
        return self._follow(self.browser.post(self.base + path, data), self.base + path)

    def begin(self) -> Phone:
        return self.open_link().post("/beginning")

    def fill(self, _to: str = "next", **answers: Any) -> Phone:
        """Fill in the page that is open and press a button."""
        return self._follow(self.browser.post(self.path, self.fields(_to, **answers)), self.path)

    def autosave(self, **answers: Any) -> TestResponse:
        return self.browser.post(self.path, self.fields("stay", **answers))

    def fields(self, to: str, **answers: Any) -> dict[str, Any]:
        return {
            "page-to": to,
            "page-shown": self.hidden("page-shown"),
            "page-drawn-from": self.hidden("page-drawn-from"),
        } | answers

    def send(self, code: str | None = None) -> Phone:
        return self.post("/review", {"page-code": code or self.hidden("page-code")})

    def answer_all(self, wish: str = "Ett nummer att ringa") -> Phone:
        """From the link to the page where everything is read through, the short way."""
        self.begin().fill(members="40", ways=["phone"])
        return self.fill(reach="easy").fill(wish=wish)

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.html)
        return unescape(found[1]) if found else ""

    @property
    def code(self) -> str:
        """The code on the receipt that is shown."""
        found = re.search(r"<strong data-long>([^<]+)</strong>", self.html)
        return found[1] if found else ""

    @property
    def text(self) -> str:
        """The page as it is read."""
        main = re.sub(r"<(script|style|svg).*?</\1>", "", self.html, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())

    def _follow(self, response: TestResponse, path: str = "") -> Phone:
        while response.status_code == 303:
            path = urlsplit(response.headers["Location"]).path
            response = self.browser.get(path)
        self.status, self.path = response.status_code, path
        self.html = response.get_data(as_text=True)
        return self
