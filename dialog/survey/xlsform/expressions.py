"""The part of XPath that forms use, in our own language of conditions. Nothing is evaluated."""

from __future__ import annotations

import math
import re

from dialog.survey import conditions
from dialog.survey.conditions import (
    All,
    AnyOf,
    Compare,
    Condition,
    ConditionError,
    Contains,
    Not,
)
from dialog.survey.definition import Kind

TOKENS = re.compile(
    r"""(?P<space>\s+)
      | \$\{\s*(?P<question>[^}\s]+)\s*\}
      | (?P<text>'[^']*'|"[^"]*"|[‘’][^‘’]*’|[“”][^“”]*”)
      | (?P<number>-?\d+(?:\.\d+)?(?!\w))
      | (?P<relation>!=|<=|>=|=|<|>)
      | (?P<sign>[(),])
      | (?P<self>\.)
      | (?P<word>[A-Za-z][\w-]*)""",
    re.VERBOSE,
)
WORDS = {"and": "and", "or": "or", "not": "not", "selected": "contains"}
THIS = "this_answer"


class NotSupported(ValueError):
    """The expression says something our conditions cannot. `part` is what."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def condition_of(expression: str) -> Condition:
    """The condition an expression describes. Raises NotSupported naming the part that is none."""
    try:
        return conditions.parse(" ".join(_translated(expression)))
    except ConditionError as error:
        raise NotSupported(expression) from error


def _translated(expression: str) -> list[str]:
    found: list[str] = []
    at = 0
    while at < len(expression):
        match = TOKENS.match(expression, at)
        if match is None:
            raise NotSupported(expression[at : at + 20])
        at = match.end()
        kind, text = str(match.lastgroup), match.group(str(match.lastgroup))
        if kind == "word":
            if text.casefold() not in WORDS:
                raise NotSupported(text)
            text = WORDS[text.casefold()]
        if kind != "space":
            found.append(THIS if kind == "self" else text)
    return found


def for_kinds(condition: Condition, kinds: dict[str, str]) -> Condition:
    """`selected()` may also ask about a question with one answer; there it means “equals”."""
    match condition:
        case Contains(key, value) if kinds.get(key) != Kind.MULTIPLE:
            return Compare(key, "=", value)
        case Not(part):
            return Not(for_kinds(part, kinds))
        case All(parts):
            return All(tuple(for_kinds(part, kinds) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(for_kinds(part, kinds) for part in parts))
        case _:
            return condition


def limits_of(expression: str, *, whole: bool) -> tuple[float | None, float | None]:
    """The least and the largest number a constraint allows. Raises NotSupported for other kinds."""
    condition = condition_of(expression)
    parts = condition.parts if isinstance(condition, All) else (condition,)
    low, high = -math.inf, math.inf
    for part in parts:
        number = conditions.as_number(part.value) if isinstance(part, Compare) else None
        if not isinstance(part, Compare) or part.key != THIS or number is None:
            raise NotSupported(expression)
        if part.relation == ">=" or (part.relation == ">" and whole):
            low = max(low, number if part.relation == ">=" else math.floor(number) + 1)
        elif part.relation == "<=" or (part.relation == "<" and whole):
            high = min(high, number if part.relation == "<=" else math.ceil(number) - 1)
        else:
            raise NotSupported(expression)
    return (None if low == -math.inf else low, None if high == math.inf else high)
