"""`make screenshots`: pictures of the main pages, from the sample dialogue, into docs/screenshots.

Fills a scratch folder with the sample, serves it on a free port and looks at it with Chromium.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "screenshots"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}
WALL = {"width": 1920, "height": 1080}
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
OLD = "/processes/oar-i-samverkan"
YOUNG = "/processes/fritid-for-alla-pa-oarna"
LONGEST = """() => [...document.querySelectorAll(".r-texts > li")]
  .filter((row) => row.querySelectorAll(".r-tag").length > 1)
  .sort((a, b) => b.innerText.length - a.innerText.length)[0]
  .querySelector("a[href*='/desk']").getAttribute("href")"""
TALLEST = 2400  # pictures of long pages show their beginning


def main() -> int:
    """Take every picture, or those whose name holds one of the words given."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environment = {
            **os.environ,
            "RADSLAG_DATA_DIR": folder,
            "PORT": str(port),
            "RADSLAG_MUNICIPALITY": "Ljungö kommun",
            "RADSLAG_ADMINISTRATION": "Kultur- och fritidsförvaltningen",
            "RADSLAG_CONTACT": "dialog@ljungo.example",
            "RADSLAG_DATA_PROTECTION": "dataskydd@ljungo.example",
        }
        flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
        for command in (["db", "upgrade"], ["demo"]):
            subprocess.run([*flask, *command], cwd=ROOT, env=environment, check=True)
        facts = json.loads((Path(folder) / "demo.json").read_text(encoding="utf-8"))
        server = subprocess.Popen([*flask, "serve"], cwd=ROOT, env=environment)
        try:
            _wait(port)
            _look(f"http://127.0.0.1:{port}", facts, sys.argv[1:])
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(30)
    return 0


def _look(base: str, facts: dict[str, str], words: list[str]) -> None:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("RADSLAG_TEST_CHROMIUM") or shutil.which("chromium"),
            args=FLAGS,
        )
        leader = _sign_in(chromium, base, facts, "leader")
        phone = _page(chromium, base, PHONE)
        young = _first_link(leader, f"{YOUNG}/workshops", "/workshops/")
        pictures = [
            ("process", leader, DESK, OLD),
            ("process-390", leader, PHONE, OLD),
            ("register", leader, DESK, "/register"),
            ("survey-start", phone, PHONE, facts["link"]),
            ("survey-results", leader, DESK, _results(leader)),
            ("groups", leader, DESK, f"{OLD}/focus-groups"),
            ("board", leader, DESK, young),
            ("projector", leader, WALL, f"{young}/projector"),
            ("coding", leader, DESK, _said_at_length(leader)),
            ("proposal", leader, DESK, _first_link(leader, f"{OLD}/proposals", "/proposals/")),
            ("report", leader, DESK, _first_link(leader, f"{OLD}/reports", "/editions/")),
        ]
        for name, page, size, path in pictures:
            if not words or any(word in name for word in words):
                _take(page, name, size, path)
        chromium.close()


def _page(chromium: Browser, base: str, size: dict[str, int]) -> Page:
    return chromium.new_context(base_url=base, viewport=size, locale="sv-SE").new_page()


def _sign_in(chromium: Browser, base: str, facts: dict[str, str], role: str) -> Page:
    page = _page(chromium, base, DESK)
    page.goto("/sign-in")
    page.fill("#email", facts[f"{role}_email"])
    page.fill("#password", facts[f"{role}_password"])
    page.click("main button")
    page.wait_for_url(f"{base}/")
    return page


def _results(page: Page) -> str:
    return _first_link(page, _first_link(page, f"{OLD}/surveys", "/surveys/"), "/results")


def _said_at_length(page: Page) -> str:
    """The desk of the longest text on the list that has been coded more than once."""
    page.goto(f"{OLD}/themes/contributions")
    return str(page.evaluate(LONGEST))


def _first_link(page: Page, path: str, word: str) -> str:
    """The first link on a page whose address holds `word`; the page itself when there is none."""
    page.goto(path)
    links = page.locator(f"main a[href*='{word}']").all()
    addresses = [str(link.get_attribute("href")) for link in links]
    numbered = [address for address in addresses if re.search(re.escape(word) + r"\d+", address)]
    return next(iter(numbered or addresses), path)


def _take(page: Page, name: str, size: dict[str, int], path: str) -> None:
    page.set_viewport_size(size)
    page.goto(path)
    page.wait_for_load_state("load")
    page.wait_for_timeout(800)  # what a page fetches by itself, as likenesses
    tall = min(TALLEST, int(page.evaluate("document.documentElement.scrollHeight")))
    height = tall if size is not WALL else size["height"]
    clip = {"x": 0, "y": 0, "width": size["width"], "height": height}
    page.screenshot(path=str(OUT / f"{name}.png"), full_page=size is not WALL, clip=clip)
    print(f"{name}: {page.title()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("The server did not start.")


if __name__ == "__main__":
    sys.exit(main())
