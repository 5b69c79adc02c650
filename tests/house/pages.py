"""What every page must keep: one h1, a title, no double ids, labels, nothing inline."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import RequestRedirect

if TYPE_CHECKING:
    from flask import Flask

SILENT = {"hidden", "submit", "button"}


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.h1 = 0
        self.title = ""
        self.labelled: set[str] = set()
        self.fields: list[str] = []
        self.faults: list[str] = []
        self._in_title = False
        self._label_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if attributes.get("id"):
            self.ids.append(str(attributes["id"]))
        if "style" in attributes:
            self.faults.append(f"<{tag}> has an inline style; use a class.")
        for name in attributes:
            if name.startswith(("on", "hx-on")):
                self.faults.append(f"<{tag}> has {name}; behaviours are attached by scripts.")
        if tag == "script" and not attributes.get("src"):
            self.faults.append("A script stands in the page; put it in static/js.")
        if tag == "form" and "method" not in attributes and attributes.get("role") != "search":
            self.faults.append("A form has no method.")
        if tag == "img" and "alt" not in attributes:
            self.faults.append("A picture has no alt.")
        self.h1 += tag == "h1"
        self._in_title = tag == "title" and not self.title
        self._count_label(tag, attributes)

    def _count_label(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag == "label":
            self._label_depth += 1
            if attributes.get("for"):
                self.labelled.add(str(attributes["for"]))
        if tag in {"input", "select", "textarea"} and attributes.get("type") not in SILENT:
            named = (
                self._label_depth
                or attributes.get("aria-label")
                or attributes.get("aria-labelledby")
            )
            if not named:
                self.fields.append(str(attributes.get("id") or f"{tag} {attributes.get('name')}"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "label":
            self._label_depth -= 1
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def faults(html: str, *, partial: bool = False) -> list[str]:
    """What is wrong with a page, or a part of one, a sentence each."""
    reader = Reader()
    reader.feed(html)
    found = reader.faults
    found += [f"The id {name} stands twice." for name, n in Counter(reader.ids).items() if n > 1]
    found += [f"{field} has no label." for field in reader.fields if field not in reader.labelled]
    if not partial:
        if reader.h1 != 1:
            found.append(f"The page has {reader.h1} h1; it needs exactly one.")
        if not re.search(r"\S.* · Rådslag", reader.title):
            found.append(f"The title is “{reader.title}”; fill the block title.")
    return found


def check_page(html: str, *, partial: bool = False, where: str = "") -> None:
    found = faults(html, partial=partial)
    assert not found, f"{where}:\n" + "\n".join(found)


def switches(html: str) -> list[str]:
    """The links of a page that lead to the same page in another language."""
    return [unescape(link) for link in re.findall(r'href="(/language/[^"]*)"', html)]


def check_switch(app: Flask, html: str, *, where: str = "") -> None:
    """Whoever changes language is led to a page, never to an address that only takes forms."""
    adapter = app.create_url_adapter(None) or app.url_map.bind("")
    for link in switches(html):
        to = urlsplit(parse_qs(urlsplit(link).query)["to"][0]).path
        try:
            adapter.match(to, method="GET")
        except MethodNotAllowed:
            raise AssertionError(f"{where}: {link} leads to a form’s address.") from None
        except (HTTPException, RequestRedirect):
            continue
