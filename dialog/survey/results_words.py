"""Results in sentences: plain words, figures with their parties, nothing the figures do not allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialog.measures.agreement import Kind
from dialog.measures.disclosure import Why
from dialog.measures.rounding import whole_percent
from dialog.process.models import PartyKind
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from dialog.disclosure import Released
    from dialog.process.models import Party
    from dialog.survey.comparing import Pair


@dataclass(frozen=True)
class Statement:
    """A verdict as the page says it: a heading, and sentences beneath."""

    kind: str
    heading: str
    text: str = ""


def of_party(party: Party, parties: Sequence[Party]) -> str:
    """Those who answered for a party, as they are called in a sentence: “the associations”."""
    called = {
        PartyKind.ASSOCIATION: _("the associations"),
        PartyKind.MUNICIPAL: _("the municipality’s own"),
        PartyKind.BUSINESS: _("the businesses"),
        PartyKind.POLITICAL: _("the political parties"),
    }
    alone = sum(other.kind == party.kind for other in parties) == 1
    return called[PartyKind(party.kind)] if alone else f"”{party.name}”"


def answers_in_words(labels: Sequence[str]) -> str:
    """Several answers as one: “fairly or very hard”, where their last words are the same."""
    if len(labels) == 1:
        return _("“%(answer)s”", answer=labels[0])
    split = [label.split(" ", 1) for label in labels]
    tails = {parts[1] for parts in split if len(parts) == 2}
    if len(tails) == 1 and all(len(parts) == 2 for parts in split):
        return f"{_listed([parts[0].lower() for parts in split])} {tails.pop()}"
    return _listed([_("“%(answer)s”", answer=label) for label in labels])


def _listed(words: Sequence[str]) -> str:
    head, last = ", ".join(words[:-1]), words[-1]
    return _("%(words)s or %(last)s", words=head, last=last) if head else last


def verdict_on_scale(pair: Pair, answers: str, names: dict[str, str]) -> Statement | None:
    """The verdict on two parties’ share of `answers`. `names`: side → how it is called."""
    if pair.kind is None or pair.shares is None:
        return None
    shares = _shares(pair, answers, names)
    heading, more = _judged(pair)
    return Statement(_state(pair), heading, f"{shares} {more}".strip())


def _judged(pair: Pair) -> tuple[str, str]:
    """Heading, and what comes after the two shares."""
    if pair.kind in {Kind.BOTH_FOR, Kind.BOTH_AGAINST}:
        return _("Most in both parties answer alike"), _gap(pair)
    if pair.kind is Kind.DIFFER:
        return _("The parties clearly differ"), _difference(pair)
    if pair.kind is Kind.ALIKE:
        text = _("There are answers enough to say that they are less than 20 points apart.")
        return _("The parties answer about the same"), text
    heading = _("Uncertain whether they differ: too few answers")
    if pair.interval is None:
        return heading, ""
    low, high = (_points(end) for end in pair.interval)
    text = _(
        "The difference may be anything from %(low)s to %(high)s percentage points.",
        low=low,
        high=high,
    )
    return heading, text


def verdict_on_options(
    pairs: Sequence[Pair], labels: dict[str, str], names: dict[str, str]
) -> Statement | None:
    """The verdict on two parties over several options: those in which they surely differ."""
    if not pairs or pairs[0].shares is None:
        return None
    apart = [pair for pair in pairs if pair.differs]
    if apart:
        sentences = [
            _shares(pair, _("“%(answer)s”", answer=labels[pair.columns[0]]), names)
            for pair in apart[:3]
        ]
        sentences.append(_difference(apart[0]) if len(apart) == 1 else "")
        return Statement("differ", _("The parties clearly differ"), " ".join(sentences).strip())
    if all(pair.kind is Kind.ALIKE for pair in pairs):
        return Statement(
            "alike",
            _("The parties answer about the same"),
            _("In no answer are they 20 percentage points or more apart."),
        )
    return Statement(
        "uncertain",
        _("Uncertain whether they differ: too few answers"),
        _("In no answer is the difference larger than chance may have made it."),
    )


def short_verdict(pair: Pair, answers: str, opposite: str) -> str:
    """The verdict in a table’s last column."""
    if pair.kind is Kind.BOTH_FOR:
        return _("More than half in both: %(answers)s", answers=answers)
    if pair.kind is Kind.BOTH_AGAINST:
        return _("More than half in both: %(answers)s", answers=opposite)
    if pair.kind is Kind.DIFFER and pair.difference is not None and pair.interval is not None:
        low, high = sorted(abs(whole_percent(end)) for end in pair.interval)
        return _(
            "They differ: %(points)s points (%(low)s–%(high)s)",
            points=abs(whole_percent(pair.difference)),
            low=low,
            high=high,
        )
    if pair.kind is Kind.ALIKE:
        return _("About the same")
    return _("Uncertain whether they differ")


def why_withheld(released: Released, row: str) -> str:
    """Why something of a row is not shown, as a sentence; empty when all is shown."""
    return reason(released.why(row), released.k)


def reason(why: Why | None, k: int) -> str:
    """Why a figure is not shown."""
    if why is None:
        return ""
    if why is Why.TOO_FEW:
        return _("Not shown: fewer than %(k)s answers", k=k)
    if why is Why.NEARLY_ALL:
        return _("Not shown: nearly all answered the same")
    return _("Not shown: the figures are too small")


def _shares(pair: Pair, answers: str, names: dict[str, str]) -> str:
    first, second = pair.shares or (0.0, 0.0)
    return _(
        "%(first)s per cent of %(one)s answered %(answers)s, against %(second)s per cent of %(other)s.",
        first=whole_percent(first),
        one=names[pair.first.key],
        answers=answers,
        second=whole_percent(second),
        other=names[pair.second.key],
    )


def _difference(pair: Pair) -> str:
    if pair.difference is None or pair.interval is None:
        return ""
    low, high = sorted(abs(whole_percent(end)) for end in pair.interval)
    return _(
        "The difference is %(points)s percentage points. Considering how many have answered, "
        "it lies between %(low)s and %(high)s.",
        points=abs(whole_percent(pair.difference)),
        low=low,
        high=high,
    )


def _gap(pair: Pair) -> str:
    if not pair.differs or pair.difference is None:
        return ""
    points = abs(whole_percent(pair.difference))
    return _("They still differ, by %(points)s percentage points.", points=points)


def _points(share: float) -> str:
    points = whole_percent(share)
    return f"−{-points}" if points < 0 else str(points)


def _state(pair: Pair) -> str:
    return pair.kind.value if pair.kind is not None else ""
