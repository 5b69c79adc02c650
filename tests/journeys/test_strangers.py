"""B3, D3, E4 in a browser: machines that open links, pages of others, and words that look like pages."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from dialog.accounts.access import COOKIE
from tests.journeys.arranging import BASE, arranged, sits_down
from tests.journeys.boards import a_board, joins

NASTY = (
    '<div hx-get="/w" hx-trigger="load">',
    "<img src=/nowhere onerror=alert(1)>",
    "<script>alert(2)</script>",
)
# What a page of somebody else tries in the name of whoever reads it: forms, and what scripts send.
EVIL = """<!doctype html><title>Vinn en resa</title>
<form id="form" method="post" target="here" action="{base}{path}"><input name="name" value="Tjuv">
<input name="title" value="Tjuv"></form><iframe name="here"></iframe>"""
TARGETS = ("/me", "/register/new", f"{BASE}/turns/pause", "/sign-in", "/forgotten-password")
BY_SCRIPT = """address => fetch(address, {method: "POST", mode: "no-cors", credentials: "include",
  body: new URLSearchParams({name: "Tjuv"})}).then(() => "sent", () => "refused")"""


@pytest.fixture(scope="module")
def tokens(server):
    return arranged(server, "team")


class Elsewhere(BaseHTTPRequestHandler):
    """Another site on this machine: another name, another port."""

    def do_GET(self) -> None:
        base, path = self.server.aims_at
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(EVIL.format(base=base, path=path).encode())

    def log_message(self, *_words: object) -> None:
        pass


@pytest.fixture
def elsewhere():
    site = HTTPServer(("127.0.0.1", 0), Elsewhere)
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    yield site
    site.shutdown()
    thread.join()
    site.server_close()


def test_a_machine_that_opens_a_link_and_runs_its_scripts_changes_nothing(server, tokens, enter):
    """B3: what guards a mailbox opens every link, in a browser, and looks for as long as it likes."""
    links = arranged(server, "one_question", "named")["links"][:3]
    before = arranged(server, "lies")
    for link in links:
        guard = enter("Vakten", phone=True)
        guard.page.goto(link, wait_until="networkidle")
        assert "/i/" not in guard.page.url
        guard.page.wait_for_timeout(2500)  # longer than a page waits before it saves
        guard.page.reload()
    assert arranged(server, "lies") == before


def test_a_page_of_somebody_else_cannot_act(server, tokens, chromium, elsewhere):
    """E4: Ana is signed in, and reads something on another site."""
    before, statuses = arranged(server, "lies"), []
    context = chromium.new_context()
    secure = server.base.replace("http:", "https:")
    context.add_cookies([{"name": COOKIE, "value": tokens["ana"], "url": secure, "secure": True}])
    page = context.new_page()
    page.goto(f"{server.base}/me")
    assert "Ana Lind" in page.content()

    def ours(answer) -> bool:
        return answer.url.startswith(server.base)

    context.on("response", lambda one: ours(one) and statuses.append(one.status))
    for path in TARGETS:
        elsewhere.aims_at = server.base, path
        statuses.clear()
        page.goto(f"http://localhost:{elsewhere.server_port}/")
        with context.expect_event("response", ours):
            page.evaluate("document.getElementById('form').submit()")
        page.evaluate(BY_SCRIPT, server.base + path)
        assert statuses, path
        assert set(statuses) == {400}, f"{path}: {statuses}"
    context.close()
    assert arranged(server, "lies") == before


def test_words_that_look_like_a_page_ask_for_nothing(server, tokens, enter):
    """D3: on the phone that wrote them, on the desk and on the wall, as they come and when loaded anew."""
    ana = sits_down(enter("Ana"), tokens["ana"])
    board, code = a_board(ana)
    dag = joins(enter("Dag", phone=True), code, "Föreningar")
    wall = sits_down(enter("Väggen"), tokens["ana"]).goes(f"{board}/projector?view=board")
    screens, asked, spoken = (dag, ana, wall), [], []
    for screen in screens:
        screen.page.on("request", lambda one: asked.append(one.url))
        screen.page.on("dialog", lambda one: (spoken.append(one.message), one.dismiss()))
    for words in NASTY:
        dag.find("#note_form textarea").fill(words)
        dag.find(".r-phone__nav button").click()
        for screen in screens:
            screen.sees(words)
    for screen in screens:
        screen.page.reload()
        for words in NASTY:
            screen.sees(words)
        assert screen.page.locator("[hx-trigger=load], img[src='/nowhere']").count() == 0
    assert spoken == []
    assert [url for url in asked if url.endswith(("/w", "/nowhere"))] == []
