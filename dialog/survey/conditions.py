"""When a question is shown: `reach = 'hard' and not contains(ways, 'visit')`.

The whole language: `key = 'value'`, `!=`, `<`, `>`, `<=`, `>=`, `contains(key, 'option')`, `and`,
`or`, `not`, brackets. Nothing is ever evaluated as code. A question that is not answered reads as
empty: equal to nothing but `''`, neither larger nor smaller than any number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

Answers = Mapping[str, Any]
# A value that needs no quotation marks.
BARE = re.compile(r"-?[0-9]+(\.[0-9]+)?")


class ConditionError(ValueError):
    """The text is no condition. `kind` says what is wrong, `at` where (a character's number)."""

    def __init__(self, kind: str, at: int, found: str = "") -> None:
        super().__init__(f"{kind} at {at}: {found!r}")
        self.kind = kind
        self.at = at
        self.found = found


@dataclass(frozen=True)
class Always:
    """The condition of what has none."""


@dataclass(frozen=True)
class Compare:
    """`key` stands in `relation` (=, !=, <, >, <=, >=) to `value`."""

    key: str
    relation: str
    value: str
    at: int = 0


@dataclass(frozen=True)
class Contains:
    """`value` is among the options chosen at `key`."""

    key: str
    value: str
    at: int = 0


@dataclass(frozen=True)
class Not:
    part: Condition


@dataclass(frozen=True)
class All:
    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Condition, ...]


Condition = Always | Compare | Contains | Not | All | AnyOf


@lru_cache(maxsize=2048)
def parse(text: str) -> Condition:
    """The condition a text describes; empty is always met. Raises ConditionError."""
    from dialog.survey.condition_parser import Parser

    return Parser(text).condition() if text.strip() else Always()


def is_met(text: str, answers: Answers) -> bool:
    """Whether the condition written as `text` holds for the answers given so far."""
    return not text or holds(parse(text), answers)


def holds(condition: Condition, answers: Answers) -> bool:
    match condition:
        case Always():
            return True
        case All(parts):
            return all(holds(part, answers) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
        case Contains(key, value):
            return value in _chosen(answers.get(key))
        case Compare(key, relation, value):
            return _compare(answers.get(key), relation, value)


def leaves(condition: Condition) -> Iterator[Compare | Contains]:
    """Every comparison in it, from left to right: what it needs to know."""
    match condition:
        case Compare() | Contains():
            yield condition
        case Not(part):
            yield from leaves(part)
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)


def write(condition: Condition) -> str:
    """The condition as text again, with brackets only where they are needed."""
    match condition:
        case Always():
            return ""
        case Compare(key, relation, value):
            return f"{key} {relation} {quoted(value)}"
        case Contains(key, value):
            return f"contains({key}, {quoted(value)})"
        case Not(part):
            return f"not ({write(part)})"
        case All(parts):
            return " and ".join(_bracketed(part, AnyOf) for part in parts)
        case AnyOf(parts):
            return " or ".join(_bracketed(part, All) for part in parts)


def join(word: str, *texts: str) -> str:
    """Several conditions as one, each kept whole: all of them ("and") or any of them ("or")."""
    found = [parse(text) for text in texts if text.strip()]
    if len(found) < 2:
        return write(found[0]) if found else ""
    same: type[All | AnyOf] = All if word == "and" else AnyOf
    parts: list[Condition] = []
    for condition in found:
        parts += condition.parts if isinstance(condition, same) else (condition,)
    return write(same(tuple(parts)))


def quoted(value: str) -> str:
    """A value as it stands in a condition: numbers bare, the rest in quotation marks."""
    if BARE.fullmatch(value):
        return value
    return f'"{value}"' if "'" in value else f"'{value}'"


def as_number(value: object) -> float | None:
    try:
        return float(str(value).replace(",", ".")) if value not in (None, "") else None
    except ValueError:
        return None


def _bracketed(part: Condition, other: type[All | AnyOf]) -> str:
    return f"({write(part)})" if isinstance(part, other) else write(part)


def _chosen(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(one) for one in value]
    return [] if value in (None, "") else [str(value)]


def _compare(answer: Any, relation: str, value: str) -> bool:
    if relation in {"=", "!="}:
        return _equals(answer, value) == (relation == "=")
    left, right = as_number(_single(answer)), as_number(value)
    if left is None or right is None:
        return False
    return {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}[
        relation
    ]


def _equals(answer: Any, value: str) -> bool:
    """Several chosen options equal a value only when it is the one chosen."""
    single = _single(answer)
    if single == value:
        return True
    left, right = as_number(single), as_number(value)
    return left is not None and left == right


def _single(answer: Any) -> str:
    if isinstance(answer, list):
        return str(answer[0]) if len(answer) == 1 else " ".join(str(one) for one in answer)
    return "" if answer is None else str(answer)
