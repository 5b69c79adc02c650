"""People who use the product in a browser, in sentences.

Every page an actor opens is checked: axe finds nothing, the policy refuses nothing, and no request
leaves the machine. What is found is kept in `faults` and fails the journey at its end.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}


@cache
def _swedish() -> GNUTranslations:
    folder = ROOT / "dialog" / "translations" / "sv" / "LC_MESSAGES"
    with (folder / "messages.mo").open("rb") as handle:
        return GNUTranslations(handle)


def sv(message: str) -> str:
    """What a text of the interface says in Swedish; other texts as they are."""
    return _swedish().gettext(message)


class Actor:
    """One person with one browser."""

    def __init__(
        self, name: str, base: str, browser: Browser, *, phone: bool, script: bool
    ) -> None:
        self.name = name
        self.base = base
        self.script = script
        self.faults: list[str] = []
        self._checked: set[str] = set()
        self.context = browser.new_context(
            viewport=PHONE if phone else DESK,
            java_script_enabled=script,
            locale="sv-SE",
            base_url=base,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.on("request", lambda request: self._local(request.url))
        self.page.on("console", lambda message: self._heard(message.text))
        self.page.on("pageerror", lambda error: self._stumbled(str(error)))

    def _local(self, url: str) -> None:
        if not url.startswith((self.base, "data:", "blob:", "about:")):
            self.faults.append(f"{self.name}: a request left the machine: {url}")

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.faults.append(f"{self.name}: {text}")

    def _stumbled(self, text: str) -> None:
        # Going on before the last page has faded in is not a fault.
        if "Transition was" not in text:
            self.faults.append(f"{self.name}: {text}")

    def goes(self, path: str) -> Actor:
        """Open an address of the product."""
        self.page.goto(path)
        return self.looks()

    def looks(self) -> Actor:
        """Check the page that is open, once for each kind of page and state."""
        self.page.wait_for_load_state()
        kind = re.sub(r"\d+|/[A-Za-z0-9_-]{32}\b", "n", urlsplit(self.page.url).path)
        kind += "|" + self.page.title()
        if not self.script or kind in self._checked:
            return self
        self._checked.add(kind)
        self.page.evaluate(AXE.read_text())
        result: dict[str, Any] = self.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS
        )
        for violation in result["violations"]:
            nodes = [node["html"][:160] for node in violation["nodes"][:3]]
            self.faults.append(f"{self.name} on {self.page.url}: {violation['help']}: {nodes}")
        return self

    def writes(self, label: str, text: str) -> Actor:
        """Fill the field with this label."""
        self.page.get_by_label(label, exact=False).first.fill(text)
        return self

    def chooses(self, label: str, option: str) -> Actor:
        """Choose in a list."""
        self.page.get_by_label(label, exact=False).first.select_option(label=option)
        return self

    def ticks(self, text: str) -> Actor:
        """Tick a box or a radio button by its text."""
        self.page.get_by_label(text, exact=False).first.check()
        return self

    def fills(self, **fields: str) -> Actor:
        """Fill fields by their name, which is their id too."""
        for name, text in fields.items():
            field = self.page.locator(f"[name='{name}']:not([type='hidden'])").first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(text)
            elif field.get_attribute("type") in ("radio", "checkbox"):
                self.page.locator(f"[name='{name}'][value='{text}']").first.check()
            else:
                field.fill(text)
        return self

    def presses(self, text: str) -> Actor:
        """Press a button; `text` is the interface's, in English or as it stands."""
        self.page.get_by_role("button", name=sv(text)).first.click()
        return self.looks()

    def follows(self, text: str) -> Actor:
        """Follow a link."""
        self.page.get_by_role("link", name=sv(text)).first.click()
        return self.looks()

    def sees(self, text: str) -> Actor:
        """The page shows this, now or within a moment."""
        self.page.get_by_text(sv(text)).first.wait_for()
        return self

    def does_not_see(self, text: str) -> Actor:
        assert self.page.get_by_text(sv(text)).count() == 0, f"{self.name} sees “{text}”"
        return self

    def heading(self) -> str:
        return self.page.locator("h1").inner_text()

    def find(self, selector: str, **options: Any) -> Locator:
        return self.page.locator(selector, **options)
