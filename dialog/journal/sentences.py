"""One place makes the sentence of an act, for page, mail and report alike.

Each room registers the sentences of its own verbs at start-up, as lazy texts with named places:
`%(who)s` is always there, the rest are the event's facts.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dialog.journal.models import Event

_sentences: dict[str, Any] = {}
_words: dict[str, Callable[[str], str]] = {}


def register(sentences: Mapping[str, Any]) -> None:
    """Add the sentences of a room: verb → lazy text. Raises ValueError when a verb is taken twice."""
    for verb, sentence in sentences.items():
        known = _sentences.get(verb)
        if known is not None and known._args != sentence._args:
            raise ValueError(f"The verb {verb} has two sentences.")
        _sentences[verb] = sentence


def register_words(fact: str, word: Callable[[str], str]) -> None:
    """Facts called `fact` hold a code; `word` gives it in the page's language."""
    _words[fact] = word


def registered() -> set[str]:
    return set(_sentences)


def sentence(event: Event, who: str) -> str:
    """The act as a sentence in the page's language. Facts that are missing read as a dash."""
    template = _sentences.get(event.verb)
    if template is None:
        return f"{who}: {event.verb}"
    facts: dict[str, Any] = defaultdict(lambda: "–")
    for name, value in (event.facts or {}).items():
        facts[name] = _words[name](str(value)) if name in _words else value
    facts["who"] = who
    return str(template) % facts
