"""I5: a form that cannot be taken says so on top, at the field and in the title, and keeps the input."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from tests.trust.reading import forms_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.trust.crawling import Form
    from tests.trust.known import Known
    from tests.trust.reading import PageForm

LONG = "Ett ord till, och ett ”till” & ett <b>till</b>. " * 450  # 21 600 characters
SHORT = "Ett ord med ”Å”"
# A reason need not be given; what is longer than the field holds no browser sends.
NEVER_WRONG = {"/processes/P/workshops/N/hidings"}


def asks(form: Form) -> bool:
    """Whether there is anything to fill in or choose."""
    return any(one.kind not in {"hidden", "button"} for one in form.fields.values())


def wrong_bodies(form: Form) -> Iterator[dict[str, str]]:
    """Nothing filled in · everything too long · choices that are not offered · words for numbers."""
    typed = {one.name: "" for one in form.fields.values() if one.kind not in {"file", "button"}}
    hidden = {one.name: one.value for one in form.fields.values() if one.kind == "hidden"}
    yield typed | hidden
    yield form.filled() | {one.name: LONG for one in form.fields.values() if one.is_typed}
    chosen = [one.name for one in form.fields.values() if one.kind in {"select", "radio"}]
    yield form.filled(SHORT) | dict.fromkeys(chosen, "none-of-these")
    yield form.filled(SHORT)


def faults(html: str, path: str, sent: dict[str, str]) -> list[str]:
    """What a page that complains lacks."""
    found = []
    title = unescape((re.search(r"<title>([^<]*)", html) or ["", ""])[1])
    found += [] if title.startswith("Fel: ") else [f"the title is {title}"]
    summary = re.search(r'<section class="r-errors.*?</section>', html, re.DOTALL)
    if summary is None:
        return [*found, "there is no summary"]
    found += [] if 'role="alert"' in summary[0] else ["the summary is not told at once"]
    links = re.findall(r'href="#([^"]+)"[^>]*>([^<]+)', summary[0])
    found += [] if links else ["the summary leads nowhere"]
    for target, sentence in links:
        found += [f"#{target} is not on the page"] if f'id="{target}"' not in html else []
        found += [] if sentence.strip() else [f"#{target} is told nothing"]
    found += [f"#{target}: {why}" for target, _ in links for why in at_field(html, target)]
    return found + [f"{name} is gone" for name in lost(forms_in(html, path), sent)]


def at_field(html: str, target: str) -> list[str]:
    """Whether the field, or the group it opens, points at the complaint beside it."""
    tag = re.search(rf'<[a-z]+[^>]*\bid="{re.escape(target)}"[^>]*>', html)
    before = html[: tag.start()] if tag else ""
    group = before[before.rfind("<fieldset") :].partition(">")[0]
    described = re.search(r'aria-describedby="([^"]*)"', tag[0]) if tag else None
    by_group = re.search(r'aria-describedby="([^"]*)"', group)
    ids = [one for match in (described, by_group) if match for one in match[1].split()]
    told = [one for one in ids if re.search(rf'class="r-err[^>]*\bid="{re.escape(one)}"', html)]
    missing = [one for one in ids if f'id="{one}"' not in html]
    found = [f"described by {one}, which is not there" for one in missing]
    return found if told else [*found, "no complaint describes it"]


def lost(forms: list[PageForm], sent: dict[str, str]) -> list[str]:
    """What was written and does not stand in the page that came back. Passwords never do."""
    held: dict[str, set[str]] = {}
    for form in forms:
        for one in form.fields.values():
            if one.is_typed and one.kind != "password":
                held.setdefault(one.name, set()).add(" ".join(one.value.split())[:60])
    return [
        name
        for name, text in sent.items()
        if len(text) > 12 and name in held and " ".join(text.split())[:60] not in held[name]
    ]


def complained(one: Known) -> tuple[int, list[str]]:
    """How often a form complained of what was wrong, and what was amiss with how it did."""
    times, found = 0, []
    for body in wrong_bodies(one.form):
        answer = one.send(body)
        html = answer.get_data().decode(errors="replace")
        if answer.status_code in {422, 409, 400}:
            times += 1
        if answer.status_code == 422:
            found += faults(html, one.form.action, body)
        if answer.status_code in {409, 400} and "<title>Fel: " not in html:
            found.append(f"a refusal without Fel: {re.search('<title>[^<]*', html)}")
    return times, found


def test_every_form_complains_where_and_how_it_should(known):
    amiss, silent, complaining = [], [], 0
    for one in known:
        if not asks(one.form):
            continue
        times, found = complained(one)
        complaining += bool(times)
        amiss += [f"{one.form.kind}: {fault}" for fault in dict.fromkeys(found)]
        silent += [] if times else [one.form.kind]
    assert not amiss, "\n".join(amiss)
    assert set(silent) <= NEVER_WRONG, silent
    assert complaining > 40
