"""`make screenshots`: pictures of the main pages, from the sample dialogue, into docs/screenshots.

Fills a scratch folder with the sample, serves it on a free port and looks at it with Chromium.
"""

from __future__ import annotations

import json
import os
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


def main() -> int:
    """Take every picture, or those whose name holds one of the words given."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        port = _free_port()
        environment = {**os.environ, "RADSLAG_DATA_DIR": folder, "PORT": str(port)}
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
        pictures = [
            ("process", leader, DESK, OLD),
            ("process-390", leader, PHONE, OLD),
            ("register", leader, DESK, "/register"),
            ("survey-start", phone, PHONE, facts["link"]),
            ("survey-results", leader, DESK, _first_link(leader, f"{OLD}/survey", "result")),
            ("groups", leader, DESK, f"{OLD}/focus-groups"),
            (
                "board",
                leader,
                DESK,
                _first_link(leader, "/processes/fritid-for-alla-pa-oarna/workshop", "board"),
            ),
            ("themes", leader, DESK, f"{OLD}/themes"),
            ("proposals", leader, DESK, f"{OLD}/proposals"),
            ("report", leader, DESK, f"{OLD}/reports"),
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


def _first_link(page: Page, path: str, word: str) -> str:
    """The first link on a page whose address holds `word`; the page itself when there is none."""
    page.goto(path)
    found = page.locator(f"main a[href*='{word}']")
    return str(found.first.get_attribute("href")) if found.count() else path


def _take(page: Page, name: str, size: dict[str, int], path: str) -> None:
    page.set_viewport_size(size)
    page.goto(path)
    page.wait_for_load_state("load")
    page.screenshot(path=str(OUT / f"{name}.png"), full_page=size is not WALL)
    print(f"{name}: {page.title()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("The server did not start.")


if __name__ == "__main__":
    sys.exit(main())
