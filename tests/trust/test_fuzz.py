"""D7: whatever is typed, pasted or sent, the answer is in words and never a fault; D1: words stay words."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

from tests.stores import ENGINE
from tests.trust.crawling import Crawler
from tests.trust.known import LAST
from tests.trust.story import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.test import TestResponse

    from tests.trust.known import Known

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
TRIES = 2500  # on each engine: 5 000 in all


def encoded(fields: list[tuple[str, bytes]]) -> bytes:
    return b"&".join(
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(value)}".encode()
        for name, value in fields
    )


def attempts(known: list[Known]) -> Iterator[tuple[Known, str, bytes]]:
    """Each form with each text in all of its fields; then filled in well but for one field or two."""
    lasting = [one for one in known if not LAST.search(one.form.action)]
    for name, typed in TYPED.items():
        for one in known if name == "nothing at all" else lasting:
            yield one, name, encoded([(field, typed) for field in one.form.fields])
    chance = random.Random(f"{ENGINE} 2026")
    while True:
        one, name = chance.choice(lasting), chance.choice(list(TYPED))
        fields = [(key, value.encode()) for key, value in one.form.filled().items()]
        wrong = {chance.choice(fields)[0] for _ in range(2)} if fields else set()
        body = [(key, TYPED[name] if key in wrong else value) for key, value in fields]
        yield one, f"{name} in {sorted(wrong)}", encoded(body)


def is_naked(answer: TestResponse) -> bool:
    """Whether markup that somebody typed has become markup of a page."""
    html = answer.get_data()
    return answer.mimetype == "text/html" and (SCRIPT.encode() in html or b"<img src=x" in html)


def test_no_form_answers_with_a_fault(known):
    faults, tried = [], set()
    for number, (one, name, body) in enumerate(attempts(known)):
        if number == TRIES:
            break
        answer = _post(one, body)
        tried.add(one.form.kind)
        if answer.status_code >= 500 or is_naked(answer):
            faults.append(f"{one.form.action} with {name}: {answer.status_code}")
    assert not faults, "\n".join(faults)
    assert len(tried) == len(known)


def test_no_form_takes_half_a_file_or_too_many_fields_amiss(known):
    """The 201st field is refused, a file where a text belongs is no text."""
    faults = []
    for one in known:
        statuses = {
            many: _post(one, encoded([(f"f{number}", b"x") for number in range(many)])).status_code
            for many in (200, 201)
        }
        upload = {
            name: (io.BytesIO(b"PK\x03\x04\x00\xff"), "x\x00.xlsx") for name in one.form.fields
        }
        sent = one.send(upload).status_code
        if statuses[201] != 413 or statuses[200] in {413, 500} or sent >= 500:
            faults.append(f"{one.form.action}: {statuses}, with files {sent}")
    assert not faults, "\n".join(faults)


def test_a_form_of_more_than_a_megabyte_is_refused_in_words(known):
    for one in known[:: len(known) // 8]:
        answer = _post(one, b"title=" + b"x" * 1_100_000)
        assert answer.status_code == 413
        assert "1 MB" in answer.get_data(as_text=True)


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


def _post(one: Known, body: bytes) -> TestResponse:
    return one.send(body, content_type=FORM)
