"""What the domain says no to, in words for people.

`Refusal` is the one exception an operation raises when a step cannot be taken. The sentence is
shown as it stands, so it says what is wrong and what can be done, and is translated where raised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


Shown: TypeAlias = "str | int | datetime | None"


class Refusal(Exception):
    """A step the domain will not take. `str(refusal)` is the sentence to show."""


class Stale(Refusal):
    """Somebody else changed the thing first. Carries both versions so that nobody's text is lost.

    `theirs` is what is stored now, `mine` what was sent; both map a field's label to what it holds,
    and hold every field of the form, so that whoever chooses sees all that the choice is about.
    `drawn_now` is what the same form would carry, were it drawn now, to say which version it is
    about: whoever chooses their own sends their form again with it, and can be too late again.
    """

    def __init__(
        self,
        sentence: str,
        *,
        theirs: Mapping[str, Shown],
        mine: Mapping[str, Shown],
        drawn_now: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.mine = mine
        self.drawn_now = drawn_now or {}
