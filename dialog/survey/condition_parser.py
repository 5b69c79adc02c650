"""Reads the text of a condition, and says where it stops making sense."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dialog.survey.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    ConditionError,
    Contains,
    Not,
)

TOKENS = re.compile(
    r"""(?P<space>\s+)
      | (?P<text>'[^']*'|"[^"]*"|‘[^’]*’|’[^’]*’|“[^”]*”|”[^”]*”)
      | (?P<number>-?\d+(?:\.\d+)?(?!\w))
      | (?P<relation>!=|<=|>=|=|<|>)
      | (?P<sign>[(),])
      | (?P<name>\w[\w.-]*)""",
    re.VERBOSE,
)
WORDS = {"and", "or", "not", "contains"}
DEEPEST = 20
LONGEST = 2000


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int


def tokens(text: str) -> list[Token]:
    """The words and signs of `text`, ended by one of kind "end"."""
    found: list[Token] = []
    at = 0
    while at < len(text):
        match = TOKENS.match(text, at)
        if match is None:
            kind = "open quotation" if text[at] in "'\"‘’“”" else "strange sign"
            raise ConditionError(kind, at, text[at])
        if match.lastgroup != "space":
            found.append(_token(str(match.lastgroup), match.group(), at))
        at = match.end()
    return [*found, Token("end", "", len(text))]


def _token(kind: str, text: str, at: int) -> Token:
    if kind == "name" and text.casefold() in WORDS:
        return Token(text.casefold(), text, at)
    if kind == "sign":
        return Token(text, text, at)
    return Token(kind, text, at)


class Parser:
    """or < and < not < (…), contains(…), comparison."""

    def __init__(self, text: str) -> None:
        if len(text) > LONGEST:
            raise ConditionError("too long", LONGEST)
        self.tokens = tokens(text)
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def condition(self) -> Condition:
        found = self._either()
        if self.token.kind == ")":
            raise ConditionError("bracket not opened", self.token.at, ")")
        if self.token.kind != "end":
            raise ConditionError("and or or expected", self.token.at, self.token.text)
        return found

    def _either(self) -> Condition:
        parts = [self._both()]
        while self.token.kind == "or":
            self.index += 1
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _both(self) -> Condition:
        parts = [self._one()]
        while self.token.kind == "and":
            self.index += 1
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def _one(self) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            raise ConditionError("too deep", self.token.at)
        try:
            return self._leaf()
        finally:
            self.depth -= 1

    def _leaf(self) -> Condition:
        token = self.token
        if token.kind == "not":
            self.index += 1
            return Not(self._one())
        if token.kind == "(":
            return self._brackets()
        if token.kind == "contains":
            return self._contains()
        if token.kind == "name":
            return self._comparison()
        raise ConditionError("question expected", token.at, token.text)

    def _brackets(self) -> Condition:
        opened = self._take("(")
        found = self._either()
        if self.token.kind != ")":
            raise ConditionError("bracket not closed", opened.at, "(")
        self.index += 1
        return found

    def _contains(self) -> Condition:
        at = self._take("contains").at
        self._take("(")
        key = self._take("name").text
        self._take(",")
        value = self._value()
        self._take(")")
        return Contains(key, value, at)

    def _comparison(self) -> Condition:
        key = self._take("name")
        relation = self._take("relation").text
        return Compare(key.text, relation, self._value(), key.at)

    def _value(self) -> str:
        token = self.token
        if token.kind == "text":
            self.index += 1
            return token.text[1:-1]
        if token.kind == "number":
            self.index += 1
            return token.text
        raise ConditionError("value expected", token.at, token.text)

    def _take(self, kind: str) -> Token:
        token = self.token
        if token.kind != kind:
            raise ConditionError(EXPECTED.get(kind, "strange sign"), token.at, token.text)
        self.index += 1
        return token


EXPECTED = {
    "relation": "relation expected",
    "name": "question expected",
    "(": "bracket expected",
    ")": "bracket not closed",
    ",": "comma expected",
}
