"""Headers on every answer, and who may change something."""

from __future__ import annotations

import pytest

from dialog.web.headers import FIXED

PATHS = ["/", "/sign-in", "/no-such-page", "/processes/nothing", "/health/live", "/privacy"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(browser, path):
    response = browser().get(path)
    for name, value in FIXED.items():
        assert response.headers[name] == value, name
    assert "no-store" in response.headers["Cache-Control"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "Cookie" in response.vary


def test_static_files_carry_the_policy_too(browser):
    response = browser().client.get("/static/vendor/app.css", base_url=browser().base)
    assert response.status_code == 200
    assert response.headers["Content-Security-Policy"] == FIXED["Content-Security-Policy"]
    response.close()


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "", "Origin": "http://127.0.0.1:8000"}, False),
        ({"Origin": "http://127.0.0.1:8000"}, True),
        ({"Origin": "http://127.0.0.1:8001"}, False),
        ({"Origin": "https://127.0.0.1:8000"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({}, False),
    ],
)
def test_only_our_own_pages_may_change_something(browser, headers, passes):
    visitor = browser()
    response = visitor.client.post(
        "/forgotten-password",
        data={"email": "nobody@kommun.example"},
        headers=headers,
        base_url=visitor.base,
    )
    assert (response.status_code == 200) is passes


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:9000", "evil.example:8000"]
)
def test_another_host_is_refused(browser, host):
    response = browser().client.get("/sign-in", base_url=f"http://{host}")
    assert response.status_code == 400


def test_pages_are_gzipped_and_small_ones_are_not(browser):
    visitor = browser()
    page = visitor.client.get(
        "/privacy", base_url=visitor.base, headers={"Accept-Encoding": "gzip"}
    )
    assert page.headers["Content-Encoding"] == "gzip"
    live = visitor.client.get(
        "/health/live", base_url=visitor.base, headers={"Accept-Encoding": "gzip"}
    )
    assert "Content-Encoding" not in live.headers
