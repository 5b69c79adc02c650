"""The results page as blocks to draw: a comparison each, or a table of shades for several alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from dialog.survey import comparing
from dialog.survey import results as reading
from dialog.survey import results_words as say
from dialog.survey.definition import WITH_OPTIONS, Kind, words
from dialog.texts import gettext as _
from dialog.web import charts

if TYPE_CHECKING:
    from dialog.survey.comparing import Pair, Side
    from dialog.survey.comparisons import Comparison
    from dialog.survey.definition import Definition, Question
    from dialog.survey.results import Results
    from dialog.web.charts import Chart

ALIKE_IN_A_ROW = 3
SHADES = 7


@dataclass(frozen=True)
class Gap:
    """Two parties' difference, drawn."""

    pair: Pair
    chart: Chart


@dataclass(frozen=True)
class HeatCell:
    """One party's share in a row of shades; `why` is filled where there is none to show."""

    share: float | None
    shade: int
    why: str


@dataclass(frozen=True)
class HeatVerdict:
    """`parties` is filled where there are more than two to tell apart."""

    text: str
    parties: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One scale among several: its words, a cell for each party, a verdict for every two."""

    label: str
    cells: tuple[HeatCell, ...]
    verdicts: tuple[HeatVerdict, ...]


@dataclass(frozen=True)
class Block:
    """One part of the page. `kind` names its template: compare, bands, texts or heat."""

    kind: str
    number: str
    id: str
    title: str
    comparisons: tuple[Comparison, ...]
    lede: str = ""
    chart: Chart | None = None
    gaps: tuple[Gap, ...] = ()
    rows: tuple[HeatRow, ...] = ()

    @property
    def one(self) -> Comparison:
        return self.comparisons[0]

    @property
    def sides(self) -> tuple[Side, ...]:
        return self.one.sides


def blocks(results: Results, definition: Definition, language: str) -> list[Block]:
    """The blocks in the order of the survey."""
    found: list[Block] = []
    rest = list(results.comparisons)
    while rest:
        run = _alike(rest, definition)
        if len(run) >= ALIKE_IN_A_ROW:
            found.append(_heat(run, definition, language))
        else:
            run = rest[:1]
            found.append(_single(run[0]))
        rest = rest[len(run) :]
    return found


def _alike(rest: Sequence[Comparison], definition: Definition) -> list[Comparison]:
    """The scales at the start of `rest` that share section, steps and parties."""

    def likeness(one: Comparison) -> object:
        section = definition.section_of(one.key)
        return (one.kind, section and section.key, list(one.labels.items()), one.sides)

    if rest[0].kind != Kind.SCALE or not rest[0].scale:
        return []
    first = likeness(rest[0])
    return list(takewhile(lambda one: likeness(one) == first, rest))


def _single(one: Comparison) -> Block:
    kind = "compare" if one.kind in WITH_OPTIONS else "texts"
    if one.kind == Kind.NUMBER:
        kind = "bands"
    chart = None
    if kind != "texts" and one.can_be_drawn:
        chart = charts.comparison(
            one.released,
            one.sides,
            one.labels,
            title=_chart_title(one),
            grouped=one.kind == Kind.MULTIPLE,
        )
    gaps = tuple(
        Gap(pair, charts.difference(pair.difference, *pair.interval, pair.first, pair.second))
        for pair in one.pairs
        if one.scale and pair.difference is not None and pair.interval is not None
    )
    return Block(
        kind=kind,
        number=str(one.number),
        id=f"f{one.number}",
        title=one.question,
        comparisons=(one,),
        chart=chart,
        gaps=gaps,
    )


def _chart_title(one: Comparison) -> str:
    """The chart in a sentence: the headline share of each party, and where the rest is."""
    told = [
        _(
            "%(party)s: %(points)s %(answers)s.",
            party=figure.side.name,
            points=charts.percent(figure.share),
            answers=one.about,
        )
        for figure in one.figures
        if one.scale and figure.share is not None
    ]
    if not told:
        return ""
    return " ".join([*told, _("All figures are in the table below the chart.")])


def _heat(run: list[Comparison], definition: Definition, language: str) -> Block:
    question = definition.question(run[0].key)
    if question is None:
        raise LookupError(f"The question {run[0].key} is gone.")
    columns, opposite = _half_to_show(question, run[0])
    seen = [
        reading.about(one, definition.question(one.key) or question, columns, opposite)
        for one in run
    ]
    title, labels = _shared_beginning([one.question for one in run])
    section = definition.section_of(run[0].key)
    return Block(
        kind="heat",
        number=f"{run[0].number}–{run[-1].number}",
        id=f"f{run[0].number}",
        title=title or (words(section.title, language).text if section else ""),
        lede=_("The part of each party that answered %(answers)s.", answers=seen[0].about),
        comparisons=tuple(seen),
        rows=tuple(_heat_row(one, label) for one, label in zip(seen, labels, strict=True)),
    )


def _half_to_show(question: Question, one: Comparison) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first steps of the scale; of a scale of figures the highest."""
    first, last = comparing.halves(question, one.released.columns)
    return (last, first) if one.labels[first[0]].strip()[:1].isdigit() else (first, last)


def _heat_row(one: Comparison, label: str) -> HeatRow:
    cells = tuple(
        HeatCell(
            share=figure.share,
            shade=min(SHADES - 1, int((figure.share or 0) * SHADES)),
            why=figure.why or ("" if figure.share is not None else _("nobody has answered")),
        )
        for figure in one.figures
    )
    return HeatRow(label, cells, _heat_verdicts(one, cells))


def _heat_verdicts(one: Comparison, cells: Sequence[HeatCell]) -> tuple[HeatVerdict, ...]:
    """A verdict for every two parties that may be compared; else why there is none."""
    told = [pair for pair in one.pairs if pair.kind is not None]
    if not told:
        why = next((cell.why for cell in cells if cell.why), "")
        return (HeatVerdict(why[:1].upper() + why[1:]),)
    several = len(one.pairs) > 1
    return tuple(
        HeatVerdict(
            say.short_verdict(pair, one.about, one.opposite),
            f"{pair.first.name} – {pair.second.name}" if several else "",
        )
        for pair in told
    )


def _shared_beginning(questions: Sequence[str]) -> tuple[str, list[str]]:
    """What questions begin alike with, and how each goes on: “How satisfied are you with …”."""
    split = [question.split() for question in questions]
    shared = [
        group[0]
        for group in takewhile(lambda group: len(set(group)) == 1, zip(*split, strict=False))
    ]
    if len(shared) < 2 or any(len(each) == len(shared) for each in split):
        return "", list(questions)
    rests = [" ".join(each[len(shared) :]).rstrip("?") for each in split]
    return " ".join(shared) + " …", [rest[:1].upper() + rest[1:] for rest in rests]
