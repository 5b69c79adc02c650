"""What the domain says no to, in words for people.

`Refusal` is the one exception an operation raises when a step cannot be taken. The sentence is
shown as it stands, so it says what is wrong and what can be done, and is translated where raised.
"""

from __future__ import annotations


class Refusal(Exception):
    """A step the domain will not take. `str(refusal)` is the sentence to show."""


class Stale(Refusal):
    """Somebody else changed the thing first. Carries both versions so that nobody's text is lost.

    `theirs` is what is stored now, `mine` what was sent; both map a field's label to its text.
    """

    def __init__(self, sentence: str, *, theirs: dict[str, str], mine: dict[str, str]) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.mine = mine
