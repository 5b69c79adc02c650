"""D4: whatever an address asks, it is asked with bound values and from lists of ours."""

from __future__ import annotations

import ast
import re
import time
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.datastructures import ImmutableMultiDict

from dialog.config import ROOT
from tests.trust.lying import changed, rows
from tests.trust.visiting import doors, expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

PAYLOADS = [
    "'",
    '"',
    "';",
    "' OR '1'='1",
    "' OR 1=1 --",
    '" OR ""="',
    "') OR ('1'='1",
    "1 OR 1=1",
    "1) OR (1=1",
    "1; DROP TABLE process",
    "'; DROP TABLE process; --",
    "1' AND '1'='2",
    "' UNION SELECT email_key, password_hash FROM person --",
    "-1 UNION ALL SELECT 1,2,3",
    "1 ORDER BY 100",
    "name; --",
    "name DESC, (SELECT 1)",
    "(SELECT password_hash FROM person LIMIT 1)",
    "CASE WHEN 1=1 THEN name ELSE id END",
    "1 AND (SELECT count(*) FROM person) > 0",
    "'||(SELECT email_key FROM person LIMIT 1)||'",
    "' || pg_sleep(20) || '",
    "1; SELECT pg_sleep(20)",
    "1 AND 1=(SELECT 1 FROM pg_sleep(20))",
    "randomblob(900000000)",
    "' AND load_extension('x') --",
    "%' OR name LIKE '%",
    "_%\\",
    "\\'; --",
    "'; ATTACH DATABASE '/tmp/x' AS x; --",
]
NONSENSE = "zqxj"


class Noting(ImmutableMultiDict[str, str]):
    """What an address asked, which notes every name that a view looks for."""

    looked_for: set[str] = set()

    def get(self, key: str, *rest: Any, **more: Any) -> Any:
        self.looked_for.add(key)
        return super().get(key, *rest, **more)

    def getlist(self, key: str, *rest: Any, **more: Any) -> Any:
        self.looked_for.add(key)
        return super().getlist(key, *rest, **more)

    def __getitem__(self, key: str) -> str:
        self.looked_for.add(key)
        return super().__getitem__(key)


@pytest.fixture
def noting(app: Flask) -> Iterator[None]:
    usual = app.request_class
    app.request_class = type("Request", (usual,), {"parameter_storage_class": Noting})
    yield
    app.request_class = usual


def shape_of(html: str) -> list[str]:
    """The elements of a page in order, whatever it says."""
    return re.findall(r"<(\w+)", html)


def test_no_payload_is_taken_for_anything_but_words(app, story, everybody, noting):
    """Every name that any page looks for, with every payload: the page is as for a word nobody wrote."""
    before, faults, asked, names = rows(), [], 0, set()
    for door in doors(app, "GET"):
        who = next((one for one in ("facilitator", "administrator", "guest", "respondent", "nobody")
                    if expected(door, one) in {"k", "o"}), "nobody")  # fmt: skip
        path = door.path(story, app).partition("?")[0]
        if door.rule.endswith("/stream"):
            continue
        Noting.looked_for.clear()
        everybody.ask(who, "GET", path)
        looked_for = sorted(Noting.looked_for)
        names |= set(looked_for)
        if not looked_for:
            continue
        plain = everybody.ask(who, "GET", path, asked=dict.fromkeys(looked_for, NONSENSE))
        for turn in range(len(PAYLOADS)):
            given = {
                name: PAYLOADS[(turn + place) % len(PAYLOADS)]
                for place, name in enumerate(looked_for)
            }
            began = time.monotonic()
            answer = everybody.ask(who, "GET", path, asked=given)
            asked += 1
            page, same = answer.get_data(as_text=True), answer.status_code == plain.status_code
            if not same or shape_of(page) != shape_of(plain.get_data(as_text=True)):
                faults.append(f"{path} {given}: {answer.status_code}")
            if "argon2" in unescape(page) or time.monotonic() - began > 15:
                faults.append(f"{path} {given}: was run")
    assert not faults, "\n".join(faults)
    assert changed(before, rows()) == []
    assert len(names) > 15, names
    assert asked > 600


def test_no_statement_is_put_together_from_words():
    """text() is given words of ours; in these files also names from a list that stands beside it."""
    known = {"overview/doctors.py", "rules.py", "mail/models.py", "survey/closing.py"}
    loose = [
        f"{path.relative_to(ROOT / 'dialog')}:{node.lineno}"
        for path in (ROOT / "dialog").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", ""))
        in {"text", "exec_driver_sql", "literal_column", "executescript"}
        and node.args
        and not isinstance(node.args[0], ast.Constant)
    ]
    assert {one.partition(":")[0] for one in loose} <= known, loose
