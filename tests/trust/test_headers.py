"""E1, E3: every answer carries the guard, whatever became of the request. And A3, its cookies.

The matrix looks at the answers of every address, and `tests.browser` at those of every other test;
here are the answers that no address gives by itself.
"""

from __future__ import annotations

import pytest

from dialog import create_app
from dialog.config import read_settings
from dialog.extensions import db
from dialog.live import stream as live
from dialog.workshop import codes
from dialog.workshop.models import Workshop
from tests.house.answers import OF_A_COOKIE, faults
from tests.people import PASSWORD

FORM = "application/x-www-form-urlencoded"
OURS = {"Sec-Fetch-Site": "same-origin"}
STATIC = "/static/vendor/app.css"


@pytest.fixture
def ask(story, browser, ana):
    """`ask("GET", path)`: what Ana's browser is answered."""
    visitor = browser(ana)

    def send(method: str, path: str, **options):
        options = {"base_url": visitor.base} | options
        response = visitor.client.open(path, method=method, **options)
        response.close()
        db.session.rollback()
        return response

    return send


def test_every_kind_of_answer_is_guarded(app, ask, story, browser):
    board = f"/processes/{story.words['slug']}/workshops/{story.numbers['workshop']}"
    survey = f"/processes/{story.words['slug']}/surveys/{story.numbers['survey_closed']}"
    report = f"/processes/{story.words['slug']}/reports/{story.numbers['report']}"
    edition = f"{report}/editions/{story.numbers['edition']}"
    big = {"data": b"title=" + b"x" * 1_100_000, "content_type": FORM, "headers": OURS}
    file = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    file += b"x" * 5_300_000 + b"\r\n--x--\r\n"
    upload = {"data": file, "content_type": "multipart/form-data; boundary=x", "headers": OURS}
    answers = [
        (200, ask("GET", "/")),
        (200, ask("HEAD", "/")),
        (200, ask("OPTIONS", "/")),
        (303, ask("GET", "/language/en")),
        (400, ask("GET", "/", base_url="http://evil.example")),
        (400, ask("POST", "/me")),
        (401, browser().client.get("/me", base_url=browser().base)),
        (404, ask("GET", "/no-such-page")),
        (404, ask("GET", "/people")),
        (404, ask("GET", "/static/no-such-file.css")),
        (405, ask("DELETE", "/me", headers=OURS)),
        (409, ask("POST", f"/processes/{story.words['slug']}/turns/resume", headers=OURS)),
        (410, ask("GET", "/choose-password/none")),
        (413, ask("POST", "/me", **big)),
        (413, ask("POST", "/sign-in", **big)),
        (413, browser().client.post("/me", base_url=browser().base, **big)),
        (413, ask("POST", "/register/imports/new", **upload)),
        (422, ask("POST", "/me", headers=OURS)),
        (200, ask("GET", f"{board}/changes?after=0")),
        (200, ask("GET", f"{board}/stream?after=0", buffered=False)),
        (200, ask("GET", f"{survey}/results/csv")),
        (200, ask("GET", f"{survey}/results/xlsx")),
        (200, ask("GET", f"{edition}/report.docx")),
        (200, ask("GET", "/health/live")),
    ]
    number = ask("GET", f"{board}/changes?after=0").get_json()["number"]
    answers.append((204, ask("GET", f"{board}/changes?after={number}")))
    hub, room = live.hub_of(app), live.hub_of(app).limit
    hub.limit = 0
    answers.append((503, ask("GET", f"{board}/stream?after=0")))
    hub.limit = room
    for _ in range(42):  # enough, also where a new minute begins meanwhile
        last = ask("GET", "/i/" + "A" * 32)
    answers.append((429, last))
    wrong = [
        f"{answer.request.method} {answer.request.path}: {answer.status_code}, {faults(answer)}"
        for status, answer in answers
        if answer.status_code != status or faults(answer)
    ]
    assert wrong == []


def test_static_files_are_guarded_too(ask):
    first = ask("GET", STATIC)
    again = ask("GET", STATIC, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert faults(first, static=True) == []
    assert "X-Content-Type-Options" in first.headers


def test_a_fault_of_ours_is_guarded_and_says_nothing_technical(tmp_path, caplog):
    """A database that has lost its tables."""
    settings = read_settings({"RADSLAG_DATA_DIR": str(tmp_path)})
    client = create_app(settings).test_client()
    form = {"email": "kanarie@kommun.example", "password": "kanariefågel i bur"}
    answer = client.post("/sign-in", data=form, base_url=settings.base_url, headers=OURS)
    assert answer.status_code == 500
    assert faults(answer) == []
    for word in ("Traceback", "sqlite", "SELECT", "attempt", str(tmp_path)):
        assert word not in answer.text
    assert "OperationalError" in caplog.text
    assert "kanarie" not in caplog.text


@pytest.mark.parametrize("path", ["/sign-in", "/no-such-page", STATIC, "/health/live"])
def test_browsers_are_told_to_stay_with_https_where_it_is_used(another, path):
    told = []
    for address in ("https://radslag.kommun.example", "http://127.0.0.1:8000"):
        answer = another(base_url=address).test_client().get(path, base_url=address)
        told.append(answer.headers.get("Strict-Transport-Security"))
        answer.close()
    assert told == ["max-age=63072000; includeSubDomains", None]


def test_every_cookie_is_kept_from_scripts_and_from_other_sites(app, browser, story, ana):
    """A3: all there are, set and taken back. Others set them too, and are looked at there."""
    visitor, found = browser(), {}

    def take(answer):
        for cookie in answer.headers.getlist("Set-Cookie"):
            found.setdefault(cookie.partition("=")[0], []).append(set(cookie.split("; ")))

    for code in ("ar", "en"):
        take(visitor.get(f"/language/{code}"))
    take(visitor.post("/sign-in", {"email": ana.email_key, "password": PASSWORD}))
    take(visitor.get(f"/i/{story.words['link']}"))
    take(visitor.post("/me", {"name": "Ana Lind", "locale": "sv"}))
    workshop = db.session.get_one(Workshop, story.numbers["workshop"])
    take(visitor.get(f"/w/q/{codes.token_of(workshop)}"))
    party = str(story.process.parties[0].id)
    take(visitor.post(f"/w/{workshop.id}/join", {"party": party}))
    take(visitor.post(f"/w/{workshop.id}/leaving"))
    take(visitor.post("/sign-out"))
    assert set(found) == {
        "__Host-lang",
        "__Host-reads",
        "__Host-radslag",
        "__Host-seat",
        "__Host-flash",
        "__Host-device",
    }
    assert all(set(OF_A_COOKIE) <= parts for cookies in found.values() for parts in cookies)
