"""Reading the forms of a page as a browser does: fields, what they hold, what they offer."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

SILENT = {"submit", "button", "reset", "image"}


@dataclass
class Field:
    """One field of a form, with everything of that name."""

    name: str
    kind: str  # the type of an input, or select, textarea
    id: str = ""
    value: str = ""
    offered: list[str] = field(default_factory=list)
    described_by: str = ""
    is_invalid: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether a person writes in it."""
        return self.kind not in {"hidden", "select", "radio", "checkbox", "file", "button"}


@dataclass
class PageForm:
    """A form as it stands in a page: where each of its buttons sends it, and its fields."""

    method: str
    actions: list[tuple[str, str, str]]  # address, name and value of a button
    fields: dict[str, Field] = field(default_factory=dict)
    has_file: bool = False

    def filled(self) -> dict[str, str]:
        """What is sent when nothing is touched, and the first of every choice is made."""
        return {
            one.name: one.value or (one.offered[0] if one.offered else "")
            for one in self.fields.values()
            if one.kind != "file"
        }


class Reader(HTMLParser):
    """Collects the forms of one page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[PageForm] = []
        self.ids: dict[str, PageForm] = {}
        self._open: PageForm | None = None
        self._select: Field | None = None
        self._text: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, had.get("action", ""))
            self._open = PageForm(had.get("method", "get").lower(), [(action, "", "")])
            self.forms.append(self._open)
            if "id" in had:
                self.ids[had["id"]] = self._open
        elif tag == "option" and self._select is not None:
            value = had.get("value", "")
            self._select.offered.append(value)
            if "selected" in had:
                self._select.value = value
        elif tag in {"input", "select", "textarea", "button"}:
            form = self.ids.get(had["form"]) if "form" in had else self._open
            if form is not None:
                self._take(form, tag, had)

    def _take(self, form: PageForm, tag: str, had: dict[str, str]) -> None:
        kind = had.get("type", "text") if tag == "input" else tag
        if tag == "button" or kind in SILENT:
            action = urljoin(self.address, had.get("formaction", form.actions[0][0]))
            form.actions.append((action, had.get("name", ""), had.get("value", "")))
            return
        if not (name := had.get("name")):
            return
        one = form.fields.setdefault(name, Field(name, kind, had.get("id", "")))
        one.described_by = one.described_by or had.get("aria-describedby", "")
        one.is_invalid = one.is_invalid or had.get("aria-invalid") == "true"
        form.has_file = form.has_file or kind == "file"
        if kind in {"radio", "checkbox"}:
            one.offered.append(had.get("value", "on"))
            one.value = had.get("value", "on") if "checked" in had else one.value
        elif tag == "select":
            self._select = one
        elif tag == "textarea":
            self._text = one
        else:
            one.value = had.get("value", "")

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._text is not None:
            self._text.value = self._text.value.removeprefix("\n")
            self._text = None


def forms_in(html: str, address: str) -> list[PageForm]:
    reader = Reader(address)
    reader.feed(html)
    return reader.forms
