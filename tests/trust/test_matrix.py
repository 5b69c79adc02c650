"""Every address × everybody, on a dialogue that holds one of everything (the table: expectations)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests import people
from tests.trust import expectations as table
from tests.trust.lying import changed, rows
from tests.trust.story import tell
from tests.trust.visiting import STATUS, Door, doors, expected, told, value_of, wrong

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

NOWHERE = 987654


def test_every_door_stands_in_the_table(app):
    unknown = {door.guard for door in doors(app, "GET", "POST")} - set(table.RULES) - {"anyone"}
    assert not unknown, f"Say in expectations.RULES who passes {sorted(unknown)}."
    ajar = {door.endpoint for door in doors(app, "GET", "POST") if door.guard == "anyone"}
    assert ajar <= table.OPEN, (
        f"{sorted(ajar - table.OPEN)} is open to anyone: give it a rule, or put it in OPEN."
    )
    other = {m for rule in app.url_map.iter_rules() for m in rule.methods or ()}
    assert other <= {"GET", "HEAD", "OPTIONS", "POST"}
    assert all(len(row) == len(table.WHO) for row in table.RULES.values())


def test_everybody_is_shown_what_is_theirs_and_nothing_else(app, story, everybody):
    """C2, C3: pages, files, streams and fragments are the same doors; so is a page asked in parts."""
    before, faults = rows(), []
    for door in doors(app, "GET"):
        path = door.path(story, app)
        for who in table.WHO:
            wanted = expected(door, who)
            answers = [everybody.ask(who, "GET", path)]
            if wanted in STATUS or who == "facilitator":
                answers.append(everybody.ask(who, "GET", path, part=True))
            faults += [
                told(door, who, path, answer.status_code)
                for answer in answers
                if wrong(door, wanted, answer.status_code)
                or (wanted == "k" and answer.status_code >= 400)
            ]
    assert not faults, "\n".join(faults)
    assert changed(before, rows()) == []


def test_nobody_acts_where_they_may_not_and_nothing_is_written(app, story, everybody):
    """C2, C4: the refusal comes before the first write."""
    before, faults = rows(), []
    for door in doors(app, "POST"):
        path = door.path(story, app)
        for who in table.WHO:
            wanted = expected(door, who)
            if wanted in STATUS:
                status = everybody.ask(who, "POST", path).status_code
                if wrong(door, wanted, status):
                    faults.append(told(door, who, path, status))
    assert not faults, "\n".join(faults)
    assert changed(before, rows()) == []


@pytest.mark.parametrize(
    "who", ["note-taker", "analyst", "facilitator", "administrator", "respondent", "guest"]
)
def test_an_empty_form_is_answered_in_words(app, story, everybody, who):
    """Whoever is let in gets an answer for an empty form too: done, refused or shown again."""
    faults = []
    for door in doors(app, "POST"):
        if expected(door, who) == "k":
            path = door.path(story, app)
            status = everybody.ask(who, "POST", path).status_code
            if wrong(door, "o", status):
                faults.append(told(door, who, path, status))
    assert not faults, "\n".join(faults)


def test_what_belongs_to_another_dialogue_does_not_exist(app, story, everybody, ana, eva):
    """C5: Ana leads both, and still each thing is found only through its own dialogue."""
    other = tell(app, people.dialogue(ana, note_taker=eva, title="Ett annat samtal"), ana, eva)
    before, faults = rows(), []
    for door in doors(app, "GET", "POST"):
        who = table.COME_AS.get(door.guard, "facilitator")
        for name in _foreign(door):
            theirs = int(value_of(door.endpoint, name, other))
            path = door.path(story, app, **{name: theirs})
            for role in ("note-taker", "analyst", "administrator"):
                status = everybody.ask(role, door.method, path).status_code
                if expected(door, role) == "k" and status != 404:
                    faults.append(told(door, role, path, status))
            answer = everybody.ask(who, door.method, path)
            empty = door.path(story, app, **{name: NOWHERE})
            nothing = everybody.ask(who, door.method, empty)
            if answer.status_code != 404:
                faults.append(told(door, who, path, answer.status_code))
            elif _body(answer, path) != _body(nothing, empty):
                faults.append(
                    f"{told(door, who, path, 404)}: another page than for no thing at all"
                )
    assert not faults, "\n".join(faults)
    assert changed(before, rows()) == []


def _foreign(door: Door) -> list[str]:
    """The numbers in an address that must belong to what stands before them."""
    scoped = "slug" in door.arguments or door.guard in table.COME_AS
    if scoped:
        return door.numbers
    return ["contact"] if "contact" in door.numbers else []


def _body(response: TestResponse, path: str) -> str:
    """The page, but for the address that it repeats, whole or as the page above a form's."""
    page = response.get_data(as_text=True).replace(path, "here")
    return re.sub(
        r"(?<=\?to=)/[^\"?]*", lambda to: "here" if path.startswith(to[0]) else to[0], page
    )
