"""What somebody does who was too late: reads both versions, and chooses."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.browser import Browser


class Choice(HTMLParser):
    """The page that shows both versions: where one can go, and the form that can be sent again."""

    def __init__(self, answer: TestResponse) -> None:
        super().__init__()
        assert answer.status_code == 409, answer.status_code
        self.action = ""
        self.fields: dict[str, list[str]] = {}
        self.buttons: list[str] = []
        self.links: list[str] = []
        self._part = ""
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._part = "main" if tag == "main" else self._part
        if self._part != "main":
            return
        if tag == "form":
            self.action = given["action"]
        elif tag == "input":
            self.fields.setdefault(given["name"], []).append(given["value"])
        elif tag == "button":
            self.buttons.append(given.get("name", ""))
        elif tag == "a":
            self.links.append(given["href"])

    def handle_endtag(self, tag: str) -> None:
        self._part = "" if tag == "main" else self._part


def mine_stands(visit: Browser, late: TestResponse) -> TestResponse:
    """“Let mine stand”: the form again, as the page carries it. Nothing is typed anew."""
    choice = Choice(late)
    assert "" in choice.buttons, "there is no such button"
    return visit.post(choice.action, choice.fields)


def writes_on(visit: Browser, late: TestResponse) -> TestResponse:
    """“Write on from mine”."""
    choice = Choice(late)
    assert "edit-further" in choice.buttons, "there is no such button"
    return visit.post(choice.action, choice.fields | {"edit-further": "1"})


def theirs_stands(visit: Browser, late: TestResponse) -> TestResponse:
    """“Keep what is stored”: back to the page."""
    return visit.get(Choice(late).links[0])
