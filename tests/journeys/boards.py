"""What people do around a board in one sitting: open it, join, group, lay a dot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.journeys.arranging import BASE

if TYPE_CHECKING:
    from tests.journeys.actors import Actor


def a_board(ana: Actor, columns: str = "En väg in\nTillsammans") -> tuple[str, str]:
    """Ana prepares and opens a board. Returns its address and its code."""
    ana.goes(f"{BASE}/workshops/new").fills(
        title="Öppen workshop",
        question="Vad skulle göra det enklare?",
        columns=columns,
        day="2030-11-30",
    )
    ana.find("main form button.ds-button").first.click()
    ana.page.wait_for_load_state()
    path = ana.page.url.removeprefix(ana.base)
    ana.goes(path).presses("Open the board")
    return path, ana.find(".r-codeline strong").inner_text()


def joins(phone: Actor, code: str, side: str) -> Actor:
    """Somebody in the room joins by the code, for one side."""
    phone.goes("/w").fills(code=code)
    phone.find("main form button, .r-phone__nav button").last.click()
    phone.looks().ticks(side)
    phone.find(".r-phone__nav button").last.click()
    return phone.looks().sees("Vad skulle göra det enklare?")


def groups_all(ana: Actor, title: str) -> None:
    """Every note on the board, by ticking each, into one group."""
    for box in ana.find("input[name='card']").all():
        box.check()
    ana.fills(title=title)
    ana.find("#picked button[formaction*='groups']").click()
    ana.find(".r-group h3", has_text=title).wait_for()


def lays_a_dot(phone: Actor) -> None:
    """On whatever stands first, once the page is at the voting."""
    phone.find("button[name='target']").first.click()
    phone.find("#dots li").first.wait_for()
