"""People who use the product in a browser, in sentences.

Every page an actor opens is watched (`watching`). What is found fails the journey at its end.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.journeys.watching import Watch

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.journeys.watching import Seen

ROOT = Path(__file__).parents[2]
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
        self, name: str, base: str, browser: Browser, seen: Seen, *, phone: bool, script: bool
    ) -> None:
        self.name = name
        self.base = base
        self.script = script
        self._checked: set[str] = set()
        self.context = browser.new_context(
            viewport=PHONE if phone else DESK,
            java_script_enabled=script,
            locale="sv-SE",
            base_url=base,
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.watch = Watch(name, base, self.page, seen)

    def goes(self, path: str) -> Actor:
        """Open an address of the product."""
        self.page.goto(path)
        return self.looks()

    def looks(self) -> Actor:
        """Check the page that is open, once for each kind of page and state."""
        self.page.wait_for_load_state()
        kind = re.sub(r"\d+|/[A-Za-z0-9_-]{32}\b", "n", urlsplit(self.page.url).path)
        state = f"{kind}|{self.page.title()}"
        if self.script and state not in self._checked:
            self._checked.add(state)
            self.watch.looks(kind)
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
