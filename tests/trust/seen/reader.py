"""A browser that is handed pages the product has made, and axe that reads them in several lights."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dialog.web.assets import STATIC
from tests.journeys.watching import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route
    from werkzeug.test import TestResponse

PLAIN = {"color_scheme": "light", "forced_colors": "none", "reduced_motion": "reduce"}
LIGHTS: list[tuple[int, dict[str, Any]]] = [
    (1280, PLAIN),
    (320, PLAIN | {"color_scheme": "dark"}),
    (1280, PLAIN | {"forced_colors": "active"}),
]
# What opens without a script is opened for the reading on a narrow screen: menus and questions.
OPEN = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"
MANY = re.compile(r"\d+|[\w-]{24,}")
HEADERS = {"content-type", "content-security-policy", "content-language"}


class Reader:
    """Reads pages one after the other; `faults` tell what axe found, each kind of fault once."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base
        self.faults: dict[str, str] = {}
        self.read = 0
        self._shown: tuple[str, TestResponse] | None = None
        page.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        """The page that is shown, and what is built for all; nothing else is there."""
        path = urlsplit(route.request.url).path
        if self._shown and route.request.url == self._shown[0]:
            answer = self._shown[1]
            headers = {n.lower(): v for n, v in answer.headers if n.lower() in HEADERS}
            route.fulfill(status=200, headers=headers, body=answer.get_data())
        elif path.startswith("/static/") and (STATIC / path.removeprefix("/static/")).is_file():
            route.fulfill(path=STATIC / path.removeprefix("/static/"))
        else:
            route.abort()

    def reads(self, path: str, answer: TestResponse, state: str = "") -> None:
        """axe on the page that was answered at `path`, in every light."""
        address = self.base + path.partition("#")[0]
        self._shown = (address, answer)
        self.page.goto(address, wait_until="load")
        self.read += 1
        for width, light in LIGHTS:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(**light)
            if width < 1000:
                self.page.evaluate(OPEN)
            self._axe(f"{path} {state} at {width} px", light)
        self._shown = None

    def _axe(self, where: str, light: dict[str, Any]) -> None:
        contrast = light["forced_colors"] != "active"
        for fault in violations(self.page, contrast=contrast):
            html = fault["nodes"][0]["html"][:220]
            kind = f"{fault['id']} {MANY.sub('N', html)}"
            self.faults.setdefault(kind, f"{where}, {light}: {fault['help']}: {html}")
