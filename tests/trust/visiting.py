"""Every address of the product, and everybody who may ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit

from dialog import database
from dialog.accounts.access import COOKIE
from dialog.accounts.operations import sign_in
from dialog.extensions import db
from dialog.invitations.access import COOKIE as SEAT
from dialog.web import clock
from dialog.web.access import rules_of
from dialog.workshop.access import COOKIE as DEVICE
from tests.house.answers import check_headers
from tests.trust import expectations as table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from werkzeug.test import TestResponse

    from dialog.accounts.models import Person
    from tests.trust.crawling import Crawler
    from tests.trust.story import Story

STATUS = {"1": 401, "3": 403, "4": 404}


class Door(NamedTuple):
    """One address in one method, with what its arguments name."""

    endpoint: str
    method: str
    rule: str
    arguments: tuple[str, ...]
    guard: str

    def path(self, story: Story, app: Flask, **swapped: int) -> str:
        values = {name: value_of(self.endpoint, name, story) for name in self.arguments} | swapped
        adapter = app.url_map.bind(urlsplit(app.config["SETTINGS"].base_url).netloc)
        path = adapter.build(self.endpoint, values, method=self.method)
        asked = table.QUERIES.get(self.endpoint, "").format(**story.numbers)
        return f"{path}?{asked}" if asked and not swapped else path

    @property
    def numbers(self) -> list[str]:
        return [name for name in self.arguments if f"<int:{name}>" in self.rule and name != "page"]


def value_of(endpoint: str, name: str, story: Story) -> int | str:
    """What stands in the address of `endpoint` for its argument `name`."""
    room = endpoint.partition(".")[0]
    if name == "number":
        begins = [start for start in table.NUMBERS if endpoint.startswith(start)]
        assert begins, f"{endpoint}: say in expectations.NUMBERS whose number its address holds."
        return story.numbers[table.NUMBERS[max(begins, key=len)]]
    if name == "slug":
        return story.words["slug"]
    if name == "key":
        return table.KEYS[room]
    if name == "token":
        return story.words[table.TOKENS[room]] if room in table.TOKENS else "none"
    if name == "act" and endpoint in table.ACTS:
        return table.ACTS[endpoint]
    if name in table.FIXED:
        return table.FIXED[name]
    known = table.NAMES.get(f"{room} {name}") or table.NAMES.get(name, name)
    assert known in story.numbers, f"{endpoint}: say in expectations what “{name}” is."
    return story.numbers[known]


def doors(app: Flask, *methods: str) -> Iterator[Door]:
    """Every address of the product, what ends something last."""
    found = []
    for rule in app.url_map.iter_rules():
        guard = " ".join(getattr(one, "__name__", "?") for one in rules_of(app, rule.endpoint))
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            if method in methods:
                names = tuple(sorted(rule.arguments))
                found.append(Door(rule.endpoint, method, rule.rule, names, guard))
    return iter(sorted(found, key=lambda door: (_ends(door), door.rule, door.method)))


def _ends(door: Door) -> bool:
    act = door.endpoint.partition(".")[2]
    return door.endpoint.startswith(("turns", "signing")) or act.startswith(table.ENDINGS)


def expected(door: Door, who: str) -> str:
    if door.guard == "anyone":
        return "o"
    row = table.ENDPOINTS.get(door.endpoint) or table.RULES[door.guard]
    return row[table.WHO.index(who)]


def note_all(crawler: Crawler, app: Flask, story: Story, who: str) -> None:
    """Open every page that `who` is let in to, and keep its forms."""
    for door in doors(app, "GET"):
        if expected(door, who) in {"k", "o"} and not door.rule.endswith("/stream"):
            crawler.note(door.path(story, app))


class Visitors:
    """Everybody's browser, by who they are."""

    def __init__(self, app: Flask, story: Story, staff: dict[str, Person]) -> None:
        self.app = app
        self.base = app.config["SETTINGS"].base_url
        self.client = app.test_client(use_cookies=False)
        self.cookies = dict.fromkeys(table.WHO, "")
        for who, person in staff.items():
            _session, token = sign_in(person, now=clock.now())
            self.cookies[who] = f"{COOKIE}={token}"
        self.cookies["guest"] = f"{DEVICE}={story.device}"
        db.session.commit()
        for name in ("link_board", "link", "link_answered"):
            opened = self.ask("respondent", "GET", f"/i/{story.words[name]}")
            kept = opened.headers.getlist("Set-Cookie")
            self.cookies["respondent"] = next(one for one in kept if SEAT in one).partition(";")[0]

    def ask(
        self,
        who: str,
        method: str,
        path: str,
        *,
        part: bool = False,
        asked: dict[str, str] | None = None,
    ) -> TestResponse:
        """What `who` is answered. Nothing is remembered from one question to the next."""
        headers = {"Sec-Fetch-Site": "same-origin"} if method == "POST" else {}
        if part:
            headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
        if self.cookies[who]:
            headers["Cookie"] = self.cookies[who]
        db.session.rollback()  # what the test holds, nobody else waits for
        if asked:
            path += ("&" if "?" in path else "?") + urlencode(asked)
        response = self.client.open(path, method=method, base_url=self.base, headers=headers)
        if response.mimetype != "text/event-stream":
            response.get_data()
        response.close()
        check_headers(response, where=f"{method} {path}")
        database.begin_as("write")
        db.session.rollback()  # the next one begins anew
        return response


def told(door: Door, who: str, path: str, status: int) -> str:
    return f"{door.method} {path} ({door.endpoint}, {door.guard}) as {who}: {status}"


def wrong(door: Door, wanted: str, status: int) -> bool:
    if status >= 500:
        return True
    if wanted == "o":
        return status in {401, 403}
    if wanted == "k":
        return status in {401, 403, 404}
    return status != STATUS[wanted]
