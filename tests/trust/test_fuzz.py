"""D4, D7: whatever is typed, pasted or put in an address, the answer is in words and never a fault."""

from __future__ import annotations

import io
import itertools
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

import pytest

from tests.trust.crawling import Crawler, Form
from tests.trust.story import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

SCRIPT = "<script>alert(1)</script>"
QUOTES = '"><img src=x onerror=alert(2)>'
TYPED = {
    "nothing at all": b"",
    "NUL": b"a\x00b",
    "a lone surrogate": b"a\xed\xa0\x80b",
    "not UTF-8": b"\xff\xfe\xc3",
    "right to left": "abc\u202egpj.exe".encode(),
    "emoji": "👩‍👩‍👧‍👦🫐".encode(),
    "too long": b"x" * 20_000,
    "SQL": b"1' OR '1'='1'; DROP TABLE process; --",
    "SQL in numbers": b"1 OR 1=1",
    "a great number": b"9" * 40,
    "less than nothing": b"-1",
    "script": SCRIPT.encode(),
    "quotes": QUOTES.encode(),
    "template": b"{{ 7*7 }}%s%(x)s{0}",
    "a formula": b"=HYPERLINK(1)",
    "a date that is none": b"2026-02-31",
    "lines": b"\r\nSet-Cookie: a=b\r\n",
}
QUESTIONS = (
    # What addresses are asked with, here or in other products.
    "q",
    "sort",
    "order",
    "page",
    "stage",
    "party",
    "theme",
    "kind",
    "state",
    "tag",
    "status",
    "area",
    "archived",
    "uncoded",
    "after",
    "text",
    "contribution",
    "section",
    "board",
    "number",
    "list",
    "to",
    "role",
    "from",
    "until",
    "who",
    "type",
    "size",
    "filter",
    "version",
)
SECONDS = 35
# Sent last of all or not at all: they end what the others need.
LAST = re.compile(r"sign-out|closing|turns/|leaving|archiving|disabling|/team|merging|removal|/me")


@pytest.fixture
def crawled(app, story, ana) -> tuple[Crawler, list[str]]:
    """Ana has been everywhere, and knows every form and every page."""
    crawler = Crawler(app, ana)
    seen = [path for path, answer in crawler.pages(most=160) if answer.status_code == 200]
    return crawler, seen


def encoded(fields: list[tuple[str, bytes]]) -> bytes:
    return b"&".join(
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}".encode()
        for name, value in fields
    )


def kinds_of(forms: dict[str, Form]) -> list[Form]:
    """One form of each kind: addresses that differ in numbers alone are the same."""
    by_kind = {form.kind: form for form in forms.values()}
    return sorted(by_kind.values(), key=lambda form: (bool(LAST.search(form.action)), form.action))


def attempts(forms: list[Form]) -> Iterator[tuple[Form, str]]:
    """Every form with every text; each round begins with another text, so that all are tried."""
    names = list(TYPED)
    for turn in range(len(names)):
        for number, form in enumerate(forms):
            if turn == 0 or not LAST.search(form.action):
                yield form, names[(turn + number) % len(names)]


def is_naked(answer: TestResponse) -> bool:
    """Whether markup that somebody typed has become markup of a page."""
    html = answer.get_data()
    return answer.mimetype == "text/html" and (SCRIPT.encode() in html or b"<img src=x" in html)


def test_no_form_answers_with_a_fault(crawled):
    crawler, _seen = crawled
    forms = kinds_of(crawler.forms)
    assert len(forms) > 25
    ends, faults, tried = time.monotonic() + SECONDS, [], set()
    for form, name in attempts(forms):
        if time.monotonic() > ends:
            break
        fields = [(field, TYPED[name]) for field in sorted(form.fields)]
        answer = _post(crawler, form, encoded(fields))
        tried.add(form.action)
        if answer.status_code >= 500 or is_naked(answer):
            faults.append(f"{form.action} with {name}: {answer.status_code}")
    assert not faults, "\n".join(faults)
    assert len(tried) == len(forms)


def test_no_form_takes_three_hundred_fields_or_half_a_file_amiss(crawled):
    crawler, _seen = crawled
    many = encoded([(f"field{number}", b"x") for number in range(300)])
    faults = []
    for form in kinds_of(crawler.forms):
        statuses = [_post(crawler, form, many).status_code]
        upload = {name: (io.BytesIO(b"PK\x03\x04\x00\xff"), "x\x00.xlsx") for name in form.fields}
        statuses.append(crawler.ask("POST", form.action, data=upload).status_code)
        faults += [form.action] if max(statuses) >= 500 else []
    assert faults == []


def test_a_form_of_more_than_a_megabyte_is_refused_in_words(crawled):
    crawler, _seen = crawled
    form = next(
        form
        for form in crawler.forms.values()
        if form.action.endswith("/processes/x") or form.fields
    )
    answer = _post(crawler, form, b"title=" + b"x" * 1_100_000)
    assert answer.status_code == 413
    assert "1 MB" in answer.get_data(as_text=True)


def test_no_question_in_an_address_is_a_fault(crawled):
    """D4: what sorts and filters is chosen from a list, whatever the address says."""
    crawler, seen = crawled
    faults, ends = [], time.monotonic() + SECONDS
    pages = sorted({re.sub(r"\?.*", "", path) for path in seen})
    texts = itertools.cycle(TYPED.items())
    for path in pages:
        if time.monotonic() > ends:
            break
        for _ in range(3):
            name, typed = next(texts)
            asked = encoded([(question, typed[:1000]) for question in QUESTIONS]).decode()
            answer = crawler.ask("GET", f"{path}?{asked}")
            if answer.status_code >= 500 or is_naked(answer):
                faults.append(f"{path} with {name}: {answer.status_code}")
    assert not faults, "\n".join(faults)


def test_what_was_typed_is_shown_as_text_everywhere(app, dialogue, ana, eva):
    """The same hostile words as title, purpose and organisation, on every page that shows them."""
    dialogue.title = SCRIPT
    dialogue.purpose = QUOTES
    told = tell(app, dialogue, ana, eva)
    crawler = Crawler(app, ana)
    hostile = encoded(
        [("name", QUOTES.encode()), ("kind", b"association"), ("organisation-name", b"x")]
    )
    crawler.ask("POST", "/register/new", data=hostile, content_type=FORM)
    shown, naked = 0, []
    for path, answer in crawler.pages(f"/processes/{told.words['slug']}", most=120):
        if answer.mimetype == "text/html":
            shown += b"&lt;script&gt;alert" in answer.get_data()
            naked += [path] if is_naked(answer) else []
    assert naked == []
    assert shown > 20


FORM = "application/x-www-form-urlencoded"


def _post(crawler: Crawler, form: Form, body: bytes) -> TestResponse:
    return crawler.ask("POST", form.action, data=body, content_type=FORM)
