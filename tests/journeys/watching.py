"""What is watched on every page that somebody opens in a journey, and what a journey must not leave.

A page: what axe finds, at its own size and once for each kind of page on a narrow screen in the dark
and with forced colours, and a phone's also at a desk; what the policy refuses; the focus and what is
said (watch.js). A request: no other machine, no word of where it came from. The server's log: nothing
secret, nothing said.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Error

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import BrowserContext, Page, Request

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WATCH = Path(__file__).parent / "watch.js"
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
USUAL = {"color_scheme": "null", "forced_colors": "null", "reduced_motion": "null"}
# A narrow screen in the dark; and the reader's own colours, where axe cannot judge contrast.
LIGHTS: list[dict[str, Any]] = [
    {"color_scheme": "dark", "reduced_motion": "reduce"},
    {"forced_colors": "active", "reduced_motion": "reduce"},
]
SECRET = re.compile(r"/(?:i|r|w/q|choose-password)/([\w-]{20,})")
LEFT = "Execution context was destroyed"  # the browser's words for a page that has been left
PHASES = 5  # a board has no more of them to go through
LENGTH = 6  # shorter words stand in a log by chance


class Seen:
    """What all who take part in a journey have met together: kinds of pages, and what is secret."""

    def __init__(self) -> None:
        self.kinds: set[str] = set()
        self.secrets: set[str] = set()

    def keep(self, words: Iterable[str]) -> None:
        """What may stand in no log: as it is, and each of its lines."""
        lines = {line.strip() for word in words for line in (word, *word.splitlines())}
        self.secrets |= {line for line in lines if len(line) >= LENGTH}

    def keep_of(self, request: Request) -> None:
        """The secret in an address, and everything that was typed into a form."""
        self.keep(SECRET.findall(urlsplit(request.url).path))
        if request.method == "POST" and "urlencoded" in request.headers.get("content-type", ""):
            self.keep(value for _name, value in parse_qsl(request.post_data or ""))

    def keep_cookies(self, context: BrowserContext) -> None:
        self.keep(str(cookie["value"]) for cookie in context.cookies() if len(cookie["value"]) > 15)

    def told_in(self, log: str) -> list[str]:
        """A fault for each secret that stands in what the server has written."""
        return [f"the server's log holds “{secret}”" for secret in self.secrets if secret in log]


def violations(page: Page, *, contrast: bool = True) -> list[dict[str, Any]]:
    """What axe finds on the page as it is, by WCAG to 2.2, A and AA.

    With forced colours the contrast is the reader's own, and axe reads the colours from before.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    how = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {"color-contrast": {"enabled": contrast}},
        "resultTypes": ["violations"],
    }
    found: list[dict[str, Any]] = page.evaluate("how => axe.run(document, how)", how)["violations"]
    return found


class Watch:
    """Watches one page; what is wrong is kept in `faults`, which name whose page it was."""

    def __init__(self, name: str, base: str, page: Page, seen: Seen) -> None:
        self.name, self.base, self.page, self.seen = name, base, page, seen
        self.faults: list[str] = []
        page.add_init_script(path=WATCH)
        page.on("request", self._asked)
        page.on("console", lambda message: self._heard(message.text))
        page.on("pageerror", lambda error: self._stumbled(str(error)))
        wire = page.context.new_cdp_session(page)  # the headers as they were really sent
        wire.send("Network.enable")
        wire.on("Network.requestWillBeSentExtraInfo", lambda sent: self._sent(sent["headers"]))

    def _fault(self, text: str) -> None:
        self.faults.append(f"{self.name}: {text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base, "data:", "blob:", "about:")):
            self._fault(f"a request left the machine: {request.url}")
        self.seen.keep_of(request)

    def _sent(self, headers: dict[str, str]) -> None:
        came_from = {name.lower(): value for name, value in headers.items()}.get("referer")
        if came_from is not None:
            self._fault(f"a request says that it came from {came_from}")

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text or text.startswith("watch: "):
            self._fault(f"on {self.page.url}: {text}")

    def _stumbled(self, text: str) -> None:
        # Going on before the last page has faded in is not a fault.
        if "Transition was" not in text:
            self._fault(text)

    def looks(self, kind: str) -> None:
        """axe on the page as it is, and once for each kind of page in other lights.

        A screen that follows a board goes on to the next phase by itself, and may do so meanwhile:
        then the page it went on to is looked at instead.
        """
        for _ in range(PHASES):
            try:
                self._looks_here(kind)
            except Error as error:
                if LEFT not in str(error):
                    raise
                self.page.wait_for_load_state()
            else:
                return
        self._fault(f"{self.page.url} never stood still")

    def _looks_here(self, kind: str) -> None:
        self.runs_axe()
        if kind not in self.seen.kinds:
            self._in_other_lights()
            self.seen.kinds.add(kind)

    def _in_other_lights(self) -> None:
        size = self.page.viewport_size
        self.page.set_viewport_size(NARROW)
        try:
            for light in LIGHTS:
                self.page.emulate_media(**USUAL | light)
                self.runs_axe(f" at 320 px, {light}", contrast="forced_colors" not in light)
            if size and size["width"] < WIDE["width"]:
                self.page.emulate_media(**USUAL)
                self.page.set_viewport_size(WIDE)
                self.runs_axe(" at 1280 px")
        finally:
            self.page.emulate_media(**USUAL)
            if size:
                self.page.set_viewport_size(size)

    def runs_axe(self, where: str = "", *, contrast: bool = True) -> None:
        for violation in violations(self.page, contrast=contrast):
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self._fault(f"on {self.page.url}{where}: {violation['help']}: {nodes}")
