"""One form of each kind there is in the product, with somebody who has seen it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dialog import tokens
from dialog.accounts.models import LinkPurpose, Person
from dialog.accounts.operations import RESET_FOR, make_link
from dialog.extensions import db
from dialog.web import clock
from tests.trust.crawling import Crawler
from tests.trust.visiting import note_all

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.trust.crawling import Form
    from tests.trust.story import Story
    from tests.trust.visiting import Visitors

WHO = ("facilitator", "administrator", "respondent", "guest", "nobody")
# Sent last of all or not at all: they end what the others need.
LAST = re.compile(
    r"sign-out|closing|turns/|leaving|archiving|disabling|/team|merging|removal|/me|/opening$"
    r"|cancellation|choose-password|/voting$|writing-end|voting-end|code$|withdrawal|/hid(ings|ing)$"
)
OUT = re.compile(r"sign-out|/me/password|signing-out|no-administrator|/sign-in")  # last of the last


class Known(NamedTuple):
    """A form, and somebody who may send it."""

    crawler: Crawler
    form: Form

    def send(self, body: object, **options: object) -> TestResponse:
        return self.crawler.ask("POST", self.form.action, data=body, **options)


def all_forms(app: Flask, story: Story, everybody: Visitors) -> list[Known]:
    """Every form, those last that end something. The board writes again, and the survey is begun."""
    crawlers = {who: Crawler(app, None, cookie=everybody.cookies[who]) for who in WHO}
    for who, crawler in crawlers.items():
        note_all(crawler, app, story, who)
    process = f"/processes/{story.words['slug']}"
    board = f"{process}/workshops/{story.numbers['workshop']}"
    leads, answers, writes = (crawlers[who] for who in ("facilitator", "respondent", "guest"))
    leads.ask("POST", f"{board}/voting-end")
    leads.ask("POST", f"{board}/writing")
    leads.note(board)
    writes.note(f"/w/{story.numbers['workshop']}")
    lines = {"text": "En rad\nEn till", "column": str(_column(story))}
    leads.note(f"{board}/pasted", lines | {"party": str(story.process.parties[0].id)})
    seat = f"/answer/{story.numbers['invitation']}"
    answers.ask("POST", f"{seat}/beginning")
    answers.note(f"{seat}/pages/1")
    visitor = crawlers["nobody"]
    visitor.note("/code", {"page-code": story.words["code"]})
    visitor.note("/code/answers", {"page-code": story.words["code"]})
    visitor.note(f"/choose-password/{_reset(story)}")
    found: dict[str, Known] = {}
    for crawler in crawlers.values():
        for form in crawler.forms.values():
            found.setdefault(form.kind, Known(crawler, form))
    return sorted(found.values(), key=_when)


def _when(one: Known) -> tuple[bool, bool, str]:
    action = one.form.action
    return bool(OUT.search(action)), bool(LAST.search(action)), one.form.kind


def _column(story: Story) -> int:
    from dialog.workshop import queries

    activity = queries.activity_of(story.numbers["workshop"])
    assert activity is not None
    return queries.board_of(activity).columns[0].id


def _reset(story: Story) -> str:
    somebody = db.session.get_one(Person, story.numbers["person"])
    link = make_link(somebody, LinkPurpose.RESET, lasts=RESET_FOR, now=clock.now())
    db.session.commit()
    return tokens.derive("staff", link.id)
