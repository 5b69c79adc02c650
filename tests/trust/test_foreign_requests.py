"""E4, E5: nobody acts through another site, and no header tells us who or where we are."""

from __future__ import annotations

import pytest
import time_machine

from dialog.database import begin_as
from dialog.web import clock
from tests.people import PASSWORD
from tests.trust.lying import changed, rows

HOME = "http://127.0.0.1:8000"
SAME, ANOTHER = {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "cross-site"}
TABLE = [
    (SAME, True),
    (SAME | {"Origin": "http://evil.example"}, True),  # the browser has judged, and it knows best
    (ANOTHER, False),
    (ANOTHER | {"Origin": HOME}, False),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "none"}, False),
    ({"Sec-Fetch-Site": "", "Origin": HOME}, False),
    ({"Sec-Fetch-Site": "SAME-ORIGIN"}, False),
    ({"Sec-Fetch-Site": "same-origin, cross-site"}, False),
    ({"Origin": HOME}, True),
    ({"Origin": "http://127.0.0.1:8001"}, False),
    ({"Origin": "https://127.0.0.1:8000"}, False),
    ({"Origin": "http://127.0.0.1:8000.evil.example"}, False),
    ({"Origin": "http://evil.example"}, False),
    ({"Origin": "null"}, False),
    ({"Referer": f"{HOME}/sign-in"}, False),
    ({}, False),
]


@pytest.fixture
def targets(browser, ana, story):
    """What a foreign page would like to do: sign somebody in, act as staff, as respondent, as guest."""
    staff, respondent, guest = browser(ana), browser(), browser()
    respondent.get(f"/i/{story.words['link']}")
    guest.client.set_cookie("__Host-device", story.device, domain="127.0.0.1", secure=True)
    invitation, board = story.numbers["invitation"], story.numbers["workshop"]
    return [
        (browser(), "/sign-in", {"email": ana.email_key, "password": PASSWORD}),
        (browser(), "/forgotten-password", {"email": ana.email_key}),
        (staff, "/me", {"name": "Någon annan", "locale": "en"}),
        (respondent, f"/answer/{invitation}/beginning", {}),
        (guest, f"/w/{board}/dots", {"target": f"card:{story.numbers['card']}"}),
    ]


@pytest.mark.parametrize(("headers", "passes"), TABLE, ids=range(len(TABLE)))
def test_only_our_own_pages_may_change_something(targets, headers, passes):
    before = rows()
    for visitor, path, form in targets:
        answer = visitor.client.post(path, data=form, headers=headers, base_url=visitor.base)
        begin_as("write")
        assert (answer.status_code != 400) is passes, f"{path}: {answer.status_code}"
        assert passes or "Set-Cookie" not in answer.headers
    assert bool(changed(before, rows())) is passes


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"])
def test_no_other_method_changes_anything_either(targets, method):
    before = rows()
    for visitor, path, form in targets:
        for headers, status in ((ANOTHER, 400), (SAME | {"X-HTTP-Method-Override": "POST"}, 405)):
            answer = visitor.client.open(
                path, method=method, data=form, headers=headers, base_url=visitor.base
            )
            begin_as("write")
            assert answer.status_code == status, path
    assert changed(before, rows()) == []


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:9000", "evil.example:8000", "127.0.0.1:8000.x"]
)
def test_another_host_is_refused(browser, host):
    visitor = browser()
    for path in ("/sign-in", "/no-such-page", "/health/live"):
        answer = visitor.client.get(path, base_url=HOME, headers={"Host": host})
        assert answer.status_code == 400


# What a stranger may write into a request to seem to be somebody or somewhere else.
SPOOFS = [
    {"X-Forwarded-For": "192.0.2.{n}"},
    {"X-Real-IP": "192.0.2.{n}"},
    {"Forwarded": "for=192.0.2.{n};host=evil.example;proto=https"},
    {"True-Client-IP": "192.0.2.{n}", "CF-Connecting-IP": "192.0.2.{n}"},
    {"X-Forwarded-Host": "evil.example", "X-Host": "evil.example"},
    {"X-Forwarded-Proto": "https", "X-Forwarded-Port": "443", "X-Forwarded-Ssl": "on"},
    {"X-Forwarded-Prefix": "/evil", "X-Script-Name": "/evil"},
    {"X-Original-URL": "/people", "X-Rewrite-URL": "/people"},
]


@pytest.mark.parametrize("spoof", SPOOFS, ids=lambda one: next(iter(one)))
def test_a_spoofed_header_has_no_effect(browser, ana, spoof):
    visitor, plain = browser(), browser()
    statuses = []
    with time_machine.travel(clock.now(), tick=False):
        for number in range(21):  # one guess more than one place has in a minute
            headers = {name: value.format(n=number) for name, value in spoof.items()}
            statuses.append(visitor.get(f"/i/{number:032}", headers=headers).status_code)
    assert statuses == [404] * 20 + [429]
    for path in ("/sign-in", "/me", "/privacy"):
        there, here = visitor.get(path, headers=headers), plain.get(path)
        assert there.status_code == here.status_code
        assert there.text == here.text
        assert dict(there.headers) == dict(here.headers)
    form = {"email": ana.email_key, "password": PASSWORD}
    home = visitor.post("/sign-in", form, headers=headers)
    assert home.headers["Location"] == "/"


@pytest.mark.parametrize("proxies", [1, 2])
def test_behind_proxies_only_what_the_nearest_one_says_counts(another, proxies):
    """The proxies write at the end; what stands before their words, anybody may have written."""
    there = another(trusted_proxies=proxies)
    behind = ["198.51.100.1"] * (proxies - 1)

    def status(number: int, client: str) -> int:
        written = ", ".join([f"192.0.2.{number}", client, *behind])
        headers = {"X-Forwarded-For": written, "X-Forwarded-Host": "evil.example"}
        answer = there.test_client().get(f"/i/{number:032}", base_url=HOME, headers=headers)
        begin_as("write")
        return answer.status_code

    with time_machine.travel(clock.now(), tick=False):
        guessing = [status(number, "203.0.113.7") for number in range(21)]
        assert guessing == [404] * 20 + [429]
        assert status(30, "203.0.113.8") == 404  # somebody else is not shut out
