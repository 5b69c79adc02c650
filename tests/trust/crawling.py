"""Going through the product as a person does: from page to page, by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from dialog import database
from dialog.accounts.access import COOKIE
from dialog.accounts.operations import sign_in
from dialog.extensions import db
from dialog.web import clock
from tests.trust.reading import Field, forms_in

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from dialog.accounts.models import Person

LINK = re.compile(r'(?:href|src|hx-get|action)="([^"]*)"')
SKIPPED = re.compile(r"^/(static|language|sign-out)|/stream$")


@dataclass
class Form:
    """A form that was found: where it goes, what it asks for, and on which page it stands."""

    action: str
    page: str = ""
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        """The same for forms that differ in what they are about alone."""
        return kind_of(self.action)

    def filled(self, typed: str = "Ord") -> dict[str, str]:
        """What is sent when every choice is made and a word is written where there is none."""
        return {
            one.name: one.value
            or (one.offered[0] if one.offered else typed if one.is_typed else "")
            for one in self.fields.values()
            if one.kind not in {"file", "button"}
        }


class Crawler:
    """One person's way through everything that can be reached from the first page."""

    def __init__(self, app: Flask, person: Person | None, *, cookie: str = "") -> None:
        self.base = app.config["SETTINGS"].base_url
        self.client = app.test_client(use_cookies=False)
        self.cookie = cookie
        if person is not None:
            _session, token = sign_in(person, now=clock.now())
            self.cookie = f"{COOKIE}={token}"
        self.forms: dict[str, Form] = {}
        db.session.commit()

    def ask(self, method: str, path: str, **options: object) -> TestResponse:
        db.session.rollback()
        headers = {"Cookie": self.cookie, "Sec-Fetch-Site": "same-origin"}
        response = self.client.open(
            path, method=method, base_url=self.base, headers=headers, **options
        )
        response.get_data()
        response.close()
        database.begin_as("write")
        db.session.rollback()
        return response

    def pages(self, *starts: str, most: int = 400) -> Iterator[tuple[str, TestResponse]]:
        """Every page that can be reached, one for each kind of address and question, `most` at most."""
        waiting = list(starts or ("/",))
        seen = {shape(start) for start in waiting}
        while waiting and most:
            path = waiting.pop(0)
            most -= 1
            response = self.ask("GET", path)
            yield path, response
            if 300 <= response.status_code < 400:
                found = [response.headers["Location"]]
            elif response.mimetype == "text/html":
                html = response.get_data(as_text=True)
                found = [unescape(link) for link in LINK.findall(html)]
                self._note_forms(path, html)
            else:
                found = []
            for link in found:
                target = local(urljoin(self.base + path, link), self.base)
                if target and not SKIPPED.search(target) and shape(target) not in seen:
                    seen.add(shape(target))
                    waiting.append(target)

    def note(self, path: str, sent: dict[str, str] | None = None) -> TestResponse:
        """Open a page, or send a form to it, and keep the forms that come back."""
        answer = self.ask("POST", path, data=sent) if sent else self.ask("GET", path)
        if answer.mimetype == "text/html":
            self._note_forms(path, answer.get_data(as_text=True))
        return answer

    def _note_forms(self, path: str, html: str) -> None:
        for found in forms_in(html, self.base + path):
            if found.method != "post":
                continue
            for address, name, value in found.actions:
                target = local(address, self.base)
                form = self.forms.setdefault(shape(target), Form(target, path))
                form.fields = found.fields | form.fields
                if name:
                    button = form.fields.setdefault(name, Field(name, "button"))
                    button.offered.append(value)


def local(address: str, base: str) -> str:
    """Path and question of an address of ours; empty for any other."""
    if not address.startswith(base):
        return ""
    parts = urlsplit(address)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def kind_of(action: str) -> str:
    """An address without what it is about: numbers, ids and names of dialogues."""
    plain = re.sub(r"/processes/[^/?]+", "/processes/P", urlsplit(action).path)
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "N", plain)


def shape(path: str) -> str:
    """Two addresses that differ only in what they ask count as one; numbers make a difference."""
    parts = urlsplit(path)
    names = sorted(one.partition("=")[0] for one in parts.query.split("&"))
    return f"{parts.path}?{','.join(names)}"
